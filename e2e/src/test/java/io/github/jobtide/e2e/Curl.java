package io.github.jobtide.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The curl that this machine has, as jobs use it; every run is a connection of its own. */
final class Curl {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Curl() {}

    /**
     * @param status curl's own; 0 if there was any answer
     * @param answer the answer's status, 0 if there was none
     */
    record Result(int status, int answer, String body) {
        boolean failed() {
            return status != 0 && answer == 0;
        }
    }

    static Result run(String url, String... arguments) {
        List<String> words = new ArrayList<>(List.of("curl", "--silent", "--max-time", "20", "--write-out",
                "\n%{http_code}"));
        words.addAll(List.of(arguments));
        words.add(url);
        Command.Result result = Command.run(LIMIT, words);
        int line = result.output().lastIndexOf('\n');
        return new Result(result.status(), Integer.parseInt(result.output().substring(line + 1)),
                result.output().substring(0, line));
    }
}
