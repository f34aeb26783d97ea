package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;
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
    private static final Pattern PASSWORD_NAME = Pattern.compile("(?:.*_)?(?:password|passwd|passphrase)");
    private static final Pattern KEY_NAME = Pattern
            .compile("(?:.*_)?(?:api_?key|secret_key|private_key|client_secret|(?:access|auth|bearer)_token)");
    private static final Pattern PASSWORD = Pattern.compile("(?=\\S*[A-Za-z])(?=\\S*[0-9!?$%&+#])[^\\s<\\[$*{]\\S{5,}");
    private static final Pattern KEY = Pattern.compile("(?=\\S*[A-Za-z])(?=\\S*[0-9])[A-Za-z0-9+/]{20,}={0,2}");

    LeakedSecret() {
        super(new Info("JT503", "a secret", Severity.ERROR,
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
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        Optional<String> help = family.help()
                .flatMap(text -> Secrets.in(text.contains("@") ? EXAMPLE.matcher(text).replaceAll("@") : text));
        if (help.isPresent()) {
            report.add(family, "the HELP text holds " + help.get(), SUGGESTION);
        }
        return sample -> {
            for (Label label : sample.labels()) {
                Optional<String> secret = secret(label);
                if (secret.isPresent()) {
                    String name = Values.shortened(label.name());
                    report.add(sample.line(), label.column(),
                            Values.cut(sample.name(), LONGEST_NAME) + "{" + name + "}",
                            "the value of the label '" + name + "' holds " + secret.get(),
                            SUGGESTION);
                }
            }
        };
    }

    private static Optional<String> secret(Label label) {
        Optional<String> secret = Secrets.in(label.value());
        if (secret.isPresent() || label.value().length() < SHORTEST) {
            return secret;
        }
        String name = label.name().toLowerCase(Locale.ROOT);
        if (PASSWORD_NAME.matcher(name).matches() && PASSWORD.matcher(label.value()).matches()) {
            return Optional.of("a password");
        }
        return KEY_NAME.matcher(name).matches() && KEY.matcher(label.value()).matches()
                ? Optional.of("a token or a key")
                : Optional.empty();
    }
}
