package io.github.jobtide.e2e;

import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** What a vector can look at besides the status: the answer, and the state of the gateway behind it. Lives as long as one vector runs. */
final class Checks {
    static final String INCONSISTENT = "pushed metrics are invalid or inconsistent with existing metrics: ";
    private static final Set<String> WORDS = Set.of("", "error", "has", "lacks", "inconsistent", "page", "shows",
            "groups", "failed", "times",
            "gzipped", "proto", "json");

    private final Target target;
    private final ServerProcess server;
    private final String prefix;
    private final Map<String, List<Double>> remembered = new HashMap<>();

    Checks(Target target, ServerProcess server, String prefix) {
        this.target = target;
        this.server = server;
        this.prefix = prefix;
    }

    static Vector.Check parse(String word, String text) {
        if (!WORDS.contains(word) && !word.endsWith(":")) {
            throw new IllegalArgumentException(
                    "no check '" + word + "'; there are headers as Name:`value` and " + WORDS);
        }
        return new Vector.Check(word, word.equals("proto") ? text : Words.text(text));
    }

    /** What is wrong, or nothing. */
    Optional<String> fault(Vector.Check check, Answer answer) {
        String word = check.word();
        if (word.endsWith(":")) {
            String name = word.substring(0, word.length() - 1);
            return unequal(name, check.text(), answer.header(name).orElse("-"));
        }
        return switch (word) {
            case "" -> unequal("body", check.text(), answer.text());
            case "error" -> plainError(check.text(), answer);
            case "has" -> answer.text().contains(check.text())
                    ? Optional.empty()
                    : unequal("part of the body", check.text(), answer.text());
            case "lacks" -> answer.text().contains(check.text())
                    ? unequal("body", "without " + check.text(), answer.text())
                    : Optional.empty();
            case "inconsistent" -> inconsistent(check.text(), answer);
            case "page" -> unequal("pushed families", check.text(), lines(page().pushed()));
            case "shows" -> unequal("pushed families", check.text(), lines(page().pushedToJ()));
            case "groups" -> unequal("groups", check.text(), groups(false));
            case "failed" -> unequal("failed groups", check.text(), groups(true));
            case "times" -> times(check.text());
            case "gzipped" -> gzipped(check.text(), answer);
            case "proto" -> unequal("families", check.text(), protobuf(answer));
            case "json" -> unequal("JSON", check.text(), withoutTimes(answer.text()));
            default -> throw new IllegalArgumentException("no check '" + word + "'");
        };
    }

    private static Optional<String> unequal(String what, String expected, String got) {
        return expected.equals(got)
                ? Optional.empty()
                : Optional.of(what + ": expected <" + expected + "> but got <" + got + ">");
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static Optional<String> plainError(String text, Answer answer) {
        return unequal("body", text + "\n", answer.text())
                .or(() -> unequal("Content-Type", "text/plain; charset=utf-8",
                        answer.header("Content-Type").orElse("-")))
                .or(() -> unequal("X-Content-Type-Options", "nosniff",
                        answer.header("X-Content-Type-Options").orElse("-")));
    }

    /** Details are stock's own way of writing and vary from call to call, so only stock is asked for a part of them. */
    private Optional<String> inconsistent(String detail, Answer answer) {
        if (!answer.text().startsWith(INCONSISTENT)) {
            return unequal("start of the body", INCONSISTENT, answer.text());
        }
        return target.isJobtide() || answer.text().contains(detail)
                ? Optional.empty()
                : unequal("part of the body", detail, answer.text());
    }

    private Page page() {
        return Page.parse(server.exchange(Request.of("GET", prefix + "/metrics")).text());
    }

    private String groups(boolean failedOnly) {
        return Groups.of(server, prefix).stream().filter(group -> !failedOnly || Groups.isFailed(group))
                .map(Groups::key).sorted()
                .collect(Collectors.joining(" "));
    }

    /** {@code LABELS PUSH FAILURE}, the times being {@code zero}, {@code now} (later than seen before), {@code same} or {@code none}. */
    private Optional<String> times(String text) {
        List<String> words = Words.split(text);
        String labels = words.getFirst();
        Page page = page();
        List<Double> now = List.of(page.pushTime(labels), page.failureTime(labels));
        List<Double> before = Objects.requireNonNullElse(remembered.put(labels, now), List.of(0.0, 0.0));
        String got = labels + " " + word(before.getFirst(), now.getFirst()) + " "
                + word(before.getLast(), now.getLast());
        return unequal("push times", text, got).map(fault -> fault + " " + before + " → " + now);
    }

    private static String word(double before, double now) {
        if (Double.isNaN(now)) {
            return "none";
        }
        if (now == 0) {
            return "zero";
        }
        return now == before
                ? "same"
                : now > before && Math.abs(now - System.currentTimeMillis() / 1000.0) < 60 ? "now" : "odd";
    }

    private static Optional<String> gzipped(String part, Answer answer) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body().toByteArray()))) {
            String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return text.contains(part) ? Optional.empty() : unequal("part of the unpacked body", part, text);
        } catch (IOException e) {
            return Optional.of("body: not gzip: " + e.getMessage());
        }
    }

    private static String protobuf(Answer answer) {
        return Protobuf.decode(answer.body()).stream()
                .filter((DynamicMessage family) -> !Page.isOwn(Protobuf.name(family)))
                .map(Protobuf::print).collect(Collectors.joining(" -- "));
    }

    /** Without what no two gateways share: times, and the words in which they explain their own families. */
    private static String withoutTimes(String json) {
        return json
                .replaceAll("\"time_stamp\":\"[0-9-]+T[0-9:]+(\\.[0-9]{1,9})?(Z|[+-][0-9:]+)\"", "\"time_stamp\":\"T\"")
                .replaceAll("\"value\":\"1\\.[0-9]+e\\+09\"", "\"value\":\"NOW\"")
                .replaceAll(
                        "(\"push_(failure_)?time_seconds\":\\{\"time_stamp\":\"T\",\"type\":\"GAUGE\",\"help\":)\"[^\"]+\"",
                        "$1\"HELP\"");
    }
}
