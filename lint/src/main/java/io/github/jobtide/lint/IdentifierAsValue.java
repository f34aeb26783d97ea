package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
import java.util.Set;

/** JT502: a label value that names one of very many things: a request, a person, a moment. */
final class IdentifierAsValue extends Rule {
    /** Labels of numbers and releases, which have few values, whatever those look like. */
    private static final Set<String> OF_VERSIONS = Set.of("version");
    private static final Set<String> OF_NUMBERS = Set.of("le", "quantile", "size", "bytes", "limit", "max", "min",
            "bucket", "threshold", "port", "code", "speed", "rate", "version", "release", "instance");
    /** Labels of machines that somebody set up, of which there are few, whatever their addresses. */
    private static final Set<String> OF_MACHINES = Set.of("target", "node", "host", "server", "peer", "endpoint",
            "backend", "upstream", "nameserver", "broker", "listener", "listen", "replica", "slave", "master",
            "leader", "member", "local", "alertmanager", "gateway", "network", "subnet");

    IdentifierAsValue() {
        super(new Info("JT502", "a label value that is an identifier, an address or a time", Severity.WARNING,
                "Such values come new with each run, user or request, and each makes a new series, which Prometheus keeps for as long as it keeps "
                        + "anything. In the end, only sums over them are looked at.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{snapshot="2026-11-27T02:00:00Z"} 12
                        """, """
                        # HELP backup_files Files of the latest backup.
                        # TYPE backup_files gauge
                        backup_files{snapshot="daily"} 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (family.isInfo()) { // Revisions, serial numbers and addresses are what it is for.
            return FamilyCheck.NONE;
        }
        return new LabelsOnce((sample, label) -> {
            Identifier found = Identifier.of(label.value());
            if (found == Identifier.NONE || isBounded(label, found)) {
                return false;
            }
            report.add(sample.line(), label.column(), sample.text(),
                    "the value of the label '" + Values.shortened(label.name()) + "' holds " + found.words(),
                    "leave the label out and log the value, or write which of a few kinds it is");
            return true;
        });
    }

    private static boolean isBounded(Label label, Identifier found) {
        NameWords words = NameWords.of(label.name());
        return OF_NUMBERS.contains(words.word(words.size() - 1)) || words.hasAny(OF_VERSIONS)
                || (found == Identifier.ADDRESS && words.hasAny(OF_MACHINES));
    }
}
