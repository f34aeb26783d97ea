package io.github.jobtide.run;

import java.util.Map;

/**
 * The locale that this program was called with, where the launcher has given Java another one.
 *
 * <p>Shape: {@code -Djobtide.locale=} is empty if LC_ALL was not set, else an equals sign and its value.
 */
final class CallersLocale {
    private static final String VARIABLE = "LC_ALL";

    private CallersLocale() {}

    /** @param environment of a process to be started */
    static void restore(Map<String, String> environment) {
        String locale = System.getProperty("jobtide.locale");
        if (locale == null) {
            return;
        }
        if (locale.isEmpty()) {
            environment.remove(VARIABLE);
        } else {
            environment.put(VARIABLE, locale.substring(1));
        }
    }
}
