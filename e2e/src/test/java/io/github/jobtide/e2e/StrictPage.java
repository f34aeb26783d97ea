package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a page in text 0.0.4 as strictly as any scraper might: families stand together, each with one TYPE line before its samples and at most
 * one HELP line; no series is there twice, under whatever family; no label is there twice in a line; names are quoted where they must be, and only
 * there.
 */
final class StrictPage {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL_NAME = "[a-zA-Z_][a-zA-Z0-9_]*";
    private static final String TEXT = "[^\"\\\\\n]*+(?:\\\\[\\\\\"n][^\"\\\\\n]*+)*+";
    private static final String QUOTED = "\"" + TEXT + "\"";
    private static final Pattern HELP = Pattern
            .compile("# HELP (" + NAME + "|" + QUOTED + ") ([^\\\\]*+(?:\\\\[\\\\n][^\\\\]*+)*+)");
    private static final Pattern TYPE = Pattern
            .compile("# TYPE (" + NAME + "|" + QUOTED + ") (counter|gauge|summary|histogram|untyped)");
    private static final Pattern SAMPLE = Pattern.compile(
            "(?:(" + NAME + ")(?:\\{(.*)})?|\\{(" + QUOTED + ")(?:,(.*))?})"
                    + " (NaN|[+-]Inf|-?[0-9]+(?:\\.[0-9]+)?(?:e[+-][0-9]{2,3})?)",
            Pattern.DOTALL);
    private static final Pattern LABEL = Pattern
            .compile("(" + LABEL_NAME + "|" + QUOTED + ")=\"(" + TEXT + ")\"(,|$)");
    private static final Map<String, List<String>> SUFFIXES = Map.of("histogram", List.of("_bucket", "_sum", "_count"),
            "summary", List.of("", "_sum", "_count"));

    private final Set<String> families = new HashSet<>();
    private final Set<String> series = new HashSet<>();
    private String family = "";
    private String type = "";
    private boolean helped;

    private StrictPage() {}

    /**
     * @return every series, as written but with its labels sorted
     * @throws IllegalStateException that names the first line which is wrong
     */
    static Set<String> read(ByteString body) {
        if (!body.isValidUtf8() || (!body.isEmpty() && body.byteAt(body.size() - 1) != '\n')) {
            throw new IllegalStateException("the page is not UTF-8 or does not end with a line feed");
        }
        StrictPage page = new StrictPage();
        for (String line : body.isEmpty() ? List.<String>of() : lines(body)) {
            if (line.startsWith("# HELP ")) {
                page.help(name(matched(HELP, line).group(1), NAME, line), line);
            } else if (line.startsWith("#")) {
                Matcher matcher = matched(TYPE, line);
                page.type(name(matcher.group(1), NAME, line), matcher.group(2), line);
            } else {
                page.sample(matched(SAMPLE, line), line);
            }
        }
        return page.series;
    }

    private static List<String> lines(ByteString body) {
        return List.of(body.substring(0, body.size() - 1).toStringUtf8().split("\n", -1));
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        check(matcher.matches(), "does not parse", line);
        return matcher;
    }

    /** The name without quotes, which stand just where it is not of the alphabet. */
    private static String name(String written, String alphabet, String line) {
        boolean quoted = written.startsWith("\"");
        String name = quoted ? written.substring(1, written.length() - 1) : written;
        check(quoted != name.matches(alphabet) && !name.isEmpty(), "has a name quoted that need not be", line);
        return name;
    }

    private static void check(boolean right, String wrong, String line) {
        if (!right) {
            throw new IllegalStateException("a line " + wrong + ": " + line);
        }
    }

    private void help(String name, String line) {
        check(!helped && families.add(name), "gives help for the second time", line);
        family = name;
        type = "";
        helped = true;
    }

    private void type(String name, String word, String line) {
        boolean followsItsHelp = helped && name.equals(family) && type.isEmpty();
        check(followsItsHelp || families.add(name), "gives the type for the second time", line);
        check(followsItsHelp || !helped, "comes after the help of another family", line);
        family = name;
        type = word;
        helped = false;
    }

    private void sample(Matcher matcher, String line) {
        check(!type.isEmpty(), "stands before the TYPE line of its family", line);
        boolean quoted = matcher.group(1) == null;
        String name = name(matcher.group(quoted ? 3 : 1), NAME, line);
        boolean belongs = SUFFIXES.getOrDefault(type, List.of("")).stream()
                .anyMatch(suffix -> name.equals(family + suffix));
        check(belongs, "is of another family than " + family, line);
        Map<String, String> labels = new TreeMap<>();
        String inBraces = matcher.group(quoted ? 4 : 2);
        if (inBraces != null) {
            labels(inBraces, labels, line);
        }
        check(series.add(name + labels), "has a series that is there already", line);
    }

    private static void labels(String text, Map<String, String> labels, String line) {
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (end < text.length()) {
            check(label.find(end) && label.start() == end, "has labels that do not parse", line);
            check(labels.put(name(label.group(1), LABEL_NAME, line), '"' + label.group(2) + '"') == null,
                    "has a label twice", line);
            end = label.end();
        }
    }
}
