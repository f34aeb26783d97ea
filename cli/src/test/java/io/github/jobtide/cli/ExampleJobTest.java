package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs examples/msisdn-stock/count-and-push.sh as cron would, against a server that only listens. */
final class ExampleJobTest {
    private static final Path SCRIPT = Path.of("..", "examples", "msisdn-stock", "count-and-push.sh");

    @TempDir
    private Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
            byte[] answer = status == 200 ? new byte[0] : "no, because\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countsTheNumbersThatAreAvailableInEachRegionAndIsSilent() throws Exception {
        Path table = table("""
                msisdn,region,state
                447700900001,north,available
                447700900002,east,assigned
                447700900003,north,reserved
                447700900004,north,available
                """);

        Ended job = run(table);

        assertThat(job).isEqualTo(new Ended(0, ""));
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().replaceAll("\\d{10,}", "NOW")).isEqualTo("""
                PUT /metrics/job/msisdn_stock
                # HELP msisdn_stock_available Phone numbers that can still be given out.
                # TYPE msisdn_stock_available gauge
                msisdn_stock_available{region="east"} 0
                msisdn_stock_available{region="north"} 2
                # HELP msisdn_stock_last_success_timestamp_seconds When the stock was last counted.
                # TYPE msisdn_stock_last_success_timestamp_seconds gauge
                msisdn_stock_last_success_timestamp_seconds NOW
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "msisdn,region,state\n", "region,msisdn,state\n1,north,available\n",
            "msisdn,region,state\n1,north\n", "msisdn,region,state\n1,no\"rth,available\n"})
    void aTableThatIsNoneFailsAndPushesNothing(String content) throws Exception {
        Path table = table(content);

        Ended job = run(table);

        assertThat(job).isEqualTo(new Ended(1, "count-and-push: " + table
                + " is not a table of msisdn,region,state with at least one number\n"));
        assertThat(requests).isEmpty();
    }

    @Test
    void aRefusedPushFailsAndTellsWhatTheGatewaySaid() throws Exception {
        status = 400;

        Ended job = run(table("msisdn,region,state\n1,north,available\n"));

        assertThat(job.status()).isEqualTo(1);
        assertThat(job.output()).contains("no, because\n").contains("error: 400")
                .endsWith("count-and-push: the push to " + gateway() + " failed\n");
    }

    private Path table(String content) throws IOException {
        return Files.writeString(folder.resolve("numbers.csv"), content);
    }

    private String gateway() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Ended run(Path table) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString(), table.toString())
                .redirectErrorStream(true);
        builder.environment().put("PUSHGATEWAY_URL", gateway());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private record Ended(int status, String output) {}
}
