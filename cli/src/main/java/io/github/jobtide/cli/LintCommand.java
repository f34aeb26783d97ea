package io.github.jobtide.cli;

import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.Linter;
import io.github.jobtide.lint.Severity;
import io.github.jobtide.mixin.lint.RuleLint;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobtide lint}: what is wrong with the metrics of a page, before anybody pushes or scrapes it. */
@Command(name = "lint", description = {
        "Look at metrics as they would be pushed or scraped, and tell what is wrong with their names, labels, types and values.",
        "Pages come from files, from the standard input, or from servers such as exporters. They are in the text format, or in OpenMetrics if --profile says so."
                + " A comment '# jobtide-lint: disable=JT101' before a family switches rules off for it."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                        "0:nothing was found that is as bad as --fail-on says", "1:something was found that is",
                        "2:wrong arguments, or an input cannot be read; the others were looked at"})
final class LintCommand implements Callable<Integer> {
    private static final int FOUND = 1;
    private static final List<String> OF_PAGES = List.of("--profile", "--job", "--group", "--utf8-names", "--against");

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE|URL", description = "Pages to look at; - or nothing for the standard input, http:// or https:// for what a server answers.")
    private List<String> places = new ArrayList<>();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private LintFlags flags;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GroupOptions group;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private AgainstOption against;

    @Option(names = "--rules", description = "The inputs are no pages of metrics, but files of alerts and recording rules (of Prometheus or its operator), or dashboards of Grafana.")
    private boolean rules;

    @Option(names = "--fail-on", paramLabel = "SEVERITY", defaultValue = "error", description = "End with 1 if something is found that is so bad or worse: error, warning or info. Default: ${DEFAULT-VALUE}")
    private Level failOn = Level.error;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "text", description = "text, json, or sarif for sites that show code. Default: ${DEFAULT-VALUE}")
    private Form form = Form.text;

    LintCommand(Surroundings around) {
        this.around = around;
    }

    /** How bad something is, by the words of the option. */
    enum Level {
        error(Severity.ERROR), warning(Severity.WARNING), info(Severity.INFO);

        private final Severity severity;

        Level(Severity severity) {
            this.severity = severity;
        }
    }

    /** How findings are printed. */
    enum Form {
        text, json, sarif
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        LintOptions options = flags.options(key());
        List<String> names = places.isEmpty() ? List.of(BodySource.INPUT) : places;
        names.forEach(this::check);
        Look look = look(options);
        List<LintedPage> pages = new ArrayList<>();
        for (String name : names) {
            pages.add(page(look, name));
        }
        print(pages);
        return pages.stream().mapToInt(this::status).max().orElse(ExitStatus.DONE);
    }

    /** Looks at one input, to its end. */
    private interface Look {
        LintResult at(InputStream in) throws IOException;
    }

    private Look look(LintOptions options) throws InterruptedException {
        return rules ? RuleLint.of(options)::lint : Linter.of(against.compare(options))::lint;
    }

    private void checkOptions() {
        for (String option : OF_PAGES) {
            if (rules && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw wrong(
                        option + " is about pages of metrics, and with --rules there are none; leave one of them out");
            }
        }
    }

    /** What the URL of the push sets; empty if nobody said. */
    private Map<String, String> key() {
        return group.isGiven() ? group.group().key() : Map.of();
    }

    static boolean isUrl(String name) {
        String start = name.toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://");
    }

    private void check(String name) {
        if (!isUrl(name)) {
            return;
        }
        if (name.indexOf('@') >= 0) {
            // Not quoted: what stands before it may be a password.
            throw wrong("a URL holds an @, as with a user and a password, which everybody on this machine could read;"
                    + " ask by other means, and hand the page to the standard input");
        }
        try {
            URI uri = URI.create(name);
            if (uri.getHost() != null && uri.getPort() <= 65_535) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // As if it had no host.
        }
        throw wrong("'%s' is not a URL with a host that can be asked; write for example http://localhost:9100/metrics"
                .formatted(name));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private LintedPage page(Look look, String name) throws InterruptedException {
        try {
            return new LintedPage.Read(name, isUrl(name)
                    ? PageFetch.read(URI.create(name), flags.accept(), PageFetch.Access.OPEN, look::at)
                    : file(look, name));
        } catch (IOException e) {
            return unreadable(name, BodySource.unreadable(name, e));
        } catch (CommandFailedException e) {
            return unreadable(name, e);
        } catch (OutOfMemoryError e) {
            return new LintedPage.Unreadable(name,
                    Style.clean(BodySource.named(name))
                            + " takes more memory than there is; give more by JOBTIDE_JAVA_OPTIONS=-Xmx2g");
        }
    }

    private LintResult file(Look look, String name) throws IOException {
        try (InputStream in = BodySource.open(name, around)) {
            return look.at(in);
        }
    }

    private static LintedPage unreadable(String name, CommandFailedException reason) {
        return new LintedPage.Unreadable(name, Style.clean(String.valueOf(reason.getMessage())));
    }

    private void print(List<LintedPage> pages) {
        PrintWriter out = spec.commandLine().getOut();
        switch (form) {
            case text -> {
                LintText text = LintText.of(around);
                for (LintedPage page : pages) {
                    if (page instanceof LintedPage.Read read) {
                        out.print(text.page(read));
                    }
                }
            }
            case json -> out.println(LintJson.of(pages));
            case sarif -> out.println(LintSarif.of(pages, around.workingFolder()));
        }
        out.flush();
        complain(pages);
    }

    private void complain(List<LintedPage> pages) {
        PrintWriter err = spec.commandLine().getErr();
        for (LintedPage page : pages) {
            if (page instanceof LintedPage.Unreadable unreadable) {
                err.println("jobtide lint: error: " + unreadable.trouble());
            }
        }
        err.flush();
    }

    private int status(LintedPage page) {
        return switch (page) {
            case LintedPage.Unreadable _ -> ExitStatus.WRONG_USE;
            case LintedPage.Read read -> read.result().has(failOn.severity) ? FOUND : ExitStatus.DONE;
        };
    }
}
