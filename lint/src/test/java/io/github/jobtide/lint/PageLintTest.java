package io.github.jobtide.lint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jobtide.lint.LineScanner.Scanned;
import io.github.jobtide.lint.Sample.Label;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a page is read, and what is found on it without any rule about families. */
class PageLintTest {
    private static final LintOptions PUSH = LintOptions.of(Profile.PUSH);
    private static final LintOptions SCRAPE = LintOptions.of(Profile.SCRAPE);
    private static final LintOptions OPENMETRICS = LintOptions.of(Profile.OPENMETRICS);

    private static LintResult lint(LintOptions options, byte[] page) {
        try {
            return Linter.of(options).lint(new ByteArrayInputStream(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What rules about the page itself find, as id severity line:column series. */
    private static List<String> found(LintOptions options, String page) {
        return found(lint(options, page.getBytes(UTF_8)));
    }

    private static List<String> found(LintResult result) {
        return result.findings().stream().filter(finding -> finding.rule().startsWith("JT00"))
                .filter(finding -> !finding.rule().equals("JT005") && !finding.rule().equals("JT009"))
                .map(finding -> "%s %s %d:%d %s".formatted(finding.rule(), finding.severity().word(), finding.line(),
                        finding.column(), finding.series()).strip())
                .toList();
    }

    private static List<String> found(String page) {
        return found(PUSH, page);
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n", " \t\n", "# a remark\n", "#\n", "# HELP\n", "# TYPE\n", "# HELP a\n"})
    void aPageWithoutSamplesIsInOrder(String page) {
        LintResult result = lint(PUSH, page.getBytes(UTF_8));

        assertThat(result.findings()).isEmpty();
        assertThat(result.counts()).isEmpty();
        assertThat(result.worst()).isEqualTo(Severity.INFO);
        assertThat(result.has(Severity.INFO)).isFalse();
    }

    @Test
    void aLineThatCannotBeReadIsFoundWithItsPlace() {
        assertThat(found("a_total 1\n  b_total many\nc_total 1\n")).containsExactly("JT001 error 2:11");
    }

    @Test
    void whatCannotBeReadIsSaidShort() {
        LintResult result = lint(PUSH, ("a " + "x".repeat(500) + "\n").getBytes(UTF_8));

        assertThat(result.findings()).filteredOn(finding -> finding.rule().equals("JT001")).singleElement()
                .extracting(Finding::reason)
                .isEqualTo("the line cannot be read: '" + "x".repeat(40) + "…' is no number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 1", "a 1\nb 1", "# a remark", "a 1\n "})
    void theLastLineNeedsALineFeed(String page) {
        int line = page.contains("\n") ? 2 : 1;
        int column = page.length() - page.lastIndexOf('\n');

        assertThat(found(page)).containsExactly("JT002 error %d:%d".formatted(line, column));
    }

    @Test
    void theEndOfOpenMetricsNeedsNoLineFeed() {
        assertThat(found(OPENMETRICS, "a 1\n# EOF")).isEmpty();
        assertThat(found(PUSH, "a 1\n# EOF")).containsExactly("JT002 error 2:6");
    }

    @Test
    void aScrapeTakesALastLineWithoutLineFeed() {
        assertThat(found(SCRAPE, "a 1")).containsExactly("JT002 info 1:4");
    }

    @ParameterizedTest
    @CsvSource({"'',0", "'a 1\n',1", "'a 1',1", "'# a remark\n# EOF \n',2", "' # EOF\n',1", "'a 1\n#EOF\n',2"})
    void openMetricsThatDoesNotEndIsFound(String page, int line) {
        assertThat(found(OPENMETRICS, page.translateEscapes())).containsExactly("JT001 error " + line + ":0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 1\n# EOF\n\n", "a 1\n# EOF\nb 1\n", "a 1\n# EOF\nb 1\n# EOF\n",
            "a 1\n# EOF\n# EOF\nb 1\nc 1\n"})
    void nothingMayStandBehindTheEndOfOpenMetrics(String page) {
        assertThat(found(OPENMETRICS, page)).containsExactly("JT001 error 3:0");
        assertThat(found(SCRAPE, page)).isEmpty();
    }

    @Test
    void aCarriageReturnIsFoundAtItsColumnAndTheLineIsReadWithoutIt() {
        assertThat(found("# TYPE a gauge\r\na 1\r\n\r\nb{c=\"\r\"} 1\n")).containsExactly("JT003 error 1:15",
                "JT003 error 2:4", "JT003 error 3:1");
    }

    @ParameterizedTest
    @CsvSource({"'a 1 ',4", "'a 1\t',4", "'a 1   ',4", "'a 1 1700000000000 ',18", "'{\"a\"} 1 ',8"})
    void aBlankBehindTheValueIsFoundWhereItBegins(String line, int column) {
        assertThat(found(line + "\n")).containsExactly("JT004 error 1:" + column + " "
                + line.substring(0, line.indexOf(' ')));
        assertThat(found(OPENMETRICS, line + "\n# EOF\n")).containsExactly("JT004 error 1:" + column + " "
                + line.substring(0, line.indexOf(' ')));
    }

    /** Prometheus 3.5 takes it when it scrapes; its promtool check metrics does not. */
    @Test
    void aScrapeTakesABlankBehindTheValue() {
        assertThat(found(SCRAPE, "a 1 \nb 2\t\n")).containsExactly("JT004 info 1:4 a", "JT004 info 2:4 b");
    }

    @Test
    void blanksElsewhereAreFine() {
        assertThat(found(" \t# HELP a \t Some.\n#TYPE a gauge\n\t a \t{ b = \"c\" , } \t 1\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{b=\"1\",c=\"2\"} 1\na{c=\"2\",b=\"1\"} 3\n", "a 1\na{} 1\n", "a 1\na{b=\"\"} 1\n",
            "a{b=\"\\\\\"} 1\na{ b = \"\\\\\" } 2\n", "a 1\n{\"a\"} 1\n", "a 1\n\"a\" 1\n"})
    void theSameSeriesIsFoundHoweverItIsWritten(String page) {
        assertThat(found(page)).singleElement().asString().startsWith("JT006 error 2:1 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{b=\"1\"} 1\na{b=\"2\"} 1\n", "a{b=\"1\"} 1\na{c=\"1\"} 1\n",
            "a{b=\"cd\",e=\"f\"} 1\na{b=\"c\",de=\"f\"} 1\n", "a{b=\"1\",c=\"2\"} 1\na{b=\"2\",c=\"1\"} 1\n",
            "a{b=\"n\"} 1\na{b=\"\\n\"} 1\n"})
    void otherLabelsMakeAnotherSeries(String page) {
        assertThat(found(page)).isEmpty();
    }

    @Test
    void inOpenMetricsASeriesMayComeAgainWithALaterTimestamp() {
        assertThat(found(OPENMETRICS, """
                # TYPE a gauge
                a{b="1"} 1 1.5
                a{b="1"} 2 2
                a{b="2"} 2 1.5
                a{b="1"} 2 1e3
                # EOF
                """)).isEmpty();
        assertThat(found(SCRAPE, "a 1 1500\na 2 2000\n")).containsExactly("JT006 error 2:1 a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 1 2\na 1 2\n", "a 1 2\na 1 1.5\n", "a 1 2\na 1\n", "a 1\na 1 2\n", "b 1 1\na 1\na 1\n"})
    void aTimestampThatIsNotLaterMakesItTheSameSeries(String samples) {
        assertThat(found(OPENMETRICS, samples + "# EOF\n")).singleElement().asString().startsWith("JT006 error ");
    }

    @Test
    void timestampsAreKnownAmongManySeries() {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            page.append("a{b=\"").append(i).append("\"} 1 ").append(i).append('\n');
        }

        assertThat(found(OPENMETRICS, page + "a{b=\"17\"} 1 18\na{b=\"18\"} 1 18\n# EOF\n"))
                .containsExactly("JT006 error 5002:1 a{b=\"18\"}");
    }

    @Test
    void theSameSeriesIsFoundFarApart() {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            page.append("a{b=\"").append(i).append("\"} 1\n");
        }

        assertThat(found(page + "a{b=\"17\"} 1\n")).containsExactly("JT006 error 20001:1 a{b=\"17\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 1\n# TYPE a gauge\n", "# TYPE a gauge\n# TYPE a gauge\na 1\n",
            "# TYPE a gauge\na 1\n# TYPE a counter\n", "# HELP a Some.\n# HELP a Some.\na 1\n",
            "# TYPE a gauge\n# TYPE b gauge\n# TYPE a gauge\na 1\nb 1\n",
            "# HELP a Some.\na 1\nb 1\n# HELP a Some.\n"})
    void aCommentThatComesAgainOrTooLateIsAnError(String page) {
        assertThat(found(page)).singleElement().asString().startsWith("JT007 error ").endsWith(":1 a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# TYPE a gauge\n# HELP a Some.\na 1\n", "# TYPE a gauge\n# TYPE b gauge\na 1\nb 1\n",
            "# HELP a Some.\n# HELP b Some.\n# TYPE a gauge\n# TYPE b gauge\na 1\nb 1\n", "a 1\n# HELP a Some.\n"})
    void commentsBeforeTheSamplesMayComeInAnyOrder(String page) {
        assertThat(found(page)).isEmpty();
    }

    @Test
    void aFamilyThatGoesOnAfterAnotherOneIsAWarning() {
        assertThat(found("a{b=\"1\"} 1\nc 1\na{b=\"2\"} 1\na{b=\"3\"} 1\n")).containsExactly("JT007 warning 3:1 a");
    }

    @Test
    void aFamilyThatGoesOnKeepsItsType() {
        String page = """
                # TYPE a summary
                a{quantile="0.5"} 1
                b 1
                a_sum 3
                a_count 3
                """;

        assertThat(found(page)).containsExactly("JT007 warning 4:1 a");
    }

    @ParameterizedTest
    @CsvSource({"histogram,_bucket,true", "histogram,_sum,true", "histogram,_count,true", "histogram,_total,false",
            "histogram,_created,false", "HISTOGRAM,_bucket,true", "gaugehistogram,_bucket,true", "summary,_sum,true",
            "summary,_count,true", "summary,_bucket,false", "summary,_created,false", "counter,_total,false",
            "gauge,_sum,false", "untyped,_count,false"})
    void aSampleBelongsToItsFamilyByTypeAndSuffix(String type, String suffix, boolean belongs) {
        String page = "# TYPE a " + type + "\na{b=\"1\"} 1\na" + suffix + " 1\na{b=\"2\"} 1\n";

        assertThat(found(page)).hasSize(belongs ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"histogram,_created,true", "gaugehistogram,_gsum,true", "gaugehistogram,_gcount,true",
            "summary,_created,true", "counter,_total,true", "counter,_created,true", "info,_info,true",
            "counter,_sum,false", "unknown,_total,false", "gauge,_info,false",
            "stateset,_info,false"})
    void openMetricsHasMoreSuffixes(String type, String suffix, boolean belongs) {
        String page = "# TYPE a " + type + "\na{b=\"1\"} 1\na" + suffix + " 1\na{b=\"2\"} 1\n# EOF\n";

        assertThat(found(OPENMETRICS, page)).hasSize(belongs ? 0 : 1);
    }

    @Test
    void aFamilyWhoseNameOnlyBeginsAlikeIsAnotherOne() {
        assertThat(found("# TYPE a histogram\na_sum 1\n# TYPE a_sum_total counter\na_sum_total 1\na_sums 1\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "stateset", "unknown", "number", "gauge x"})
    void aTypeThatTextDoesNotHaveIsNoType(String type) {
        assertThat(found("# TYPE a " + type + "\na 1\n")).containsExactly("JT001 error 1:10");
    }

    @Test
    void theGatewayOverlooksATypeOrHelpWithoutText() {
        assertThat(found(PUSH, "# TYPE a \na 1\n")).isEmpty();
        assertThat(found(SCRAPE, "# TYPE a \na 1\n")).containsExactly("JT001 error 1:10");
        assertThat(found(PUSH, "# HELP a \n# HELP a Some.\n# HELP a\na 1\n")).isEmpty();
    }

    @Test
    void aCommentNeedsAName() {
        assertThat(found("# HELP \"\" Some.\na 1\n")).containsExactly("JT001 error 1:10");
        assertThat(found("# HELP \"a\na 1\n")).containsExactly("JT001 error 1:8");
    }

    @Test
    void aBlankBehindTheTypeBelongsToIt() {
        assertThat(found("# TYPE a gauge \na 1\n")).containsExactly("JT001 error 1:10");
        assertThat(found(OPENMETRICS, "# TYPE a gauge \na 1\n# EOF\n")).isEmpty();
    }

    @Test
    void onlyTheGatewayTakesTypesInCapitals() {
        assertThat(found(PUSH, "# TYPE a Gauge\na 1\n")).isEmpty();
        assertThat(found(SCRAPE, "# TYPE a Gauge\na 1\n")).containsExactly("JT001 error 1:10");
    }

    @ParameterizedTest
    @CsvSource({"C:\\temp,1", "ends with \\,1", "C:\\\\temp,0", "two\\nlines,0", "a \\\"quote\\\",0"})
    void theGatewayKnowsThreeEscapesInHelp(String help, int expected) {
        assertThat(found(PUSH, "# HELP a " + help + "\na 1\n")).hasSize(expected);
        assertThat(found(SCRAPE, "# HELP a " + help + "\na 1\n")).isEmpty();
    }

    @Test
    void aUnitIsARemarkExceptInOpenMetrics() throws MalformedLineException {
        assertThat(comment(false, "# UNIT of measure")).isEmpty();
        assertThat(comment(true, "# UNIT a_seconds seconds")).isEqualTo("UNIT|a_seconds|seconds");
        assertThat(found("a{b=\"1\"} 1\n# UNIT of measure: seconds\na{b=\"2\"} 1\n")).isEmpty();
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
        assertThat(found("a{b=\"äé😀\"} many\n")).containsExactly("JT001 error 1:17");
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

    @Test
    void bytesThatAreNoTextAreFound() {
        byte[] page = "a{b=\"\u00e4\"} 1\n".getBytes(ISO_8859_1);

        assertThat(found(lint(PUSH, page))).containsExactly("JT001 error 1:6");
        assertThat(found("a{b=\"\ufffd\"} 1\n")).isEmpty();
    }

    @Test
    void aLineLongerThanAMebibyteIsFoundAndTheNextOneIsRead() {
        int most = PageLines.LONGEST;
        String longest = "a{b=\"" + "x".repeat(most - 9) + "\"} 1";

        assertThat(longest).hasSize(most);
        assertThat(found(longest + "\nb many\n")).containsExactly("JT001 error 2:3");
        assertThat(found(longest + "1\nb many\n")).containsExactly("JT001 error 1:" + most, "JT001 error 2:3");
        assertThat(found(longest + "x".repeat(3 * most))).containsExactly("JT001 error 1:" + most,
                "JT002 error 1:" + (most + 1));
    }

    @Test
    void aPageMayComeInSmallPieces() throws IOException {
        byte[] page = "a 1\nb \"\n".repeat(20).getBytes(UTF_8);
        InputStream slow = new ByteArrayInputStream(page) {
            @Override
            public synchronized int read(byte[] into, int at, int length) {
                return super.read(into, at, Math.min(length, 3));
            }
        };

        LintResult result = Linter.of(PUSH).lint(slow);

        assertThat(result.counts()).containsEntry("JT001", 20L).containsEntry("JT006", 19L);
    }

    @Test
    void ofEachRuleAFamilyShowsFiveFindingsAndCountsAll() {
        LintResult result = lint(PUSH, ("a 1\n".repeat(9) + "b 1\n".repeat(3) + "c \n".repeat(7)).getBytes(UTF_8));

        assertThat(result.counts()).containsEntry("JT006", 10L).containsEntry("JT001", 7L);
        assertThat(found(result)).containsExactly("JT006 error 2:1 a", "JT006 error 3:1 a", "JT006 error 4:1 a",
                "JT006 error 5:1 a", "JT006 error 6:1 a", "JT006 error 11:1 b", "JT006 error 12:1 b",
                "JT001 error 13:3", "JT001 error 14:3", "JT001 error 15:3", "JT001 error 16:3", "JT001 error 17:3");
    }

    @Test
    void manyRemarksDoNotCrowdOutAnError() {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i <= Findings.MOST; i++) {
            page.append("# HELP a").append(i).append("_b Some.\n# TYPE a").append(i).append("_b untyped\na").append(i)
                    .append("_b 1\n");
        }

        LintResult result = lint(SCRAPE, (page + "c many\n").getBytes(UTF_8));

        assertThat(result.counts()).containsEntry("JT102", Findings.MOST + 1L);
        assertThat(result.findings()).hasSize(Findings.MOST + 1).last().extracting(Finding::rule).isEqualTo("JT001");
    }

    @Test
    void manyWarningsOfAFamilyDoNotCrowdOutItsError() {
        StringBuilder sets = new StringBuilder("# TYPE a histogram\n");
        for (int i = 0; i < 9; i++) {
            sets.append("a_bucket{b=\"%d\",le=\"2\"} 1\na_bucket{b=\"%d\",le=\"1\"} 1\n".formatted(i, i));
        }

        LintResult result = lint(PUSH, (sets + "a_bucket{le=\"x\"} 1\n").getBytes(UTF_8));

        assertThat(result.findings()).filteredOn(finding -> finding.rule().equals("JT605"))
                .extracting(Finding::severity).hasSize(6).contains(Severity.ERROR);
    }

    @Test
    void findingsComeInTheOrderOfThePage() {
        assertThat(found("a many\r\na 1 \na 1 \r\nb")).containsExactly("JT001 error 1:3", "JT003 error 1:7",
                "JT004 error 2:4 a", "JT006 error 3:1 a", "JT004 error 3:4 a", "JT003 error 3:5", "JT001 error 4:2",
                "JT002 error 4:2");
    }

    @Test
    void aDisabledRuleIsNotHeardOf() {
        LintOptions options = new LintOptions(Profile.PUSH, Map.of(), Set.of("JT004"), Map.of(), false);

        LintResult result = lint(options, "a 1 \na 2\n".getBytes(UTF_8));

        assertThat(found(result)).containsExactly("JT006 error 2:1 a");
        assertThat(result.counts()).doesNotContainKey("JT004");
    }

    @Test
    void aSeverityMayBeReplaced() {
        LintOptions options = new LintOptions(Profile.PUSH, Map.of(), Set.of("JT101", "JT102", "JT704"),
                Map.of("JT004", Severity.INFO, "JT007", Severity.ERROR), false);

        assertThat(found(options, "a{b=\"1\"} 1 \nc 1\na{b=\"2\"} 1\n")).containsExactly("JT004 info 1:11 a{b=\"1\"}",
                "JT007 error 3:1 a");
    }

    @Test
    void theWorstFindingDecides() {
        LintResult error = lint(PUSH, "a many\n".getBytes(UTF_8));
        LintResult asInfo = lint(new LintOptions(Profile.PUSH, Map.of(), Set.of(), Map.of("JT001", Severity.INFO),
                false), "a many\n".getBytes(UTF_8));

        assertThat(error.worst()).isEqualTo(Severity.ERROR);
        assertThat(error.has(Severity.ERROR)).isTrue();
        assertThat(error.has(Severity.INFO)).isTrue();
        assertThat(asInfo.worst()).isEqualTo(Severity.INFO);
        assertThat(asInfo.has(Severity.WARNING)).isFalse();
        assertThat(asInfo.has(Severity.INFO)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"# jobtide-lint: disable=JT004", "#jobtide-lint: disable=JT101,JT004",
            "  #  jobtide-lint: disable=JT101, JT004 ", "# jobtide-lint: disable=JT101\n# jobtide-lint: disable=JT004"})
    void aCommentSwitchesRulesOffForTheFamilyBelow(String comment) {
        String page = comment + "\n# HELP a Some.\na{b=\"1\"} 1 \na{b=\"2\"} 1 \nc 1 \n";
        int line = page.split("\n").length;

        assertThat(found(page)).containsExactly("JT004 error " + line + ":4 c");
    }

    @Test
    void aSwitchMayStandBetweenTheCommentsOfItsFamily() {
        assertThat(found("# HELP a Some.\n# jobtide-lint: disable=JT004\n# TYPE a gauge\na 1 \n")).isEmpty();
    }

    @Test
    void aSwitchEndsTheFamilyAbove() {
        String page = "a{b=\"1\"} 1 \n# jobtide-lint: disable=JT004\na{b=\"2\"} 1 \nc 1 \n";

        assertThat(found(page)).containsExactly("JT004 error 1:11 a{b=\"1\"}", "JT004 error 4:4 c");
    }

    @Test
    void aSwitchHoldsForTheCommentsOfItsFamilyToo() {
        String page = "a 1\n# jobtide-lint: disable=JT007\n# TYPE a gauge\na{b=\"1\"} 1\nc 1\n# TYPE c gauge\n";

        assertThat(found(page)).containsExactly("JT007 error 6:1 c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# jobtide-lint: disable=JT999", "# jobtide-lint: disable=", "# jobtide-lint disable=JT004",
            "# see jobtide-lint: disable=JT004"})
    void otherCommentsSwitchNothingOff(String comment) {
        assertThat(found(comment + "\na 1 \n")).containsExactly("JT004 error 2:4 a");
    }

    @Test
    void whatIsSwitchedOffIsNotCounted() {
        LintResult result = lint(PUSH, "# jobtide-lint: disable=JT004\na 1 \n".getBytes(UTF_8));

        assertThat(result.counts()).doesNotContainKey("JT004");
    }
}
