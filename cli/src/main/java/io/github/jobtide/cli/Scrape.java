package io.github.jobtide.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/** One answer of the gateway's {@code /metrics}. */
record Scrape(String page) {
    private static final long MAX_BYTES = 256 << 20;

    static Scrape of(URI gateway) throws InterruptedException {
        return new Scrape(fetch(gateway.resolve("/metrics")));
    }

    /** The body of a 200; anything else ends the command. */
    static String fetch(URI uri) throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), MAX_BYTES));
            if (response.statusCode() != 200) {
                throw new CommandFailedException("%s answered %d".formatted(uri, response.statusCode()));
            }
            return response.body();
        } catch (IOException e) {
            throw new CommandFailedException("%s cannot be read: %s".formatted(uri, e));
        }
    }

    /** The lines of that job's series in these families, below the HELP and TYPE of each. */
    String group(String job, Set<String> families) {
        StringBuilder lines = new StringBuilder();
        StringBuilder header = new StringBuilder();
        boolean headerEnded = true;
        for (String line : page.split("\n")) {
            if (line.startsWith("#")) {
                if (headerEnded) {
                    header.setLength(0);
                    headerEnded = false;
                }
                header.append(line).append('\n');
                continue;
            }
            headerEnded = true;
            if (line.contains("job=\"" + job + "\"") && families.contains(line.substring(0, line.indexOf('{')))) {
                lines.append(header).append(line).append('\n');
                header.setLength(0);
            }
        }
        return lines.toString();
    }
}
