package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A series as it may be shown: without its labels if one of them holds a secret, and not at all if its name does.
 *
 * @param text what may be shown; empty if there is nothing
 * @param secrets values that no text about it may quote
 * @param hasSecretName whether the name, parts of which may be in texts, holds one
 */
record ShownSeries(String text, List<String> secrets, boolean hasSecretName) {
    /** Of a secret: who shows so much of it shows it. */
    private static final int TELLING = 6;

    /** @param series as written on the page, or a family's name */
    static ShownSeries of(String series) {
        int brace = series.indexOf('{');
        String name = brace < 0 ? series : series.substring(0, brace);
        if (!name.isEmpty() && Secrets.in(name).isPresent()) {
            return new ShownSeries("", List.of(), true);
        }
        if (brace < 0) {
            return new ShownSeries(series, List.of(), false);
        }
        List<String> secrets = secrets(series);
        boolean isShown = secrets.isEmpty() && Secrets.in(Values.unescaped(series)).isEmpty();
        return new ShownSeries(isShown ? series : name, secrets, false);
    }

    private static List<String> secrets(String series) {
        byte[] line = (series + " 0").getBytes(StandardCharsets.UTF_8);
        LineScanner scanner = new LineScanner(false);
        scanner.begin(line, line.length, 0);
        try {
            return scanner.sample().sample().labels().stream()
                    .filter(label -> LeakedSecret.secret(label).isPresent()).map(Label::value).toList();
        } catch (MalformedLineException e) {
            return List.of(); // A rule's own words for a part of a series, as LeakedSecret has them.
        }
    }

    /** Whether somebody could learn a secret from a text about it. */
    boolean isToldIn(String about) {
        return hasSecretName || Secrets.in(about).isPresent() || secrets.stream()
                .anyMatch(secret -> about.contains(secret.substring(0, Math.min(secret.length(), TELLING))));
    }
}
