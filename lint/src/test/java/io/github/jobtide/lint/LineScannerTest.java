package io.github.jobtide.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jobtide.lint.LineScanner.Scanned;
import io.github.jobtide.lint.Sample.Label;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How one line is read, and what is said of one that cannot be. */
final class LineScannerTest {
    private static Scanned scan(boolean openMetrics, String line) throws MalformedLineException {
        byte[] text = line.getBytes(UTF_8);
        LineScanner scanner = new LineScanner(openMetrics);
        scanner.begin(text, text.length, 7);
        return scanner.sample();
    }

    private static Sample scan(String line) throws MalformedLineException {
        return scan(false, line).sample();
    }

    /** As keyword|name|text; empty if it says nothing of a family. */
    private static String comment(boolean openMetrics, String line) throws MalformedLineException {
        byte[] text = line.getBytes(UTF_8);
        LineScanner scanner = new LineScanner(openMetrics);
        scanner.begin(text, text.length, 7);
        return scanner.comment().map(comment -> comment.keyword() + "|" + comment.name() + "|" + comment.text())
                .orElse("");
    }

    @Test
    void aUnitIsARemarkExceptInOpenMetrics() throws MalformedLineException {
        assertThat(comment(false, "# UNIT of measure")).isEmpty();
        assertThat(comment(true, "# UNIT a_seconds seconds")).isEqualTo("UNIT|a_seconds|seconds");
    }

    @Test
    void aCommentHasItsTextAsWritten() throws MalformedLineException {
        assertThat(comment(false, "#  HELP\ta  C:\\\\ \\n \"x\" ")).isEqualTo("HELP|a|C:\\\\ \\n \"x\" ");
        assertThat(comment(false, "# HELP \"a b\" Some.")).isEqualTo("HELP|a b|Some.");
        assertThat(comment(false, "# HELP a")).isEqualTo("HELP|a|");
        assertThat(comment(false, "# HELPFUL a b")).isEmpty();
        assertThat(comment(false, "# help a b")).isEmpty();
    }

    @Test
    void aSampleIsReadInAllItsParts() throws MalformedLineException {
        Sample sample = scan("a{b=\"c\",d=\"e\"} 1.5 1700000000000");

        assertThat(sample.line()).isEqualTo(7);
        assertThat(sample.name()).isEqualTo("a");
        assertThat(sample.labels()).containsExactly(new Label("b", "c", 3), new Label("d", "e", 9));
        assertThat(sample.text()).isEqualTo("a{b=\"c\",d=\"e\"}");
        assertThat(sample.value()).isEqualTo(1.5);
        assertThat(sample.valueText()).isEqualTo("1.5");
        assertThat(sample.valueColumn()).isEqualTo(16);
        assertThat(sample.timestamp()).contains("1700000000000");
        assertThat(sample.label("d")).contains(new Label("d", "e", 9));
        assertThat(sample.label("e")).isEmpty();
    }

    @Test
    void escapesAreUndoneInValuesAndNames() throws MalformedLineException {
        Sample sample = scan("{\"a \\\"b\\\"\",\"c\\\\d\"=\"e\\nf\\\\n\"} 1");

        assertThat(sample.name()).isEqualTo("a \"b\"");
        assertThat(sample.labels()).extracting(Label::name, Label::value)
                .containsExactly(tuple("c\\d", "e\nf\\n"));
    }

    @Test
    void bracesCommasAndHashesMayStandInQuotes() throws MalformedLineException {
        assertThat(scan("a{b=\"}\",c=\",\",d=\"# {\",e=\"=\"} 1").labels()).extracting(Label::value)
                .containsExactly("}", ",", "# {", "=");
    }

