package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One command of a page's console blocks, and what it should print. An ellipsis stands for anything within a line, a line of nothing else for any
 * lines.
 */
record ConsoleStep(String command, String expected) {
    private static final Pattern BLOCK = Pattern.compile("^```console\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Those of a whole page, in order. */
    static List<ConsoleStep> ofPage(String page) {
        List<ConsoleStep> steps = new ArrayList<>();
        BLOCK.matcher(page).results().forEach(block -> steps.addAll(ofBlock(block.group(1))));
        return steps;
    }

    private static List<ConsoleStep> ofBlock(String block) {
        List<ConsoleStep> steps = new ArrayList<>();
        for (String part : block.split("(?m)^\\$ ")) {
            int end = part.indexOf('\n');
            if (end > 0) {
                steps.add(new ConsoleStep(part.substring(0, end), part.substring(end + 1)));
            }
        }
        return steps;
    }

    void assertPrinted(String text) {
        String regex = Stream.of(expected.split("(?<=\n)")).map(ConsoleStep::line).reduce("", String::concat);
        if (!Pattern.compile(regex).matcher(text).matches()) {
            assertThat(text).as(command).isEqualTo(expected); // Shows both; an ellipsis is the only allowed difference.
        }
    }

    private static String line(String line) {
        if (line.equals("…\n")) {
            return "(?s:.*)";
        }
        return Stream.of(line.split("(?<=…)|(?=…)")).map(part -> part.equals("…") ? ".*" : Pattern.quote(part))
                .reduce("", String::concat);
    }
}
