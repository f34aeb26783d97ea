package io.github.jobtide.lint;

import io.github.jobtide.lint.Heads.Head;
import io.github.jobtide.lint.LineScanner.Comment;
import io.github.jobtide.lint.LineScanner.Scanned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Goes through one page, line by line, and has each rule look at each family. For one page, by one thread. */
final class PageLint {
    private static final String SWITCH = "jobtide-lint: disable=";
    /** Others are not remembered, so that there are a thousand at most. */
    private static final Pattern ID = Pattern.compile("JT[0-9]{3}");
    /** The last line of OpenMetrics, which may lack its line feed. */
    private static final byte[] END = "# EOF".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern HTML = Pattern.compile("(?i)\\s*<(?:!doctype|html)\\b");
    private static final int MOST_OF_BEGINNING = 100;

    private final LintOptions options;
    private final List<Rule> rules;
    private final List<Report> reports;
    private final Scope scope;
    private final Findings findings;
    private final boolean isPush;
    private final boolean openMetrics;
    private final LineScanner scanner;
    private final SeriesSet series;
    private final Heads heads;
    private final Set<String> switchedOff = new HashSet<>();
    private final List<FamilyCheck> checks = new ArrayList<>();
    private final List<PageCheck> pageChecks = new ArrayList<>();
    private Head head = Head.NONE;
    /** Whether the rules have begun to look at the family that {@link #head} is of. */
    private boolean isBegun;
    private String latest = "";
    private int number;
    /** Where OpenMetrics says that it ends; 0 before that. */
    private int endLine;
    private long samples;

    /** @param rules which those options want, by id */
    PageLint(LintOptions options, List<Rule> rules) {
        this.options = options;
        this.rules = rules;
        this.reports = new ArrayList<>(rules.size());
        this.openMetrics = options.profile() == Profile.OPENMETRICS;
        this.isPush = options.profile() == Profile.PUSH;
        this.heads = new Heads(openMetrics);
        this.series = new SeriesSet(!isPush);
        this.scope = new Scope(options, heads::family);
        this.findings = new Findings(options);
        this.scanner = new LineScanner(openMetrics);
    }

    LintResult run(InputStream in) throws IOException {
        beginPage();
        PageLines lines = new PageLines(in);
        while (lines.next()) {
            number = lines.number();
            if (number == 1 && isHtml(lines)) {
                return findings.result();
            }
            line(lines);
        }
        endFamily();
        for (PageCheck check : pageChecks) {
            check.end();
        }
        if (openMetrics && endLine == 0) {
            findings.of(PageRules.UNREADABLE).add(number, 0, "", "the page does not end with a line # EOF",
                    "write # EOF behind the last family");
        }
        ManySeries.judge(samples, options, findings.of(ManySeries.INFO));
        return findings.result();
    }

    @SuppressWarnings("ReferenceEquality") // that one check, which looks at nothing
    private void beginPage() {
        for (Rule rule : rules) {
            Report report = findings.of(rule.info());
            reports.add(report);
            PageCheck check = rule.page(scope, report);
            if (check != PageCheck.NONE) {
                pageChecks.add(check);
            }
        }
    }

    /** Looks at how the page begins. If that is as HTML does, there is nothing else to say of it. */
    private boolean isHtml(PageLines first) {
        boolean hasMark = first.dropMark();
        String beginning = new String(first.line(), 0, Math.min(first.length(), MOST_OF_BEGINNING),
                StandardCharsets.UTF_8);
        boolean isHtml = HTML.matcher(beginning).lookingAt();
        if (isHtml) {
            findings.of(PageRules.UNREADABLE).add(1, 0, "", "the page looks like HTML",
                    "look whether the address is that of metrics, and whether a login or an error page stands there");
        } else if (hasMark) {
            findings.of(PageRules.UNREADABLE).add(1, 1, "", "the page begins with a byte order mark",
                    "write UTF-8 without one");
        }
        return isHtml;
    }

