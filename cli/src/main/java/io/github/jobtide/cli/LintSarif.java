package io.github.jobtide.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jobtide.gateway.Build;
import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.RuleCatalog;
import io.github.jobtide.lint.Severity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What was found, as a log in SARIF 2.1.0 (an OASIS standard), which sites that show code read. */
final class LintSarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String VERSION = "2.1.0";
    private static final Pattern SCHEME = Pattern.compile("[^/]*:");
    /** For a rule that is not listed. */
    private static final int NO_INDEX = -1;

    private final JsonGenerator json;
    private final Path folder;
    private final List<LintedPage> pages;
    private final Map<String, Integer> indexes = new HashMap<>();

    private LintSarif(JsonGenerator json, Path folder, List<LintedPage> pages) {
        this.json = json;
        this.folder = folder;
        this.pages = pages;
    }

    /** @param folder from which names of files are seen */
    static String of(List<LintedPage> pages, Path folder) {
        return JsonText.object(json -> new LintSarif(json, folder, pages).write());
    }

    private void write() throws IOException {
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", VERSION);
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        tool();
        json.writeStringField("columnKind", "utf16CodeUnits");
        invocation();
        results();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void tool() throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "jobtide");
        json.writeStringField("version", Build.current().version());
        json.writeArrayFieldStart("rules");
        for (RuleCatalog.Entry rule : LintCatalog.entries()) {
            indexes.put(rule.id(), indexes.size());
            json.writeStartObject();
            json.writeStringField("id", rule.id());
            text("shortDescription", rule.title());
            text("fullDescription", rule.why());
            json.writeObjectFieldStart("defaultConfiguration");
            json.writeStringField("level", level(rule.severity()));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void text(String name, String text) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    /** Tells of inputs that could not be read, which have no results. */
    private void invocation() throws IOException {
        List<LintedPage.Unreadable> unreadable = pages.stream().filter(LintedPage.Unreadable.class::isInstance)
                .map(LintedPage.Unreadable.class::cast).toList();
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", unreadable.isEmpty());
        if (!unreadable.isEmpty()) {
            json.writeArrayFieldStart("toolExecutionNotifications");
            for (LintedPage.Unreadable page : unreadable) {
                json.writeStartObject();
                json.writeStringField("level", "error");
                text("message", page.trouble());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndArray();
    }

    private void results() throws IOException {
        json.writeArrayFieldStart("results");
        for (LintedPage page : pages) {
            if (page instanceof LintedPage.Read read) {
                for (Finding finding : read.result().findings()) {
                    result(uri(read.name()), finding);
                }
            }
        }
        json.writeEndArray();
    }

    private void result(String uri, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.rule());
        json.writeNumberField("ruleIndex", indexes.getOrDefault(finding.rule(), NO_INDEX).intValue());
        json.writeStringField("level", level(finding.severity()));
        text("message", message(finding));
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        location(uri, finding);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String message(Finding finding) {
        StringBuilder message = new StringBuilder(finding.reason());
        if (!finding.series().isEmpty()) {
            message.append('\n').append(finding.series());
        }
        if (!finding.suggestion().isEmpty()) {
            message.append("\n→ ").append(finding.suggestion());
        }
        return message.toString();
    }

    private void location(String uri, Finding finding) throws IOException {
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri);
        json.writeEndObject();
        if (finding.line() > 0) {
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", finding.line());
            if (isColumnOfLetters(finding)) {
                json.writeNumberField("startColumn", finding.column());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Whether the column, which counts bytes, is known to count letters as well: blanks, then at most the series, stand before it, and they are ASCII. */
    private static boolean isColumnOfLetters(Finding finding) {
        return finding.column() == 1 || (finding.column() > 1 && finding.column() <= finding.series().length() + 1
                && finding.series().chars().allMatch(letter -> letter < 128));
    }

    /** Files below the folder as seen from there, others from the root; all in the letters that a URI may have. */
    private String uri(String name) {
        if (name.equals(BodySource.INPUT)) {
            return name;
        }
        if (LintCommand.isUrl(name)) {
            return URI.create(name).toASCIIString();
        }
        String seen = folder.toUri().relativize(folder.resolve(name).normalize().toUri()).toString();
        // What stands before a colon in the first part would be taken for a scheme.
        return SCHEME.matcher(seen).lookingAt() && !seen.startsWith("file:///") ? "./" + seen : seen;
    }
}
