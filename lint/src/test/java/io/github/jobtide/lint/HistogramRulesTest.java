package io.github.jobtide.lint;

import static io.github.jobtide.lint.RulePages.lint;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in histograms and summaries. */
final class HistogramRulesTest {
    private static final String HISTOGRAM = "# TYPE h histogram\n";
    private static final String SUMMARY = "# TYPE s summary\n";
    private static final String COMPLETE = HISTOGRAM + """
            h_bucket{le="1"} 20
            h_bucket{le="5"} 28
            h_bucket{le="+Inf"} 30
            h_sum 90
            h_count 30
            """;

    private static List<String> found(String rule, String page) {
        return found(rule, Profile.PUSH, page);
    }

    private static List<String> found(String rule, Profile profile, String page) {
        return found(rule, new LintOptions(profile, Map.of(), Set.of(), Map.of(), false), page);
    }

    /** As severity line:column reason. */
    private static List<String> found(String rule, LintOptions options, String page) {
        return lint(options, page).findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(finding -> "%s %d:%d %s".formatted(finding.severity().word(), finding.line(), finding.column(),
                        finding.reason()))
                .toList();
    }

    private static String lines(int count, String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append(line.replace("#", String.valueOf(i))).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JT601", "JT602", "JT603", "JT604", "JT605", "JT606", "JT607"})
    void aCompleteHistogramIsInOrder(String rule) {
        assertThat(found(rule, COMPLETE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JT601", "JT602", "JT603", "JT604", "JT605", "JT606", "JT607"})
    void seriesOfSeveralLabelSetsMayBeMixed(String rule) {
        String page = HISTOGRAM + """
                h_count{a="1"} 3
                h_bucket{a="1",le="1"} 1
                h_bucket{le="1",a="2"} 50
                h_bucket{a="1",le="+Inf"} 3
                h_sum{a="1"} 9
                h_sum{a="2",b=""} 70
                h_bucket{a="2",le="+Inf"} 60
                h_count{b="",a="2"} 60
                """;

        assertThat(found(rule, page)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JT601", "JT602", "JT603", "JT604", "JT605", "JT606", "JT607", "JT611"})
    void otherTypesAreNotLookedAt(String rule) {
        String page = """
                # TYPE h_bucket gauge
                h_bucket{le="many"} 20
                h_bucket{le="1"} 10
                h_bucket{le="2"} 5
                # TYPE s gauge
                s{quantile="99"} 1
                """;

        assertThat(found(rule, page)).isEmpty();
    }

    @Test
    void aHistogramWithoutAnInfBucketIsFoundAtItsFirstSeries() {
        String page = HISTOGRAM + """
                h_bucket{a="1",le="+Inf"} 2
                h_count{a="1"} 2
                h_bucket{a="2",le="1"} 2
                h_count{a="2"} 2
                """;

        assertThat(found("JT601", page)).containsExactly("error 4:1 the histogram has no bucket with le=\"+Inf\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+Inf", "Inf", "inf", "+infinity"})
    void infinityMayBeWrittenInSeveralWays(String bound) {
        assertThat(found("JT601", COMPLETE.replace("+Inf", bound))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h 5\n", "h_count 5\n", "h_sum 5\n", "h_bucket 5\n", "h_bucket{le=\"-Inf\"} 5\n"})
    void whatHasNoBucketsLacksTheLastOneToo(String line) {
        assertThat(found("JT601", HISTOGRAM + line)).hasSize(1);
    }

    @Test
    void aTimeOfCreationAloneIsNoHistogram() {
        String page = HISTOGRAM + "h_created 1.7e9\n# EOF\n";

        assertThat(found("JT601", Profile.OPENMETRICS, page)).isEmpty();
        assertThat(found("JT604", Profile.OPENMETRICS, page)).isEmpty();
    }

    @Test
    void eachBucketThatFallsIsFound() {
        String page = HISTOGRAM + """
                h_bucket{le="1"} 20
                h_bucket{le="5"} 8
                h_bucket{le="+Inf"} 2
                """;

        assertThat(found("JT602", page)).containsExactly("error 3:1 the bucket le=\"5\" has 8, but le=\"1\" has 20",
                "error 4:1 the bucket le=\"+Inf\" has 2, but le=\"5\" has 8");
    }

    @Test
    void bucketsInNoOrderAreComparedByTheirBoundaries() {
        String page = HISTOGRAM + """
                h_bucket{a="1",le="1"} 5
                h_bucket{a="1",le="10"} 9
                h_bucket{a="1",le="5"} 3
                h_bucket{a="1",le="+Inf"} 9
                h_bucket{a="2",le="1"} 5
                h_bucket{a="2",le="10"} 9
                h_bucket{a="2",le="5"} 6
                h_bucket{a="2",le="+Inf"} 9
                """;

        assertThat(found("JT602", page)).containsExactly("error 2:1 the bucket le=\"5\" has 3, but le=\"1\" has 5");
    }

    @Test
    void ofManyBucketsInNoOrderTheFirstThousandAreCompared() {
        String rising = lines(999, "h_bucket{le=\"#\"} #");

        assertThat(found("JT602", HISTOGRAM + rising + "h_bucket{le=\"500.5\"} 2\n")).hasSize(1);
        assertThat(found("JT602", HISTOGRAM + rising + "h_bucket{le=\"1000\"} 1000\nh_bucket{le=\"500.5\"} 2\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2,1,false", "1,2,true", "1,1,false"})
    void bucketsThatDescendAreComparedToo(String higher, String lower, boolean wrong) {
        String page = HISTOGRAM + "h_bucket{le=\"5\"} " + higher + "\nh_bucket{le=\"1\"} " + lower + "\n";

        assertThat(found("JT602", page)).hasSize(wrong ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "-0.5,1", "NaN,1", "-0,0", "0,0"})
    void noCountIsBelowZeroOrNan(String count, int expected) {
        assertThat(found("JT602", HISTOGRAM + "h_bucket{le=\"+Inf\"} " + count + "\n")).hasSize(expected);
        assertThat(found("JT602", HISTOGRAM + "h_count " + count + "\n")).hasSize(expected);
    }

    @Test
    void anInfBucketThatDiffersFromTheCountIsFoundAtTheBucket() {
        assertThat(found("JT603", COMPLETE.replace("h_count 30", "h_count 31")))
                .containsExactly("error 4:1 the bucket le=\"+Inf\" has 30, but _count is 31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30.0", "3e1", "+30", "030"})
    void theSameNumberMayBeWrittenInSeveralWays(String count) {
        assertThat(found("JT603", COMPLETE.replace("h_count 30", "h_count " + count))).isEmpty();
    }

    @Test
    void whereOneOfTheTwoIsMissingTheyDoNotDiffer() {
        assertThat(found("JT603", HISTOGRAM + "h_bucket{le=\"+Inf\"} 1\n")).isEmpty();
        assertThat(found("JT603", HISTOGRAM + "h_count 1\n")).isEmpty();
    }

    @Test
    void theCountOfAGaugeHistogramHasANameOfItsOwn() {
        String page = """
                # TYPE h gaugehistogram
                h_bucket{le="+Inf"} 30
                h_gcount 31
                h_gsum 5
                # EOF
                """;

        assertThat(found("JT603", Profile.OPENMETRICS, page)).hasSize(1);
        assertThat(found("JT604", Profile.OPENMETRICS, page)).isEmpty();
    }

    @Test
    void aMissingCountIsAnErrorAndAMissingSumAWarning() {
        String page = HISTOGRAM + "h_bucket{le=\"+Inf\"} 1\n";

        assertThat(found("JT604", page)).containsExactly("error 2:1 the histogram has no h_count",
                "warning 2:1 the histogram has no h_sum");
    }

    @Test
    void ofASummaryBothAreWarnings() {
        assertThat(found("JT604", SUMMARY + "s{quantile=\"0.5\"} 1\n"))
                .containsExactly("warning 2:1 the summary has no s_count", "warning 2:1 the summary has no s_sum");
        assertThat(found("JT604", SUMMARY + "s_sum 0\ns_count 0\n")).isEmpty();
    }

    @Test
    void openMetricsWantsACountOnlyBesideASum() {
        String bucket = HISTOGRAM + "h_bucket{le=\"+Inf\"} 1\n";

        assertThat(found("JT604", Profile.OPENMETRICS, bucket + "# EOF\n"))
                .containsExactly("warning 2:1 the histogram has no h_sum");
        assertThat(found("JT604", Profile.OPENMETRICS, bucket + "h_sum 3\n# EOF\n"))
                .containsExactly("error 2:1 the histogram has no h_count");
        assertThat(found("JT604", Profile.OPENMETRICS, SUMMARY + "s{quantile=\"0.5\"} 1\n# EOF\n")).isEmpty();
    }

    @Test
    void whereObservationsMayBeBelowZeroThereNeedBeNoSum() {
        String page = HISTOGRAM + """
                h_bucket{le="-1"} 1
                h_bucket{le="+Inf"} 2
                h_count 2
                """;

        assertThat(found("JT604", page)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "1m", "", "NaN", "1,5", "0x1"})
    void aBoundaryThatIsNoNumberIsFoundAtItsLabel(String bound) {
        String page = HISTOGRAM + "h_bucket{a=\"b\", le=\"" + bound + "\"} 1\n";

        assertThat(found("JT605", page)).containsExactly("error 2:17 '" + bound + "' is no boundary");
    }

    @Test
    void aBucketNeedsABoundary() {
        assertThat(found("JT605", HISTOGRAM + "h_bucket{a=\"b\"} 1\n"))
                .containsExactly("error 2:1 the bucket has no label le");
    }

    @ParameterizedTest
    @CsvSource({"1.0", "+1", "1e0", "01"})
    void theSameBoundaryWrittenInAnotherWayIsFound(String again) {
        String page = HISTOGRAM + "h_bucket{le=\"0\"} 1\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"" + again
                + "\"} 1\nh_bucket{a=\"other\",le=\"1\"} 1\n";

        assertThat(found("JT605", page)).containsExactly("error 4:10 the boundary " + again + " stands twice");
    }

    @Test
    void boundariesThatDoNotAscendAreAWarningOnceForEachSeries() {
        String page = HISTOGRAM + """
                h_bucket{le="+Inf"} 4
                h_bucket{le="3"} 3
                h_bucket{le="2"} 2
                h_bucket{le="3.0"} 3
                """;

        assertThat(found("JT605", page)).containsExactly("warning 3:10 the boundary 3 stands behind a higher one",
                "error 5:10 the boundary 3.0 stands twice");
    }

    @Test
    void otherBoundariesThanThoseOfTheFirstSeriesAreFound() {
        String page = HISTOGRAM + """
                h_bucket{a="1",le="1"} 1
                h_bucket{a="1",le="2"} 1
                h_bucket{a="2",le="2.0"} 1
                h_bucket{a="2",le="1.0"} 1
                h_bucket{a="3",le="1"} 1
                h_bucket{a="3",le="3"} 1
                """;

        assertThat(found("JT606", page))
                .containsExactly("warning 6:1 the boundaries differ from those of the histogram on line 2");
    }

    @Test
    void aBoundaryOfZeroIsOneLikeAnyOther() {
        String page = HISTOGRAM + """
                h_bucket{a="1",le="0"} 1
                h_bucket{a="1",le="1"} 1
                h_bucket{a="2",le="1"} 1
                """;

        assertThat(found("JT606", page))
                .containsExactly("warning 4:1 the boundaries differ from those of the histogram on line 2");
    }

    @ParameterizedTest
    @CsvSource({"29,0", "30,0", "31,1", "60,1"})
    void moreThanThirtyBucketsAreFoundOnceInAFamily(int buckets, int expected) {
        String page = HISTOGRAM + lines(buckets, "h_bucket{a=\"1\",le=\"#\"} #")
                + lines(buckets, "h_bucket{a=\"2\",le=\"#\"} #");

        assertThat(found("JT607", page)).hasSize(expected);
    }

    @Test
    void theThirtyFirstBucketIsWhereItIsFound() {
        assertThat(found("JT607", HISTOGRAM + lines(40, "h_bucket{le=\"#\"} #")))
                .containsExactly("warning 32:1 the histogram has more than 30 buckets");
    }

    @ParameterizedTest
    @CsvSource({"0,0,30,1", "30,30,30,1", "0,30,30,1", "0,1,30,0", "0,0,19,0", "0,0,20,1", "0,0,0,0", "30,20,30,0"})
    void manyObservationsInOneBucketAreWorthARemark(int first, int second, int last, int expected) {
        String page = HISTOGRAM + "h_bucket{le=\"1\"} " + first + "\nh_bucket{le=\"2\"} " + second
                + "\nh_bucket{le=\"+Inf\"} " + last + "\n";

        assertThat(found("JT607", page)).hasSize(expected);
    }

    @Test
    void theRemarkIsAboutTheFamily() {
        String page = HISTOGRAM + """
                h_bucket{a="1",le="1"} 0
                h_bucket{a="1",le="2"} 11
                h_bucket{a="1",le="+Inf"} 11
                h_bucket{a="2",le="1"} 0
                h_bucket{a="2",le="2"} 12
                h_bucket{a="2",le="+Inf"} 12
                """;

        assertThat(found("JT607", page)).containsExactly("info 1:0 all observations are in the bucket le=\"2\"");
        assertThat(found("JT607", page.replace("\"2\",le=\"1\"} 0", "\"2\",le=\"1\"} 12"))).isEmpty();
    }

    @Test
    void twoBucketsCannotTellMore() {
        assertThat(found("JT607", HISTOGRAM + "h_bucket{le=\"1\"} 0\nh_bucket{le=\"+Inf\"} 99\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"99,warning", "-0.1,warning", "1.01,warning", "+Inf,warning", "p99,error", "NaN,error", "'',error"})
    void aQuantileThatIsNoneIsFoundAtItsLabel(String quantile, String severity) {
        String page = SUMMARY + "s{a=\"b\",quantile=\"" + quantile + "\"} 1\n";
        String finding = " 2:9 the quantile '" + quantile + "' is no number from 0 to 1";

        assertThat(found("JT611", page)).containsExactly(severity + finding);
        assertThat(found("JT611", Profile.OPENMETRICS, page + "# EOF\n")).containsExactly("error" + finding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "1", "1.0", "0.5", "9e-1"})
    void quantilesGoFromZeroToOne(String quantile) {
        assertThat(found("JT611", SUMMARY + "s{quantile=\"" + quantile + "\"} 1\ns_sum 1\ns_count 1\n")).isEmpty();
    }

    @Test
    void aLineWithoutAQuantileIsLost() {
        assertThat(found("JT611", SUMMARY + "s 4\n"))
                .containsExactly("warning 2:1 a line of a summary has no label quantile, so a gateway drops it");
    }

    @Test
    void valuesThatFallAsQuantilesRiseAreAWarning() {
        String page = SUMMARY + """
                s{a="1",quantile="0.5"} 9
                s{a="2",quantile="0.9"} 3
                s{a="1",quantile="0.9"} 8
                s{a="2",quantile="0.5"} 2
                """;

        assertThat(found("JT611", page))
                .containsExactly("warning 4:1 quantile=\"0.9\" has 8, but quantile=\"0.5\" has 9");
    }

    @Test
    void anEmptySummaryHasNoNumbersToCompare() {
        assertThat(found("JT611", SUMMARY + "s{quantile=\"0.5\"} NaN\ns{quantile=\"0.9\"} NaN\ns_count 0\n")).isEmpty();
    }

    @Test
    void labelSetsBeyondTheBoundAreNotJudged() {
        String page = HISTOGRAM + lines(LabelSets.MOST, "h_count{a=\"#\"} 1") + "h_bucket{le=\"1\"} 2\n";

        LintResult result = lint(LintOptions.of(Profile.PUSH), page);

        assertThat(result.counts()).containsEntry("JT601", (long) LabelSets.MOST);
        assertThat(found("JT601", page)).hasSize(5);
    }

    @Test
    void eachMomentOfOpenMetricsIsAHistogramOfItsOwn() {
        String moment = """
                h_bucket{le="1"} %1$d0 %1$d
                h_bucket{le="+Inf"} %1$d1 %1$d
                h_count %1$d1 %1$d
                h_sum 7 %1$d
                """;

        LintResult result = lint(LintOptions.of(Profile.OPENMETRICS),
                "# HELP h H.\n" + HISTOGRAM + moment.formatted(1) + moment.formatted(2) + "# EOF\n");

        assertThat(result.findings()).extracting(Finding::rule).containsExactly("JT210");
    }

    @Test
    void labelsThatLookAlikeWhenJoinedAreTwoSets() {
        String page = HISTOGRAM + "h_count{a=\"1\",b=\"2\"} 1\nh_bucket{a=\"1b2\",le=\"+Inf\"} 1\n";

        assertThat(found("JT601", page)).hasSize(1);
    }
}
