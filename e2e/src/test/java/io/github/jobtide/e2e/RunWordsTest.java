package io.github.jobtide.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command gets its words and its environment byte by byte, whatever the locale is; under cron it is none. */
final class RunWordsTest {
    private static final String UMLAUT = "\\303\\274\\342\\202\\254"; // ü and a euro sign
    private static final String NO_TEXT = "\\377\\344";

    private final Wrapped host = Wrapped.inNewHome();

    /** Runs a shell script in that locale, which has {@code jobtide run} as its words. */
    private Wrapped.Ended run(String locale, String script) {
        List<String> words = new ArrayList<>(List.of("env", "-u", "LANG", "-u", "LC_CTYPE", "-u", "LC_ALL"));
        if (!locale.isEmpty()) {
            words.add("LC_ALL=" + locale);
        }
        words.addAll(List.of("bash", "-c", script, "bash"));
        words.addAll(Wrapped.program());
        return host.startProgram(words).await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "C.UTF-8"})
    void wordsAndEnvironmentStayAsTheyAre(String locale) throws IOException {
        for (String bytes : List.of(UMLAUT, NO_TEXT)) {
            Path seen = host.home().resolve("seen");
            Wrapped.Ended ended = run(locale, "V=$'" + bytes + "' \"$@\" --job=x --warnings=never -- sh -c "
                    + "'printf \"%s,%s,%s,%s\" \"$V\" \"$1\" \"$2\" \"$LC_ALL\" >" + seen + "; exit 7' sh $'" + bytes
                    + "' ''");

            String word = bytes.equals(UMLAUT) ? "ü€" : "ÿä";
            assertThat(ended.error()).isEmpty();
            assertThat(ended.status()).isEqualTo(7);
            assertThat(Files.readAllBytes(seen)).isEqualTo(
                    (word + "," + word + ",," + locale).getBytes(bytes.equals(UMLAUT) ? UTF_8 : ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C.UTF-8"})
    void aJobAndItsFilesMayHaveNamesOfAnyLetters(String locale) {
        try (ServerProcess gateway = JobtideGateway.start()) {
            Wrapped.Ended ended = run(locale,
                    "w=$'" + UMLAUT + "'; printf 'depth 7\\n' >metrics-$w; exec \"$@\" --job $w"
                            + " --metrics-file metrics-$w --owner $w --gateway " + Jobtide.url(gateway) + " -- no-$w");

            Reported reported = Reported.of(gateway, "ü€");
            assertThat(ended.status()).isEqualTo(127);
            assertThat(ended.error()).contains("there is no command 'no-ü€'").hasLineCount(1);
            assertThat(reported.result()).isEqualTo("error 127.0");
            assertThat(reported.value("depth")).isEqualTo(7);
        }
    }
}
