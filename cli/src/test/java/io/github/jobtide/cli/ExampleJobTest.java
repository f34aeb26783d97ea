package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs examples/msisdn-stock/count.sh on tables that are files, as the wrapper would. */
final class ExampleJobTest {
    private static final Path SCRIPT = Path.of("..", "examples", "msisdn-stock", "count.sh");

    @TempDir
    private Path folder;

    @Test
    void countsTheNumbersThatAreAvailableInEachRegionAndIsSilent() throws Exception {
        Path table = table("""
                msisdn,region,state
                447700900001,north,available
                447700900002,east,assigned
                447700900003,north,reserved
                447700900004,north,available
                447700900005,north,sold
                """);

        Ended job = run(table);

        assertThat(job).isEqualTo(new Ended(0, ""));
        assertThat(Files.readString(metrics()).replaceAll("\\d{10,}", "NOW").replaceAll("_sum .*", "_sum TOOK")
                .replaceAll("(le=\"[.\\d]+\"}) \\d", "$1 N")).isEqualTo("""
                # HELP msisdn_stock_available Phone numbers that can still be given out.
                # TYPE msisdn_stock_available gauge
                msisdn_stock_available{region="east"} 0
                msisdn_stock_available{region="north"} 2
                # HELP msisdn_stock_last_update_timestamp_seconds When the stock was last counted.
                # TYPE msisdn_stock_last_update_timestamp_seconds gauge
                msisdn_stock_last_update_timestamp_seconds NOW
                # HELP msisdn_checks Numbers that the last run looked at.
                # TYPE msisdn_checks gauge
                msisdn_checks 5
                # HELP msisdn_checks_succeeded Numbers among them that are numbers, in a state that is known.
                # TYPE msisdn_checks_succeeded gauge
                msisdn_checks_succeeded 4
                # HELP msisdn_stock_last_run_query_duration_seconds How long counting a region took in the last run.
                # TYPE msisdn_stock_last_run_query_duration_seconds histogram
                msisdn_stock_last_run_query_duration_seconds_bucket{le="0.01"} N
                msisdn_stock_last_run_query_duration_seconds_bucket{le="0.1"} N
                msisdn_stock_last_run_query_duration_seconds_bucket{le="1"} N
                msisdn_stock_last_run_query_duration_seconds_bucket{le="+Inf"} 2
                msisdn_stock_last_run_query_duration_seconds_sum TOOK
                msisdn_stock_last_run_query_duration_seconds_count 2
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''| is not a table of msisdn,region,state",
            "region,msisdn,state;1,north,available| is not a table of msisdn,region,state",
            "msisdn,region,state| holds no number",
            "msisdn,region,state;1,no\"rth,available| has a region that is not small letters and dashes: no\"rth",
            "msisdn,region,state;1,new york,available| has a region that is not small letters and dashes: new york"})
    void aTableThatIsNoneFailsAndNothingIsWritten(String lines, String trouble) throws Exception {
        Path table = table(lines.replace(';', '\n') + "\n");

        Ended job = run(table);

        assertThat(job).isEqualTo(new Ended(1, "count: " + table + " " + trouble + "\n"));
        assertThat(metrics()).doesNotExist();
    }

    private Path table(String content) throws IOException {
        return Files.writeString(folder.resolve("numbers.csv"), content);
    }

    private Path metrics() {
        return folder.resolve("metrics.prom");
    }

    private Ended run(Path table) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString(), table.toString())
                .redirectErrorStream(true);
        builder.environment().put("JOBTIDE_METRICS_FILE", metrics().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private record Ended(int status, String output) {}
}
