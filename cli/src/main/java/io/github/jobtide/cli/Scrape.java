package io.github.jobtide.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** One answer of the gateway's {@code /metrics}. */
record Scrape(String page) {
    static Scrape of(URI gateway) throws InterruptedException {
        return new Scrape(fetch(gateway.resolve("/metrics")));
    }

    /** The body of a 200; anything else ends the command. */
    static String fetch(URI uri) throws InterruptedException {
        return new String(PageFetch.of(uri, "*/*"), StandardCharsets.UTF_8);
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
