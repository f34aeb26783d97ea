package io.github.jobtide.lint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The families that a page has had by now, by what their comments said of them. One thread. */
final class Heads {
    /** Beyond that, a family that comes again is not noticed. */
    private static final int MOST = 500_000;

    private final boolean openMetrics;
    private final Map<String, Head> known = new HashMap<>();

    /** @param openMetrics which has suffixes of its own */
    Heads(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    /** Begins with a family on that line, or comes back to it. */
    Head of(String name, int line) {
        Head head = known.get(name);
        if (head == null) {
            head = new Head(name, line);
            if (known.size() < MOST) {
                known.put(name, head);
            }
        }
        return head;
    }

    /** The family that a sample of that name belongs to, which need not be at hand any more. */
    String familyOf(String sample) {
        for (String suffix : FamilyType.SUFFIXES) {
            if (sample.endsWith(suffix)) {
                String base = sample.substring(0, sample.length() - suffix.length());
                Head head = known.get(base);
                if (head != null && has(head, sample)) {
                    return base;
                }
            }
        }
        return sample;
    }

    boolean has(Head head, String sample) {
        int length = head.name.length();
        if (length == 0 || !sample.startsWith(head.name)) {
            return false;
        }
        return sample.length() == length
                || (head.type.isPresent() && head.type.get().has(sample, length, openMetrics));
    }

    /** The family of that name, if it has had samples. */
    Optional<Family> family(String name) {
        Head head = known.get(name);
        return head == null || !head.hasSamples ? Optional.empty() : Optional.of(head.family());
    }

    /** What is known of a family that the page is at, or may come back to. */
    static final class Head {
        static final Head NONE = new Head("", 0);
        private static final int MOST_HELP = 200;

        final String name;
        private final int line;
        Optional<FamilyType> type = Optional.empty();
        Optional<String> help = Optional.empty();
        boolean hasSamples;

        Head(String name, int line) {
            this.name = name;
            this.line = line;
        }

        Family family() {
            return Family.of(name, line, type, help);
        }

        /** There may be many, and the whole text is rarely needed again. */
        void shorten() {
            if (help.isPresent() && help.get().length() > MOST_HELP) {
                help = Optional.of(help.get().substring(0, MOST_HELP));
            }
        }
    }
}
