package io.github.jobtide.lint;

import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.lint.LineScanner.Comment;
import io.github.jobtide.lint.LineScanner.Scanned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Goes through one page, line by line, and has each rule look at each family. For one page, by one thread. */
final class PageLint {
    private static final String SWITCH = "jobtide-lint: disable=";
    /** Others are not remembered, so that there are a thousand at most. */
    private static final Pattern ID = Pattern.compile("JT[0-9]{3}");
    /** Of all lines only this one may lack its line feed, where OpenMetrics ends. */
    private static final String END = "# EOF";
    /** Of families: beyond that, one that comes again is not noticed. */
    private static final int MOST_NAMES = 500_000;
    private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count", "_gsum", "_gcount", "_created",
            "_total", "_info");
    /** Of the text format. Only the gateway takes them in capitals, too. */
    private static final Map<String, MetricType> TYPES = Map.of("counter", MetricType.COUNTER, "gauge",
            MetricType.GAUGE, "summary", MetricType.SUMMARY, "histogram", MetricType.HISTOGRAM, "untyped",
            MetricType.UNTYPED, "gaugehistogram", MetricType.GAUGE_HISTOGRAM, "gauge_histogram",
            MetricType.GAUGE_HISTOGRAM);
    private static final Map<String, MetricType> OPENMETRICS_TYPES = Map.of("counter", MetricType.COUNTER, "gauge",
            MetricType.GAUGE, "summary", MetricType.SUMMARY, "histogram", MetricType.HISTOGRAM, "unknown",
            MetricType.UNTYPED, "gaugehistogram", MetricType.GAUGE_HISTOGRAM, "info", MetricType.GAUGE, "stateset",
            MetricType.GAUGE);

    private final Scope scope;
    private final Findings findings;
    private final boolean isPush;
    private final boolean openMetrics;
    private final LineScanner scanner;
    private final SeriesSet series = new SeriesSet();
    private final Map<String, Head> heads = new HashMap<>();
    private final Set<String> switchedOff = new HashSet<>();
    private final List<FamilyCheck> checks = new ArrayList<>();
    private final List<PageCheck> pageChecks = new ArrayList<>();
    private Head head = Head.NONE;
    /** Whether the rules have begun to look at the family that {@link #head} is of. */
    private boolean isBegun;
    private String latest = "";
    private int number;
    private long samples;

    PageLint(LintOptions options) {
        this.scope = new Scope(options, this::typeOf);
        this.findings = new Findings(options);
        this.isPush = options.profile() == Profile.PUSH;
        this.openMetrics = options.profile() == Profile.OPENMETRICS;
        this.scanner = new LineScanner(openMetrics);
    }

    LintResult run(InputStream in) throws IOException {
        beginPage();
        PageLines lines = new PageLines(in);
        while (lines.next()) {
            number = lines.number();
            if (!lines.isEnded() && !isEndOfOpenMetrics(lines)) {
                findings.of(PageRules.NO_LINE_FEED).add(number, lines.length() + 1, "",
                        "the last line does not end with a line feed", "end each line with \\n, the last one too");
            }
            if (lines.isCut()) {
                malformed(new MalformedLineException(PageLines.LONGEST, "the line is longer than a mebibyte"));
            } else {
                line(lines.line(), withoutReturn(lines));
            }
        }
        endFamily();
        for (PageCheck check : pageChecks) {
            check.end();
        }
        if (isPush && samples > ManySeries.MOST_OF_A_PUSH) {
            findings.of(ManySeries.INFO).add(0, 0, "", "the push has " + samples + " series, more than "
                    + ManySeries.MOST_OF_A_PUSH, "take out the label with the most values");
        }
        return findings.result();
    }

    private void beginPage() {
        for (Rule rule : Rules.ALL) {
            if (findings.isWanted(rule.info())) {
                pageChecks.add(rule.page(scope, findings.of(rule.info())));
            }
        }
    }

    private boolean isEndOfOpenMetrics(PageLines lines) {
        return openMetrics && lines.length() == END.length()
                && new String(lines.line(), 0, lines.length(), StandardCharsets.US_ASCII).equals(END);
    }

    private int withoutReturn(PageLines lines) {
        int length = lines.length();
        if (length == 0 || lines.line()[length - 1] != '\r') {
            return length;
        }
        findings.of(PageRules.CARRIAGE_RETURN).add(number, length, "", "the line ends with a carriage return",
                "write lines that end with \\n alone");
        return length - 1;
    }

    private void line(byte[] text, int length) {
        scanner.begin(text, length, number);
        try {
            if (scanner.isEmpty()) {
                return;
            }
            if (!scanner.isComment()) {
                sample(scanner.sample());
                return;
            }
            if (!readSwitch(scanner.commentText())) {
                Optional<Comment> comment = scanner.comment();
                if (comment.isPresent()) {
                    comment(comment.get());
                }
            }
        } catch (MalformedLineException e) {
            malformed(e);
        }
    }

    private void malformed(MalformedLineException e) {
        findings.of(PageRules.UNREADABLE).add(number, e.column(), "", "the line cannot be read: " + e.reason(),
                "write NAME{LABEL=\"VALUE\"} NUMBER");
    }

    private boolean readSwitch(String comment) {
        if (!comment.startsWith(SWITCH)) {
            return false;
        }
        if (isBegun) {
            endFamily();
        }
        for (String id : comment.substring(SWITCH.length()).strip().split("[, ]+")) {
            if (ID.matcher(id).matches()) {
                switchedOff.add(id);
            }
        }
        findings.begin(switchedOff);
        return true;
    }

    private void comment(Comment comment) throws MalformedLineException {
        if (!comment.name().equals(head.name)) {
            endFamily();
            head = headOf(comment.name());
        }
        if (comment.keyword().equals("HELP")) {
            if (isPush && !Values.isEscaped(comment.text())) {
                throw new MalformedLineException(comment.column(),
                        "behind a backslash in HELP only \\, \" and n may stand");
            }
            if (head.help.isEmpty() || !comment.text().isEmpty()) {
                if (head.help.isPresent() && !head.help.get().isEmpty()) {
                    outOfOrder("the family has a second HELP line");
                }
                head.help = Optional.of(comment.text());
            }
        } else if (comment.keyword().equals("TYPE") && !(isPush && comment.text().isEmpty())) {
            MetricType type = type(comment.text());
            if (type == null) {
                throw new MalformedLineException(comment.column(),
                        "'" + Values.shortened(comment.text()) + "' is no type");
            }
            if (head.hasSamples) {
                outOfOrder("the TYPE line stands behind samples of its family");
            } else if (head.type.isPresent()) {
                outOfOrder("the family has a second TYPE line");
            }
            head.type = Optional.of(type);
        }
    }

    private @Nullable MetricType type(String text) {
        return openMetrics
                ? OPENMETRICS_TYPES.get(text.strip())
                : TYPES.get(isPush ? text.toLowerCase(Locale.ROOT) : text);
    }

    private void outOfOrder(String reason) {
        findings.of(PageRules.OUT_OF_ORDER).add(number, 1, head.name, reason,
                "write one block for each family: HELP, TYPE, then all of its samples");
    }

    private void sample(Scanned scanned) {
        Sample sample = scanned.sample();
        samples++;
        if (!isOf(head.name, head.type, sample.name())) {
            String family = familyOf(sample.name());
            endFamily();
            head = headOf(family);
        }
        if (!isBegun) {
            beginFamily();
        }
        if (scanned.trailingBlankColumn() > 0 && !openMetrics) {
            findings.of(PageRules.TRAILING_BLANK).add(number, scanned.trailingBlankColumn(), sample.text(),
                    "a blank stands behind the value, where a timestamp would begin", "end the line with the value");
        }
        if (!series.add(sample)) {
            findings.of(PageRules.TWICE).add(sample, "the same series stands on an earlier line",
                    "merge the two, or tell them apart by a label");
        }
        for (FamilyCheck check : checks) {
            check.sample(sample);
        }
    }

    @SuppressWarnings("ReferenceEquality") // that one check, which looks at nothing
    private void beginFamily() {
        if (head.hasSamples && !head.name.equals(latest)) {
            findings.of(PageRules.OUT_OF_ORDER).add(Severity.WARNING, number, 1, head.name,
                    "the family goes on after another one", "write one block for each family");
        }
        isBegun = true;
        head.hasSamples = true;
        latest = head.name;
        Family family = new Family(head.name, head.line, head.type, head.help);
        for (PageCheck check : pageChecks) {
            check.family(family);
        }
        for (Rule rule : Rules.ALL) {
            if (findings.isWanted(rule.info())) {
                FamilyCheck check = rule.check(family, scope, findings.of(rule.info()));
                if (check != FamilyCheck.NONE) {
                    checks.add(check);
                }
            }
        }
    }

    private void endFamily() {
        for (FamilyCheck check : checks) {
            check.end();
        }
        checks.clear();
        if (isBegun) {
            switchedOff.clear();
        }
        head.shorten();
        isBegun = false;
        head = Head.NONE;
        findings.begin(switchedOff);
    }

    private Optional<MetricType> typeOf(String family) {
        Head known = heads.get(family);
        return known == null ? Optional.empty() : known.type;
    }

    /** Begins with a family, or comes back to it. */
    private Head headOf(String name) {
        Head known = heads.get(name);
        if (known == null) {
            known = new Head(name, number);
            if (heads.size() < MOST_NAMES) {
                heads.put(name, known);
            }
        }
        return known;
    }

    /** The family that a sample of that name belongs to, which need not be at hand any more. */
    private String familyOf(String sample) {
        for (String suffix : SUFFIXES) {
            if (sample.endsWith(suffix)) {
                String base = sample.substring(0, sample.length() - suffix.length());
                Head known = heads.get(base);
                if (known != null && isOf(base, known.type, sample)) {
                    return base;
                }
            }
        }
        return sample;
    }

    private boolean isOf(String family, Optional<MetricType> type, String sample) {
        if (!sample.startsWith(family) || family.isEmpty()) {
            return false;
        }
        String suffix = sample.substring(family.length());
        if (suffix.isEmpty()) {
            return true;
        }
        if (type.isEmpty()) {
            return false;
        }
        return switch (type.get()) {
            case HISTOGRAM, GAUGE_HISTOGRAM -> Set.of("_bucket", "_sum", "_count").contains(suffix)
                    || (openMetrics && Set.of("_gsum", "_gcount", "_created").contains(suffix));
            case SUMMARY ->
                Set.of("_sum", "_count").contains(suffix) || (openMetrics && suffix.equals("_created"));
            case COUNTER -> openMetrics && Set.of("_total", "_created").contains(suffix);
            case GAUGE -> openMetrics && suffix.equals("_info");
            case UNTYPED -> false;
        };
    }

    /** What is known of a family that the page is at, or may come back to. */
    private static final class Head {
        private static final Head NONE = new Head("", 0);
        private static final int MOST_HELP = 200;

        private final String name;
        private final int line;
        private Optional<MetricType> type = Optional.empty();
        private Optional<String> help = Optional.empty();
        private boolean hasSamples;

        Head(String name, int line) {
            this.name = name;
            this.line = line;
        }

        /** There may be many, and the whole text is rarely needed again. */
        void shorten() {
            help = help.map(text -> text.substring(0, Math.min(text.length(), MOST_HELP)));
        }
    }
}
