package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** JT501: a label whose name promises a new value with each run, user or request. */
final class UnboundedLabel extends Rule {
    /** With each thing that happens there is a new one, so that not even an info metric may have it. */
    private static final Set<String> OF_EVENTS = Set.of("session", "sessionid", "requestid", "traceid", "spanid",
            "runid", "correlationid", "transactionid", "messageid", "executionid");
    private static final Set<String> WHOLE = Set.of("query", "sql", "message", "msg", "errormessage", "stacktrace",
            "cmdline", "commandline", "userid", "customerid", "orderid", "invoiceid");
    private static final Set<String> LAST = Set.of("email", "uuid", "guid", "token", "url", "timestamp", "date",
            "pid");
    /** As {@code ip="v4"} or {@code query="slow"}: one of a few. */
    private static final Pattern SHORT_WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,2}|[A-Za-z][A-Za-z_-]{0,19}");
    /** Beyond that, other names in one family are not looked at. */
    private static final int MOST_NAMES = 100;

    UnboundedLabel() {
        super(new Info("JT501", "a label with ever new values", Severity.WARNING,
                "Each new value of a label is a new series, which Prometheus keeps for as long as it keeps anything. A label for users, requests or "
                        + "runs makes new series without end, and each is seen once. Where the values are plain words, this is info only.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{run_id="r-20391"} 12
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new Names(family.isInfo(), report);
    }

    /** Warns of the first value that is no short word; holds the first that is one, for the case that there is no other. */
    private static final class Names implements FamilyCheck {
        private final boolean isInfo;
        private final Report report;
        private final Map<String, State> states = new HashMap<>();
        private final Map<String, Sample> held = new LinkedHashMap<>();

        Names(boolean isInfo, Report report) {
            this.isInfo = isInfo;
            this.report = report;
        }

        @Override
        public void sample(Sample sample) {
            for (Label label : sample.labels()) {
                if (state(label.name()) == State.UNBOUNDED && !label.value().isEmpty()) {
                    look(sample, label);
                }
            }
        }

        private State state(String name) {
            State known = states.get(name);
            if (known == null) {
                if (states.size() == MOST_NAMES) {
                    return State.BOUNDED;
                }
                known = isUnbounded(name) ? State.UNBOUNDED : State.BOUNDED;
                states.put(name, known);
            }
            return known;
        }

        private boolean isUnbounded(String name) {
            NameWords words = NameWords.of(name);
            String last = words.word(words.size() - 1);
            String joined = words.run();
            String lastTwo = words.word(words.size() - 2) + last;
            return OF_EVENTS.contains(joined) || OF_EVENTS.contains(lastTwo)
                    || (!isInfo && (WHOLE.contains(joined) || WHOLE.contains(lastTwo) || LAST.contains(last)));
        }

        private void look(Sample sample, Label label) {
            if (SHORT_WORD.matcher(label.value()).matches()) {
                held.putIfAbsent(label.name(), sample);
            } else {
                states.put(label.name(), State.REPORTED);
                held.remove(label.name());
                add(Severity.WARNING, sample, label, "a new value with each run, user or request makes a new series");
            }
        }

        @Override
        public void end() {
            held.forEach((name, sample) -> {
                for (Label label : sample.labels()) {
                    if (label.name().equals(name)) {
                        add(Severity.INFO, sample, label, "by its name, it gets ever new values");
                    }
                }
            });
        }

        private void add(Severity severity, Sample sample, Label label, String reason) {
            report.add(severity, sample.line(), label.column(), sample.text(),
                    "the label '" + Values.shortened(label.name()) + "': " + reason,
                    "leave '" + Values.shortened(label.name()) + "' out, and write it to a log");
        }

        private enum State {
            BOUNDED, UNBOUNDED, REPORTED
        }
    }
}
