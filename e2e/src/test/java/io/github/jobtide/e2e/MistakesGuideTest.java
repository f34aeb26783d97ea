package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Has the built program look at what the guide's page about mistakes calls wrong and right, section by section, by the command that it shows. */
final class MistakesGuideTest {
    private static final Path PAGE = Workspace.root().resolve("docs/guide/mistakes.md");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern SECTION = Pattern.compile("^## (.+)\n((?:(?!## ).*\n)*)", Pattern.MULTILINE);
    private static final Pattern RULE = Pattern.compile(": (?:error|warning|info) (JT\\d{3}) ");

    private static Path programs;

    /** Of the page, under one heading. */
    record Section(String title, String text) {
        private static final String COMMAND = "$ ";
        private static final String ENDING = "; echo \"status $?\"\n";

        /** What stands in the one block behind a line such as {@code Wrong:}. */
        private String block(String name) {
            List<MatchResult> blocks = Pattern.compile("^" + name + ":\n\n```\\w+\n(.*?)^```$",
                    Pattern.MULTILINE | Pattern.DOTALL).matcher(text).results().toList();
            assertThat(blocks).as("blocks behind '%s:' in the section '%s'", name, title).hasSize(1);
            return blocks.getFirst().group(1);
        }

        String wrong() {
            return block("Wrong").replace('␠', ' ');
        }

        String right() {
            return block("Right").replace('␠', ' ');
        }

        String command() {
            String found = block("Found");
            assertThat(found).as(title).startsWith(COMMAND + "jobtide lint ").contains(ENDING);
            return found.substring(COMMAND.length(), found.indexOf('\n'));
        }

        /** The last word before the status is asked for. */
        String file() {
            String lint = command().substring(0, command().indexOf(';'));
            return lint.substring(lint.lastIndexOf(' ') + 1);
        }

        String printed() {
            String found = block("Found");
            return found.substring(found.indexOf('\n') + 1);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Section> sections() throws IOException {
        return SECTION.matcher(Files.readString(PAGE)).results()
                .map(section -> new Section(section.group(1), section.group(2)));
    }

    @BeforeAll
    static void link() throws IOException {
        programs = Workspace.newFolder("programs");
        Files.createSymbolicLink(programs.resolve("jobtide"), Workspace.root().resolve("jobtide"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void theWrongWayIsFoundAsThePageSaysAndInTheRightOneNothingIs(Section section) throws IOException {
        assertThat(lint(section, section.wrong())).as("wrong").isEqualTo(section.printed());
        assertThat(lint(section, section.right())).as("right").isEqualTo("status 0\n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void whatIsFoundEndsWithAStatusAndLinksToItsRules(Section section) {
        List<String> rules = RULE.matcher(section.printed()).results().map(found -> found.group(1)).toList();

        assertThat(section.printed()).endsWith("\nstatus 1\n");
        assertThat(rules).isNotEmpty().allSatisfy(
                rule -> assertThat(section.text()).contains("[%1$s](../lint/%1$s.md)".formatted(rule)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void aSectionShowsBothWaysAndSaysWhy(Section section) {
        assertThat(section.wrong()).isNotBlank().isNotEqualTo(section.right());
        assertThat(section.right()).isNotBlank();
        assertThat(section.text().substring(section.text().indexOf("Right:"))).containsPattern("\n```\n\n[^\n]+\\.");
    }

    private static String lint(Section section, String input) throws IOException {
        Path folder = Workspace.newFolder("mistakes");
        Files.writeString(folder.resolve(section.file()), input);
        String path = programs + File.pathSeparator + System.getenv("PATH");
        return Command.run(LIMIT, Map.of("PATH", path, "HOME", folder.toString(), "LC_ALL", "C.UTF-8"),
                List.of("bash", "-c", "cd '" + folder + "' && " + section.command())).output();
    }
}
