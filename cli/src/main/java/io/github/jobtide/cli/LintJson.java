package io.github.jobtide.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What was found, as one object of JSON. What a finding does not have is left out. */
final class LintJson {
    private LintJson() {}

    static String of(List<LintedPage> pages) {
        return JsonText.object(json -> {
            json.writeArrayFieldStart("inputs");
            for (LintedPage page : pages) {
                json.writeStartObject();
                json.writeStringField("name", page.name());
                switch (page) {
                    case LintedPage.Read read -> result(json, read.result());
                    case LintedPage.Unreadable unreadable -> json.writeStringField("error", unreadable.trouble());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void result(JsonGenerator json, LintResult result) throws IOException {
        json.writeArrayFieldStart("findings");
        for (Finding finding : result.findings()) {
            json.writeStartObject();
            finding(json, finding);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("counts");
        for (Map.Entry<String, Long> count : result.counts().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue().longValue());
        }
        json.writeEndObject();
    }

    private static void finding(JsonGenerator json, Finding finding) throws IOException {
        json.writeStringField("rule", finding.rule());
        json.writeStringField("severity", finding.severity().word());
        number(json, "line", finding.line());
        number(json, "column", finding.column());
        text(json, "series", finding.series());
        json.writeStringField("reason", finding.reason());
        text(json, "suggestion", finding.suggestion());
    }

    private static void number(JsonGenerator json, String name, int number) throws IOException {
        if (number > 0) {
            json.writeNumberField(name, number);
        }
    }

    private static void text(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }
}
