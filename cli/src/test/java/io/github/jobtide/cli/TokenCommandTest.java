package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.gateway.access.TokenText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class TokenCommandTest {
    private static final Pattern TOKEN = Pattern.compile("jobtide_[A-Za-z0-9_-]{43}");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aPrincipalIsPrintedWithAFreshTokenAndItsHash() {
        int status = execute("new", "--name", "nightly", "--role", "push,read", "--role=delete", "--not-after",
                "2027-01-31T00:00:00Z");

        String token = token();
        assertThat(out).hasToString("""
                %s

                This is shown once; give it to the client, which sends it as: Authorization: Bearer TOKEN
                The access file gets its hash alone, below principals:

                  nightly:
                    roles: [push, delete, read]
                    tokens:
                      - sha256: %s
                        not-after: 2027-01-31T00:00:00Z
                """.formatted(token, TokenText.hash(token)));
        assertThat(status).isZero();
    }

    @Test
    void aTokenForAPrincipalThatIsThereIsOneLine() {
        execute("new");

        assertThat(out.toString()).endsWith("below tokens of its principal:\n\n      - sha256: %s\n"
                .formatted(TokenText.hash(token())));
    }

    @Test
    void programsGetJson() {
        execute("new", "--name=a", "--role=admin", "--output=json");

        assertThat(out).hasToString("{\"token\":\"%s\",\"sha256\":\"%s\",\"name\":\"a\",\"roles\":[\"admin\"]}\n"
                .formatted(token(), TokenText.hash(token())));
    }

    @Test
    void noTwoTokensAreTheSame() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            out.getBuffer().setLength(0);
            execute("new");
            tokens.add(token());
        }

        assertThat(tokens).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "--name=a | a principal has a name and at least one role; give both, or neither to add the token to a principal that is there",
            "--role=push | a principal has a name and at least one role; give both, or neither to add the token to a principal that is there",
            "--name=a --role=pull | 'pull' is not a role; there are: push, delete, read, admin",
            "--name=a/b --role=push | 'a/b' is not the name of a principal; use letters, digits, '.', '_' and '-', at most 64",
            "--not-after=tomorrow | --not-after='tomorrow' is not a moment in UTC, such as 2027-01-31T00:00:00Z",
            "--output=xml | --output must be text or json, not 'xml'"})
    void whatCannotBeMadeIsTold(String arguments, String complaint) {
        int status = execute(("new " + arguments).split(" "));

        assertThat(err)
                .hasToString("jobtide token new: error: %s; try jobtide token new --help\n".formatted(complaint));
        assertThat(out.toString()).isEmpty();
        assertThat(status).isEqualTo(2);
    }

    private String token() {
        Matcher matcher = TOKEN.matcher(out.toString());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private int execute(String... arguments) {
        CommandLine commandLine = JobtideCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "token";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return commandLine.execute(all);
    }
}
