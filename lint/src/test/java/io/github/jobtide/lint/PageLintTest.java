package io.github.jobtide.lint;

import static io.github.jobtide.lint.PageFindings.found;
import static io.github.jobtide.lint.RulePages.OPENMETRICS;
import static io.github.jobtide.lint.RulePages.PUSH;
import static io.github.jobtide.lint.RulePages.SCRAPE;
import static io.github.jobtide.lint.RulePages.lint;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a page is read, and what is found on it without any rule about families. */
final class PageLintTest {
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

    @Test
    void aByteOrderMarkIsFoundAndTheLineReadWithoutIt() {
        LintResult result = lint(PUSH, "\uFEFFa_b 1\na_b 2\n\uFEFFc_d 1\n");

        assertThat(found(result)).containsExactly("JT001 error 1:1", "JT006 error 2:1 a_b");
        assertThat(result.findings()).extracting(Finding::reason).contains("the page begins with a byte order mark");
        assertThat(found(OPENMETRICS, "\uFEFF# EOF\n")).containsExactly("JT001 error 1:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html>\n<p>a</p>\n", "  <html lang=\"en\">\n<p>a</p>",
            "\uFEFF<!doctype HTML><p>"})
    void aPageOfHtmlIsSaidToBeOneAndNothingElse(String page) {
        for (LintOptions options : List.of(PUSH, OPENMETRICS)) {
            assertThat(lint(options, page).findings()).singleElement()
                    .isEqualTo(new Finding("JT001", Severity.ERROR, 1, 0, "", "the page looks like HTML",
                            "look whether the address is that of metrics, and whether a login or an error page stands there"));
        }
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
    @CsvSource({"'',0", "'a 1\n',1", "'a 1',1", "'# HELP a A.\n# EOF \n',2", "' # EOF\n',1", "'a 1\n#EOF\n',2"})
    void openMetricsThatDoesNotEndIsFound(String page, int line) {
        assertThat(found(OPENMETRICS, page.translateEscapes())).contains("JT001 error " + line + ":0");
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
    void aSeriesThatIsScrapedMayComeAgainWithALaterTimestamp() {
        assertThat(found(OPENMETRICS, """
                # TYPE a gauge
                a{b="1"} 1 1.5
                a{b="1"} 2 2
                a{b="2"} 2 1.5
                a{b="1"} 2 1e3
                # EOF
                """)).isEmpty();
        assertThat(found(SCRAPE, "a_b 1 1700000000000\na_b 2 1700000060000\n")).isEmpty();
        assertThat(found("a 1 1500\na 2 2000\n")).containsExactly("JT006 error 2:1 a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 1 2\na 1 2\n", "a 1 2\na 1 1\n", "a 1 2\na 1\n", "a 1\na 1 2\n", "b 1 1\na 1\na 1\n"})
    void aTimestampThatIsNotLaterMakesItTheSameSeries(String samples) {
        assertThat(found(OPENMETRICS, samples + "# EOF\n")).singleElement().asString().startsWith("JT006 error ");
        assertThat(found(SCRAPE, samples)).singleElement().asString().startsWith("JT006 error ");
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
    void aUnitIsARemark() {
        assertThat(found("a{b=\"1\"} 1\n# UNIT of measure: seconds\na{b=\"2\"} 1\n")).isEmpty();
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
}
