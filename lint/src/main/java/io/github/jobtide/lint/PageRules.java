package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rules about a page as such, which {@link PageLint} applies itself while it reads: they need more than one family, or none at all. */
final class PageRules {
    private static final Set<Profile> ALL = EnumSet.allOf(Profile.class);
    private static final Set<Profile> TEXT = EnumSet.of(Profile.PUSH, Profile.SCRAPE);
    /** Above the samples of each example, so that nothing but the rule's own is found there. */
    private static final String HEAD = """
            # HELP backup_files_total Files that were backed up.
            # TYPE backup_files_total counter
            """;

    static final Rule.Info UNREADABLE = new Rule.Info("JT001", "a line that cannot be read", Severity.ERROR,
            "Prometheus and the gateway refuse the whole page for one such line, and for OpenMetrics that does not end with a line # EOF. With --rules it "
                    + "is what is not YAML or JSON, or an expression that is not PromQL.",
            ALL, HEAD + "backup_files_total many\n", HEAD + "backup_files_total 12\n");
    static final Rule.Info NO_LINE_FEED = new Rule.Info("JT002", "no line feed at the end", Severity.ERROR,
            "Each line ends with a line feed, the last one too. Without it, Pushgateway and this gateway refuse the page with 400. Prometheus "
                    + "itself takes such a page when it scrapes it, so there it is info only.",
            TEXT, HEAD + "backup_files_total 12", HEAD + "backup_files_total 12\n");
    static final Rule.Info CARRIAGE_RETURN = new Rule.Info("JT003", "carriage returns", Severity.ERROR,
            "A carriage return before the line feed counts as part of the value, so the page is refused. Files written on Windows have them.",
            ALL, HEAD + "backup_files_total 12\r\n", HEAD + "backup_files_total 12\n");
    static final Rule.Info TRAILING_BLANK = new Rule.Info("JT004", "a blank behind the value", Severity.ERROR,
            "A blank behind the value is taken for the beginning of a timestamp. Where none follows, Pushgateway and this gateway refuse the whole push, "
                    + "and Prometheus a page in OpenMetrics. A page in the text format it takes with the blank when it scrapes it, and only promtool "
                    + "complains, so there it is info only.",
            ALL, HEAD + "backup_files_total 12 \n", HEAD + "backup_files_total 12\n");
    static final Rule.Info TWICE = new Rule.Info("JT006", "the same series twice", Severity.ERROR,
            "One name with the same labels has two values. Prometheus drops one of them, and the gateway refuses the push.",
            ALL, HEAD + "backup_files_total{kind=\"new\"} 1\nbackup_files_total{kind=\"new\"} 2\n",
            HEAD + "backup_files_total{kind=\"new\"} 1\nbackup_files_total{kind=\"changed\"} 2\n");
    static final Rule.Info OUT_OF_ORDER = new Rule.Info("JT007", "a family in several places", Severity.ERROR,
            "HELP and TYPE belong before the first sample of their family, once. A family that goes on after another one is only a warning: the text "
                    + "format allows it, OpenMetrics does not.",
            ALL, HEAD + "backup_files_total 1\n# TYPE backup_files_total counter\n", HEAD + "backup_files_total 1\n");

    static final List<Rule.Info> INFOS = List.of(UNREADABLE, NO_LINE_FEED, CARRIAGE_RETURN, TRAILING_BLANK, TWICE,
            OUT_OF_ORDER);

    private PageRules() {}
}
