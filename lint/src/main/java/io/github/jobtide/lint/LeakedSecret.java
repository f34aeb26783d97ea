package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** JT503: a password, token or key in a label value or a HELP text. Its findings never contain the secret. */
final class LeakedSecret extends Rule {
    /** How a text explains what a connection string looks like. */
    private static final Pattern EXAMPLE = Pattern.compile("(?i):(?:pass|pw|password|secret)@");
    private static final String SUGGESTION = "take it out, and have a new one issued wherever it is valid";
    /** Shorter values are not looked at for the name of their label. */
    private static final int SHORTEST = 6;
    private static final int LONGEST_NAME = 200;
    private static final List<String> PASSWORD_NAMES = List.of("password", "passwd", "passphrase");
    private static final List<String> KEY_NAMES = List.of("api_key", "apikey", "secret_key", "private_key",
            "client_secret", "access_token", "auth_token", "bearer_token");
    /** Labels that may as well hold a name, which has words joined by hyphens or the like. */
    private static final List<String> VAGUE_NAMES = List.of("pass", "pwd", "secret", "token");
    private static final Pattern MADE = Pattern
            .compile("(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9+!?$%&#@][A-Za-z0-9+/!?$%&#@]{7,}={0,2}");
    private static final Pattern PASSWORD = Pattern.compile("(?=\\S*[A-Za-z])(?=\\S*[0-9!?$%&+#])[^\\s<\\[$*{]\\S{5,}");
    private static final Pattern KEY = Pattern.compile("(?=\\S*[A-Za-z])(?=\\S*[0-9])[A-Za-z0-9+/]{20,}={0,2}");

    /** Also for HELP texts, which {@link PageLint} has looked at as it reads them: their family may have no samples. */
    static final Info INFO = new Info("JT503", "a secret", Severity.ERROR,
            "Metrics are read by everybody who may look at a dashboard, and are kept for months. Take the secret out, and have a new one issued "
                    + "wherever it is valid: what was pushed may have been read.",
            EnumSet.allOf(Profile.class), """
                    # HELP backup_files Files of the latest backup.
                    # TYPE backup_files gauge
                    backup_files{database="postgres://backup:hunter2@db3/orders"} 12
                    """, """
                    # HELP backup_files Files of the latest backup.
                    # TYPE backup_files gauge
                    backup_files{database="orders"} 12
                    """);

    LeakedSecret() {
        super(INFO);
    }

    /** Looks at a HELP text, by the line that it stands on. */
    static void help(String family, int line, String text, Report report) {
        Optional<String> secret = Secrets.in(text.contains("@") ? EXAMPLE.matcher(text).replaceAll("@") : text);
        if (secret.isPresent()) {
            report.add(line, 0, family, "the HELP text holds " + secret.get(), SUGGESTION);
        }
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        Optional<String> inName = Secrets.in(family.name());
        if (inName.isPresent()) {
            report.add(family.line(), 0, "", "the name of a metric holds " + inName.get(), SUGGESTION);
        }
        FamilyCheck names = new LabelsOnce((sample, label) -> name(sample, label, report));
        return sample -> {
            names.sample(sample);
            for (Label label : sample.labels()) {
                value(sample, label, report);
            }
        };
    }

    private static boolean name(Sample sample, Label label, Report report) {
        Optional<String> secret = Secrets.in(label.name());
        if (secret.isPresent()) {
            report.add(sample.line(), label.column(), PlainText.cut(sample.name(), LONGEST_NAME),
                    "the name of a label holds " + secret.get(), SUGGESTION);
        }
        return secret.isPresent();
    }

    private static void value(Sample sample, Label label, Report report) {
        Optional<String> secret = secret(label);
        if (secret.isPresent()) {
            String name = Values.shortened(label.name());
            report.add(sample.line(), label.column(), PlainText.cut(sample.name(), LONGEST_NAME) + "{" + name + "}",
                    "the value of the label '" + name + "' holds " + secret.get(), SUGGESTION);
        }
    }

    /** The kind of secret that a label's value is, by its form or by the label's name; empty if it is none. */
    static Optional<String> secret(Label label) {
        Optional<String> secret = Secrets.in(label.value());
        if (secret.isPresent() || label.value().length() < SHORTEST) {
            return secret;
        }
        String name = label.name().toLowerCase(Locale.ROOT);
        if (endsWithAny(name, PASSWORD_NAMES) && PASSWORD.matcher(label.value()).matches()) {
            return Optional.of("a password");
        }
        boolean isKey = (endsWithAny(name, KEY_NAMES) && KEY.matcher(label.value()).matches())
                || (endsWithAny(name, VAGUE_NAMES) && MADE.matcher(label.value()).matches());
        return isKey ? Optional.of("a token or a key") : Optional.empty();
    }

    /** Whether one of them is the name, or stands behind its last underscore. */
    private static boolean endsWithAny(String name, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            int before = name.length() - words.get(i).length();
            if (name.endsWith(words.get(i)) && (before == 0 || name.charAt(before - 1) == '_')) {
                return true;
            }
        }
        return false;
    }
}
