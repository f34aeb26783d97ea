package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.store.GroupKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a group's key from the decoded path behind {@code /metrics/job/}: {@code JOB/NAME/VALUE/NAME@base64/VALUE…}.
 *
 * <p>Checks in Pushgateway's order: the job's base64, the number of components, then pair by pair the name and the value's base64, then
 * whether the job is empty. Of a name that stands twice the last value counts, and the path's job outweighs a label {@code job}.
 */
final class GroupPath {
    private static final String BASE64 = "@base64";
    private static final int MAX_LABELS = 64;

    private final List<String> pairs = new ArrayList<>(6);

    private GroupPath() {}

    /** What a path says. */
    sealed interface Result {
        record Named(GroupKey key) implements Result {}

        /** It names no group; the message is for the sender. */
        record Refused(String message) implements Result {}
    }

    static Result parse(String path, boolean jobIsBase64) {
        try {
            return new Result.Named(new GroupPath().read(path, jobIsBase64));
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
        if (!isProper(plainName)) {
            throw new RefusedException("improper label name " + GoText.quoted(plainName));
        }
        String plainValue = base64 ? decodeValue(plainName, value) : value;
        put(plainName, text("value of label " + plainName, plainValue));
    }

    private static boolean isProper(String name) {
        if (name.isEmpty() || name.startsWith("__") || isDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String decodeValue(String name, String value) throws RefusedException {
        var decoded = Base64Text.decode(value);
        if (decoded.errorOffset() >= 0) {
            throw new RefusedException("invalid base64 encoding for label %s=%s: %s".formatted(name,
                    GoText.quoted(value), decoded.error()));
        }
        return decoded.text();
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
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(UriText.bytes(bytes))).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException("%s is not valid UTF-8: %s".formatted(what, GoText.quoted(bytes)));
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
