package io.github.jobtide.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {
    @Test
    void textsAreReadWithTheirEscapes() throws IOException {
        List<String> read = new ArrayList<>();
        read("  \"a\\n\\\"\\\\\\/\\u003c\\ud83d\\ude00é\" ", json -> read.add(json.text()));

        assertThat(read).containsExactly("a\n\"\\/<😀é");
    }

    @Test
    void whatIsNotAskedForIsPassedOver() throws IOException {
        List<String> read = new ArrayList<>();
        read("{\"a\": [1, -2.5e+3, true, null, {\"x\": []}], \"b\" : \"c\" , \"d\": {}, \"e\":[\"f\",\"g\"]}",
                json -> json.object(name -> {
                    switch (name) {
                        case "b" -> read.add(json.text());
                        case "e" -> json.array(() -> read.add(json.text()));
                        default -> json.skip();
                    }
                }));

        assertThat(read).containsExactly("c", "f", "g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[", "{\"a\"}", "{\"a\":}", "{\"a\":1 \"b\":2}", "[1 2]", "[1,,2]", "\"a",
            "\"\\x\"", "\"\\u12g4\"", "[@]", "{1:2}", "{} {}"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> read(text, JsonInput::skip))
                .isInstanceOf(JsonInput.MalformedJsonException.class).hasMessageMatching("(?s)byte \\d+: .+");
    }

    @Test
    void otherJsonThanWasExpectedIsRefused() {
        assertThatThrownBy(() -> read("[1]", json -> json.object(_ -> json.skip())))
                .hasMessage("byte 0: an object was expected");
        assertThatThrownBy(() -> read("{}", json -> json.array(json::skip)))
                .hasMessage("byte 0: an array was expected");
        assertThatThrownBy(() -> read("[1]", json -> json.array(json::text)))
                .hasMessage("byte 1: a text was expected");
    }

    @Test
    void nestingAndTextsAreBounded() {
        assertThatThrownBy(() -> read("[".repeat(100_000), JsonInput::skip))
                .isInstanceOf(JsonInput.MalformedJsonException.class).hasMessageContaining("nesting depth (65)");
        assertThatThrownBy(() -> read("\"" + "a".repeat(17 << 20) + "\"", JsonInput::text))
                .isInstanceOf(JsonInput.MalformedJsonException.class).hasMessageContaining("String value length");
    }

    private static void read(String text, Step reader) throws IOException {
        var _ = JsonInput.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), json -> {
            reader.read(json);
            return text;
        });
    }

    /** Reads a document and keeps nothing. */
    private interface Step {
        void read(JsonInput json) throws IOException;
    }

    @Test
    void groupsAreReadAndTheOneWhoseKeyIsHiddenIsCounted() throws IOException {
        String document = """
                {"status":"success","data":[
                  {"labels":{"job":"a","x":"<"},"last_push_successful":true,
                   "m":{"time_stamp":"2026-11-26T03:00:00Z","type":"GAUGE","help":"h","metrics":[
                     {"labels":{"job":"a","x":"<","instance":""},"value":"1"}]},
                   "h":{"time_stamp":"","type":"HISTOGRAM","metrics":[{"buckets":[[0,"1","2","3"]],"count":"3","labels":{},"sum":"1"}]}},
                  {"labels":{"time_stamp":"","type":"GAUGE","metrics":[{"labels":{},"value":"1"}]},"last_push_successful":
                   {"time_stamp":"","type":"GAUGE","metrics":[]}}]}
                """;

        GroupsDocument.Content content = GroupsDocument
                .read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));

        assertThat(content.hidden()).isEqualTo(1);
        assertThat(content.groups()).singleElement().satisfies(group -> {
            assertThat(group.labels()).hasToString("{job=\"a\",x=\"<\"}");
            assertThat(group.families()).containsOnlyKeys("m", "h");
            assertThat(group.families()).extractingByKey("m").extracting(GroupsDocument.Family::series)
                    .hasToString("[{instance=\"\",job=\"a\",x=\"<\"}]");
        });
    }
}
