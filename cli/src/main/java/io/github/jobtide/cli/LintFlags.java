package io.github.jobtide.cli;

import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say what to look for on pages of metrics, and how bad it is. */
final class LintFlags {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--profile", paramLabel = "PROFILE", defaultValue = "push", description = "Where the page goes: push, into a gateway by a batch job; scrape, to Prometheus from an exporter; or openmetrics, to whoever reads OpenMetrics 1.0. Default: ${DEFAULT-VALUE}")
    private Goal profile = Goal.push;

    @Option(names = "--disable", paramLabel = "ID", split = ",", description = "Leave this rule out, such as JT101. May be repeated, or name several with commas between.")
    private List<String> disabled = new ArrayList<>();

    @Option(names = "--severity", paramLabel = "ID=SEVERITY", description = "How bad the findings of a rule are: error, warning or info. May be repeated.")
    private List<String> severities = new ArrayList<>();

    @Option(names = "--utf8-names", description = "Names beyond letters, digits and underscores are wanted, in quotes.")
    private boolean utf8Names;

    /** Where a page goes, by the words of the option. */
    enum Goal {
        push(Profile.PUSH), scrape(Profile.SCRAPE), openmetrics(Profile.OPENMETRICS);

        private final Profile profile;

        Goal(Profile profile) {
            this.profile = profile;
        }
    }

    /**
     * All of that.
     *
     * @param key labels that the URL of the push sets, the job among them; empty if nobody said
     * @throws ParameterException if something is named that there is not
     */
    LintOptions options(Map<String, String> key) {
        Set<String> off = new HashSet<>();
        disabled.forEach(id -> off.add(known("--disable", id)));
        Map<String, Severity> changed = new HashMap<>();
        severities.forEach(text -> change(text, changed));
        return new LintOptions(profile.profile, key, off, changed, utf8Names);
    }

    private String known(String option, String text) {
        String id = text.strip();
        if (LintCatalog.entries().stream().noneMatch(rule -> rule.id().equals(id))) {
            throw wrong(
                    "%s names the rule '%s', which there is not; write an id as it stands in findings, such as JT101"
                            .formatted(option, id));
        }
        return id;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void change(String text, Map<String, Severity> changed) {
        int sign = text.indexOf('=');
        String word = text.substring(sign + 1).strip();
        Severity severity = Stream.of(Severity.values()).filter(one -> sign > 0 && one.word().equals(word)).findFirst()
                .orElseThrow(() -> wrong("--severity '%s' is not of the form ID=error, ID=warning or ID=info"
                        .formatted(text)));
        changed.put(known("--severity", text.substring(0, sign)), severity);
    }

    /** What to ask a server for. It may answer otherwise; the profile stays. */
    String accept() {
        return profile == Goal.openmetrics
                ? "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"
                : "text/plain;version=0.0.4,*/*;q=0.5";
    }
}
