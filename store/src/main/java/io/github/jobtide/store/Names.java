package io.github.jobtide.store;

/** The classic alphabet of metric and label names. */
public final class Names {
    private Names() {}

    /** Letters, digits, underscores and colons, not beginning with a digit. */
    public static boolean isMetricName(String name) {
        return isName(name, true);
    }

    /** Letters, digits and underscores, not beginning with a digit or with two underscores, which are Prometheus's own. */
    public static boolean isLabelName(String name) {
        return isName(name, false) && !name.startsWith("__");
    }

    private static boolean isName(String name, boolean colons) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colons && c == ':');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
