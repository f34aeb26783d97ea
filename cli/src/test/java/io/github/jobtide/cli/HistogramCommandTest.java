package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Numbers;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HistogramCommandTest {
    private static final String SIX = "0.5\n1\n1.5\n7\n12\n3.2\n";

    @TempDir
    private Path folder;

    @Test
    void aValueCountsInEveryBucketThatItDoesNotExceed() {
        CommandRun.Result result = run(SIX, "--name=d_seconds", "--buckets=1,5,10", "--about=How long.");

        assertThat(result).isEqualTo(new CommandRun.Result(0, """
                # HELP d_seconds How long.
                # TYPE d_seconds histogram
                d_seconds_bucket{le="1"} 2
                d_seconds_bucket{le="5"} 4
                d_seconds_bucket{le="10"} 5
                d_seconds_bucket{le="+Inf"} 6
                d_seconds_sum 25.2
                d_seconds_count 6
                """, ""));
    }

    @Test
    void boundsAreSortedOnceEachAndPrintedOneWay() {
        CommandRun.Result result = run("2\n", "--name=d", "--buckets=10,1.0,+Inf,5,1e1,-0,0", "--label=a=b=c",
                "--label=empty=");

        assertThat(result.out()).isEqualTo("""
                # HELP d Observations of one run.
                # TYPE d histogram
                d_bucket{a="b=c",empty="",le="0"} 0
                d_bucket{a="b=c",empty="",le="1"} 0
                d_bucket{a="b=c",empty="",le="5"} 1
                d_bucket{a="b=c",empty="",le="10"} 1
                d_bucket{a="b=c",empty="",le="+Inf"} 1
                d_sum{a="b=c",empty=""} 2
                d_count{a="b=c",empty=""} 1
                """);
    }

    @Test
    void decimalsExponentsBlanksAndBlankLinesAreFineAlsoWithoutALastLineEnd() {
        CommandRun.Result result = run("  1.5\t\r\n\n1e1\n \r\n.5\n5.\n+2\n0", "--name=d", "--buckets=5");

        assertThat(result.out()).contains("d_bucket{le=\"5\"} 5\n", "d_sum 19\n", "d_count 6\n");
    }

    @Test
    void nothingGivesZeros() {
        assertThat(run("", "--name=d", "--buckets=1").out()).endsWith("""
                d_bucket{le="1"} 0
                d_bucket{le="+Inf"} 0
                d_sum 0
                d_count 0
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"abc|'abc' is not a number",
            "NaN|'NaN' is not a finite number", "inf|'inf' is not a finite number", "-1|'-1' is negative",
            "1 2|'1 2' is not a number", "0x1p3|'0x1p3' is not a number", "1_0|'1_0' is not a number",
            "1d|'1d' is not a number", "1,5|'1,5' is not a number"})
    void aBadLineEndsItAndIsNamed(String bad, String complaint) {
        CommandRun.Result result = run("1\n\n" + bad + "\n2\n", "--name=d", "--buckets=1");

        assertThat(result).isEqualTo(new CommandRun.Result(1, "",
                "jobtide histogram: error: line 3: %s; --skip-invalid leaves such lines out\n".formatted(complaint)));
    }

    @Test
    void badLinesAreCountedIfTheyAreToBeSkipped() {
        CommandRun.Result result = run("1\nx\n-2\n3\n", "--name=d", "--buckets=1", "--skip-invalid");

        assertThat(result.out()).contains("d_count 2\n");
        assertThat(result.err()).isEqualTo(
                "jobtide histogram: warning: 2 lines were left out, because they are no such number\n");
        assertThat(result.status()).isZero();
    }

    @Test
    void quantilesAreThoseOfTheRunAndSaySo() {
        CommandRun.Result result = run(SIX, "--name=d", "--quantiles=0.99,0.5,0,1");

        assertThat(result.out()).isEqualTo("""
                # HELP d Observations of one run. The quantiles are of one run and cannot be aggregated over runs or labels.
                # TYPE d summary
                d{quantile="0"} 0.5
                d{quantile="0.5"} 1.5
                d{quantile="0.99"} 12
                d{quantile="1"} 12
                d_sum 25.2
                d_count 6
                """);
        assertThat(run("", "--name=d", "--quantiles=0.5").out()).contains("d{quantile=\"0.5\"} NaN\nd_sum 0\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--buckets=1 | Missing required option: '--name=NAME'",
            "--name=d | give the bounds with --buckets, for example --buckets 1,5,10",
            "--name=d --buckets=1 --quantiles=1 | --buckets and --quantiles exclude each other; use two metrics",
            "--name=9 --buckets=1 | --name '9' is not the name of a metric; write letters, digits, _ and :, no digit first",
            "--name=d --buckets=1,x | --buckets 'x' is not a number",
            "--name=d --buckets=NaN | --buckets 'NaN' is not between -Infinity and Infinity",
            "--name=d --quantiles=1.5 | --quantiles '1.5' is not between 0.0 and 1.0",
            "--name=d --buckets=1 --label=le=1 | --label 'le=1' is not of the form KEY=VALUE, with a name that is free",
            "--name=d --buckets=1 --add | --add is for a push, so it needs --job",
            "--name=d --quantiles=1 --job=j --add | quantiles cannot be added up; use --buckets with --add",
            "--name=d --buckets=1 --group=a=b | name the job with --job JOB"})
    void wrongArgumentsEndWithTwoAndOneLine(String arguments, String complaint) {
        CommandRun.Result result = run("", arguments.split(" "));

        assertThat(result).isEqualTo(new CommandRun.Result(2, "",
                "jobtide histogram: error: " + complaint + "; try jobtide histogram --help\n"));
    }

    /** Lines lie across the pieces in which they are read; the counts are held against a plain loop. */
    @Test
    void aLongInputIsCountedExactly() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        long[] counts = new long[3];
        for (int i = 0; i < 100_000; i++) {
            double value = random.nextInt(1_000_000) / 1000.0;
            text.append(Numbers.text(value)).append('\n');
            counts[0] += value <= 100 ? 1 : 0;
            counts[1] += value <= 500.5 ? 1 : 0;
            counts[2]++;
        }

        String out = run(text.toString(), "--name=d", "--buckets=100,500.5").out();

        assertThat(out).contains("d_bucket{le=\"100\"} %d\nd_bucket{le=\"500.5\"} %d\nd_bucket{le=\"+Inf\"} %d\n"
                .formatted(counts[0], counts[1], counts[2]));
    }

    private CommandRun.Result run(String input, String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "histogram";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return new CommandRun(folder).reading(input).run(words);
    }
}
