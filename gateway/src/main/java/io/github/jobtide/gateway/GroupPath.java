package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.ValuesEscape;
import io.github.jobtide.store.GroupKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a group's key from the decoded path behind {@code /metrics/job/}: {@code JOB/NAME/VALUE/NAME@base64/VALUE…}.
 *
 * <p>Checks in Pushgateway's order: the job's base64, the number of components, then pair by pair the name and the value's base64, then
 * whether the job is empty. Of a name that stands twice the last value counts, and the path's job outweighs a label {@code job}.
 *
 * <p>Where names may be any text they may also stand in the escape {@code U__}, which is undone. Source: docs/formats/names.md.
 */
final class GroupPath {
    private static final String BASE64 = "@base64";
    private static final String RESERVED = "__";
    private static final int MAX_LABELS = 64;

    private final NameRule names;
    private final List<String> pairs = new ArrayList<>(6);

    private GroupPath(NameRule names) {
        this.names = names;
    }

    /** What a path says. */
    sealed interface Result {
        record Named(GroupKey key) implements Result {}

        /** It names no group; the message is for the sender. */
        record Refused(String message) implements Result {}
    }

    static Result parse(String path, boolean jobIsBase64, NameRule names) {
        try {
            return new Result.Named(new GroupPath(names).read(path, jobIsBase64));
        } catch (RefusedException e) {
            return new Result.Refused(e.forSender);
        }
    }

    private GroupKey read(String path, boolean jobIsBase64) throws RefusedException {
        int slash = path.indexOf('/');
        String job = slash < 0 ? path : path.substring(0, slash);
        if (jobIsBase64) {
            job = decodeJob(job);
        }
        if (slash >= 0 && slash + 1 < path.length()) {
            readLabels(path.substring(slash));
        }
        if (job.isEmpty()) {
            throw new RefusedException("job name is required");
        }
        put("job", text("job name", job));
        return GroupKey.of(Labels.of(pairs.toArray(String[]::new)));
    }

    private static String decodeJob(String job) throws RefusedException {
        var decoded = Base64Text.decode(job);
        if (decoded.errorOffset() >= 0) {
            throw new RefusedException("invalid base64 encoding in job name %s: %s".formatted(
                    GoText.quoted(decoded.text()), decoded.error()));
        }
        return decoded.text();
    }

    /** @param labels begins with a slash and has more behind it */
    private void readLabels(String labels) throws RefusedException {
        int slashes = 0;
        for (int i = 0; i < labels.length(); i++) {
            slashes += labels.charAt(i) == '/' ? 1 : 0;
        }
        if (slashes % 2 != 0) {
            throw new RefusedException("odd number of components in label string " + GoText.quoted(labels));
        }
        int at = 1;
        while (at <= labels.length()) {
            int middle = labels.indexOf('/', at);
            int end = labels.indexOf('/', middle + 1);
            int stop = end < 0 ? labels.length() : end;
            readLabel(labels.substring(at, middle), labels.substring(middle + 1, stop));
            at = stop + 1;
        }
    }

    private void readLabel(String name, String value) throws RefusedException {
        boolean base64 = name.endsWith(BASE64);
        String plainName = base64 ? name.substring(0, name.length() - BASE64.length()) : name;
        String meant = meant(plainName);
        String plainValue = base64 ? decodeValue(plainName, value) : value;
        put(meant, text("value of label " + meant, plainValue));
    }

    private String meant(String name) throws RefusedException {
        String meant = switch (names) {
            case CLASSIC -> name;
            case UTF_8 -> decoded(name).map(ValuesEscape::undone).orElse("");
        };
        if (!names.takesLabel(meant) || name.startsWith(RESERVED) || meant.startsWith(RESERVED)) {
            throw new RefusedException("improper label name " + GoText.quoted(name));
        }
        return meant;
    }

    private static String decodeValue(String name, String value) throws RefusedException {
        var plain = Base64Text.decode(value);
        if (plain.errorOffset() >= 0) {
            throw new RefusedException("invalid base64 encoding for label %s=%s: %s"
                    .formatted(decoded(name).orElse(name), GoText.quoted(value), plain.error()));
        }
        return plain.text();
    }

    /** Bytes as the text that they must be. */
    private static String text(String what, String bytes) throws RefusedException {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) >= 128) {
                return strictText(what, bytes);
            }
        }
        return bytes;
    }

    private static String strictText(String what, String bytes) throws RefusedException {
        return decoded(bytes).orElseThrow(
                () -> new RefusedException("%s is not valid UTF-8: %s".formatted(what, GoText.quoted(bytes))));
    }

    private static Optional<String> decoded(String bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(UriText.bytes(bytes))).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private void put(String name, String value) throws RefusedException {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                pairs.set(i + 1, value);
                return;
            }
        }
        if (pairs.size() >= 2 * MAX_LABELS) {
            throw new RefusedException("more than " + MAX_LABELS + " grouping labels; name a group by a few");
        }
        pairs.add(name);
        pairs.add(value);
    }

    /** Ends the reading at the first fault. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        final String forSender;

        RefusedException(String message) {
            super(message, null, false, false);
            this.forSender = message;
        }
    }
}