    private void line(PageLines lines) {
        if (!lines.isEnded()) {
            findings.of(PageRules.NO_LINE_FEED).add(isPush ? Severity.ERROR : Severity.INFO, number,
                    lines.length() + 1, "", "the last line does not end with a line feed",
                    "end each line with \\n, the last one too");
        }
        if (endLine > 0 && number == endLine + 1) {
            findings.of(PageRules.UNREADABLE).add(number, 0, "", "something stands behind # EOF on line " + endLine,
                    "write # EOF once, as the last line");
        }
        if (lines.isCut()) {
            malformed(PageLines.LONGEST, ": the line is longer than a mebibyte");
            return;
        }
        int length = withoutReturn(lines);
        if (openMetrics && endLine == 0 && Arrays.equals(lines.line(), 0, length, END, 0, END.length)) {
            endLine = number;
        }
        line(lines.line(), length);
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
            if (scanner.isComment() && readSwitch(scanner.commentText())) {
                return;
            }
            if (openMetrics && (endLine == 0 || number <= endLine)) {
                OpenMetricsLine.check(text, length);
            }
            if (scanner.isEmpty()) {
                return;
            }
            if (!scanner.isComment()) {
                sample(scanner.sample());
            } else {
                Optional<Comment> comment = scanner.comment();
                if (comment.isPresent()) {
                    comment(comment.get());
                }
            }
        } catch (MalformedLineException e) {
            // What makes a word of it a secret may stand before that word, which a reason would quote alone.
            Optional<String> secret = Secrets.in(new String(text, 0, length, StandardCharsets.UTF_8));
            malformed(e.column(), secret.isPresent() ? ", and it holds " + secret.get() : ": " + e.reason());
        }
    }

    private void malformed(int column, String why) {
        findings.of(PageRules.UNREADABLE).add(number, column, "", "the line cannot be read" + why,
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
            head = heads.of(comment.name(), number);
        }
        if (comment.keyword().equals("HELP")) {
            help(comment);
        } else if (comment.keyword().equals("TYPE") && !(isPush && comment.text().isEmpty())) {
            type(comment);
        } else if (comment.keyword().equals("UNIT") && !comment.text().isEmpty()
                && !comment.name().endsWith("_" + comment.text())) {
            throw new MalformedLineException(comment.column(),
                    "the unit '" + Values.shortened(comment.text())
                            + "' does not stand at the end of the family's name");
        }
    }

    private void help(Comment comment) throws MalformedLineException {
        LeakedSecret.help(head.name, number, comment.text(), findings.of(LeakedSecret.INFO));
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
    }

    private void type(Comment comment) throws MalformedLineException {
        Optional<FamilyType> type = FamilyType.parse(comment.text(), options.profile());
        if (type.isEmpty()) {
            throw new MalformedLineException(comment.column(),
                    "'" + Values.shortened(comment.text()) + "' is no type");
        }
        if (head.hasSamples) {
            outOfOrder("the TYPE line stands behind samples of its family");
        } else if (head.type.isPresent()) {
            outOfOrder("the family has a second TYPE line");
        }
        head.type = type;
    }

    private void outOfOrder(String reason) {
        findings.of(PageRules.OUT_OF_ORDER).add(number, 1, head.name, reason,
                "write one block for each family: HELP, TYPE, then all of its samples");
    }

    private void sample(Scanned scanned) {
        Sample sample = scanned.sample();
        samples++;
        if (!heads.has(head, sample.name())) {
            String family = heads.familyOf(sample.name());
            endFamily();
            head = heads.of(family, number);
        }
        if (!isBegun) {
            beginFamily();
        }
        if (scanned.trailingBlankColumn() > 0) {
            findings.of(PageRules.TRAILING_BLANK).add(
                    options.profile() == Profile.SCRAPE ? Severity.INFO : Severity.ERROR, number,
                    scanned.trailingBlankColumn(), sample.text(),
                    "a blank stands behind the value, where a timestamp would begin", "end the line with the value");
        }
        if (!series.add(sample)) {
            findings.of(PageRules.TWICE).add(sample, "the same series stands on an earlier line",
                    "merge the two, or tell them apart by a label");
        }
        for (int i = 0; i < checks.size(); i++) {
            checks.get(i).sample(sample);
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
        Family family = head.family();
        for (PageCheck check : pageChecks) {
            check.family(family);
        }
        for (int i = 0; i < rules.size(); i++) {
            if (!findings.isSilenced(rules.get(i).info())) {
                FamilyCheck check = rules.get(i).check(family, scope, reports.get(i));
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
}
