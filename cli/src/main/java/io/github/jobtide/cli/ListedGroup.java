package io.github.jobtide.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.push.Group;
import io.github.jobtide.push.UnusableSettingException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One group, as a gateway tells of it.
 *
 * @param pushed when a push was last accepted
 * @param failed when a push was last refused
 * @param series lines on the page, as far as the gateway tells of them
 */
record ListedGroup(SortedMap<String, String> labels, Optional<Instant> pushed, Optional<Instant> failed, long families,
        long series) {
    private static final String JOB = "job";

    ListedGroup {
        labels = new TreeMap<>(labels);
    }

    String job() {
        return labels.getOrDefault(JOB, "");
    }

    /** When it was last heard of: at its last push, or at the last that was refused if none was ever taken. */
    Instant heardOf() {
        return pushed.or(() -> failed).orElse(Instant.EPOCH);
    }

    /** Its labels as selectors are given them. */
    Labels asLabels() {
        return Labels.of(labels.entrySet().stream().flatMap(label -> Stream.of(label.getKey(),
                label.getValue())).toArray(String[]::new));
    }

    /** @throws CommandFailedException if it has labels that the path of no request can have */
    Group group() {
        SortedMap<String, String> further = new TreeMap<>(labels);
        further.remove(JOB);
        try {
            return new Group(job(), further);
        } catch (UnusableSettingException e) {
            throw new CommandFailedException(ExitStatus.REFUSED, "the group %s cannot be named in a request: %s"
                    .formatted(this, e.getMessage()));
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        if (pushed.isPresent()) {
            json.writeStringField("pushed", pushed.get().toString());
        }
        if (failed.isPresent()) {
            json.writeStringField("failed", failed.get().toString());
        }
        json.writeNumberField("families", families);
        json.writeNumberField("series", series);
        json.writeEndObject();
    }

    /** As a selector would name it, the job first. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{job=").append(quoted(job()));
        labels.forEach((name, value) -> {
            if (!name.equals(JOB)) {
                text.append(", ").append(name).append('=').append(quoted(value));
            }
        });
        return text.append('}').toString();
    }

    private static String quoted(String value) {
        return '"' + Style.clean(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")) + '"';
    }
}
