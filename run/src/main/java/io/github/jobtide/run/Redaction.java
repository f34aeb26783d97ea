package io.github.jobtide.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Masks what looks like a secret, and the values of variables that are said to hold one. */
final class Redaction {
    private static final String MASK = "***";
    private static final int SHORTEST = 4;
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("(?i)\\b((?:bearer|basic)\\s+)[A-Za-z0-9._~+/=-]{6,}"),
            Pattern.compile(
                    "(?i)(\\b[\\w-]*(?:password|passwd|pwd|secret|token|api[_-]?key)[\\w-]*[\"']?\\s*[=:]\\s*)\\S+"),
            Pattern.compile("(://[^\\s/:@]{1,200}:)[^\\s/@]{1,200}(?=@)"),
            Pattern.compile("()\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*"),
            Pattern.compile("()\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            Pattern.compile("()\\b(?:ghp|gho|ghs|ghu|glpat|xox[abprs]|sk)[-_][A-Za-z0-9_-]{16,}"));
    private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private final List<String> values = new ArrayList<>();

    /** @param names of variables, parted by commas */
    Redaction(Optional<String> names, Map<String, String> environment) {
        if (names.isPresent()) {
            for (String name : names.get().split(",", -1)) {
                for (String line : environment.getOrDefault(name.strip(), "").split("\n", -1)) {
                    String value = line.strip();
                    if (value.length() >= SHORTEST) {
                        values.add(value);
                    }
                }
            }
            values.sort((one, other) -> other.length() - one.length()); // One may hold another.
        }
    }

    /** @param text any number of lines */
    String masked(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        boolean inKey = false;
        for (String line : text.split("\n", -1)) {
            inKey = inKey || PEM.matcher(line).find();
            masked.append(inKey ? MASK : line(line)).append('\n');
            inKey = inKey && !line.contains("-----END");
        }
        masked.setLength(masked.length() - 1);
        return masked.toString();
    }

    private String line(String line) {
        String masked = line;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        for (Pattern secret : SECRETS) {
            masked = secret.matcher(masked).replaceAll("$1***");
        }
        return masked;
    }
}