    @Test
    void theNameMayStandAnywhereAmongTheLabels() throws MalformedLineException {
        assertThat(scan("{\"my.name\"} 1").name()).isEqualTo("my.name");
        assertThat(scan("{b=\"c\", \"my.name\" , \"d.e\"=\"f\",} 1"))
                .returns("my.name", Sample::name)
                .returns(List.of(new Label("b", "c", 2), new Label("d.e", "f", 21)), Sample::labels)
                .returns("{b=\"c\", \"my.name\" , \"d.e\"=\"f\",}", Sample::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 1", " a\t1", "a{}1", "a {} 1", "a{ } 1", "a{b=\"c\",} 1", "a { b = \"c\" , } 1",
            "{\"a\",} 1"})
    void blanksAndAClosingCommaMakeNoDifference(String line) throws MalformedLineException {
        assertThat(scan(line)).returns("a", Sample::name).returns(1.0, Sample::value);
    }

    @Test
    void columnsCountBytes() throws MalformedLineException {
        Sample sample = scan("a{b=\"äé😀\",c=\"d\"} 1");

        assertThat(sample.labels()).containsExactly(new Label("b", "äé😀", 3), new Label("c", "d", 16));
        assertThat(sample.valueColumn()).isEqualTo(23);
        assertThat(catchThrowableOfType(MalformedLineException.class, () -> scan("a{b=\"äé😀\"} many")).column())
                .isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({"NaN,NaN", "nan,NaN", "NAN,NaN", "Inf,Infinity", "+Inf,Infinity", "inf,Infinity", "-INF,-Infinity",
            "+infinity,Infinity", "-Infinity,-Infinity", "1,1.0", "+1,1.0", "-1.,-1.0", ".5,0.5", "1e3,1000.0",
            "1E+3,1000.0", "1e-3,0.001", "00012,12.0", "1e-999,0.0"})
    void numbersAreReadAsTheGatewayReadsThem(String text, double value) throws MalformedLineException {
        assertThat(scan("a " + text).value()).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "+", "1e", "e5", "1e5.5", "--1", "1,5", "1_000", "0x10", "0x1p4", "1f", "1d", "+NaN",
            "-nan", "infi", "١", "1e999", "-1e999"})
    void whatOnlySomeLanguagesReadIsNoNumber(String text) {
        MalformedLineException failure = catchThrowableOfType(MalformedLineException.class, () -> scan("a " + text));

        assertThat(failure.reason()).isEqualTo("'" + text + "' is no number");
        assertThat(failure.column()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {"a|2|there is no value",
            "a{b=\"c\"}|9|there is no value", "a{b=\"c\"|8|'}' is missing", "a{|3|'}' is missing",
            "a{b=\"c\",|9|'}' is missing", "a{b=\"c|5|a closing '\"' is missing",
            "a{b=\"c} 1|5|a closing '\"' is missing", "a{b=\"c\\\"} 1|5|a closing '\"' is missing",
            "a{b=c} 1|5|'\"' is missing before a label value", "a{b=|5|'\"' is missing before a label value",
            "a{b} 1|4|'=' is missing behind the label name 'b'",
            "a{b \"c\"} 1|5|'=' is missing behind the label name 'b'",
            "a{=\"c\"} 1|3|a label name is missing", "a{,} 1|3|a label name is missing",
            "a{b=\"c\",,} 1|9|a label name is missing", "a{b=\"c\" d=\"e\"} 1|9|',' or '}' is missing behind a label",
            "a{b=\"\\t\"} 1|6|behind a backslash only \\, \" and n may stand",
            "a{b=\"c\\|7|behind a backslash only \\, \" and n may stand", "{} 1|1|no metric name stands here",
            "{b=\"c\"} 1|1|no metric name stands here", "{\"\"} 1|1|no metric name stands here",
            "{\"a\",\"b\"} 1|9|'=' is missing behind the label name 'b'",
            "a{\"b\"} 1|6|'=' is missing behind the label name 'b'",
            "a{b=\"1\",b=\"2\"} 1|9|the label 'b' stands twice", "a 1 2 3|7|'3' stands behind the value",
            "a 1 soon|5|'soon' is no timestamp", "a 1 1.5|5|'1.5' is no timestamp", "a 1#b|3|'1#b' is no number",
            "a b 1|3|'b' is no number"})
    void aLineThatCannotBeReadSaysWhereAndWhy(String line, int column, String reason) {
        MalformedLineException failure = catchThrowableOfType(MalformedLineException.class, () -> scan(line));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.column()).isEqualTo(column);
    }

    @Test
    void exemplarsAreOnlyForOpenMetrics() throws MalformedLineException {
        String line = "a_bucket{le=\"1\"} 3 1.5 # {trace=\"1\"} 0.5";

        assertThat(scan(true, line).sample()).returns(3.0, Sample::value)
                .returns(Optional.of("1.5"), Sample::timestamp);
        assertThat(scan(true, line).trailingBlankColumn()).isZero();
        assertThat(scan(true, "a 3 # {} 1").sample().timestamp()).isEmpty();
        assertThatThrownBy(() -> scan("a 3 # {trace=\"1\"} 0.5")).isInstanceOf(MalformedLineException.class)
                .hasMessage("'# {trace=\"1\"} 0.5' stands behind the value");
    }

    @ParameterizedTest
    @CsvSource({"1700000000,true,true", "1700000000.5,false,true", "-1,true,true", "1e3,false,true",
            "+1,false,true", "NaN,false,false", "soon,false,false"})
    void timestampsAreWholeExceptInOpenMetrics(String timestamp, boolean inText, boolean inOpenMetrics) {
        assertThat(Values.isTimestamp(timestamp, false)).isEqualTo(inText);
        assertThat(Values.isTimestamp(timestamp, true)).isEqualTo(inOpenMetrics);
    }
}
