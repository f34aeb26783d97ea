package io.github.jobtide.exposition;

/** The classic alphabet of names: {@code [a-zA-Z_][a-zA-Z0-9_]*} for labels; metrics may have colons too. */
public final class Names {
    private Names() {}

    static boolean isMetricName(byte[] source, int from, int to) {
        return isName(source, from, to, true);
    }

    static boolean isLabelName(byte[] source, int from, int to) {
        return isName(source, from, to, false);
    }

    public static boolean isMetricName(String name) {
        return isName(name, true);
    }

    public static boolean isLabelName(String name) {
        return isName(name, false);
    }

    /** Whether all names of these labels are of the alphabet. */
    public static boolean areLabelNames(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (!isLabelName(labels.name(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isStart(int letter, boolean colons) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_'
                || (colons && letter == ':');
    }

    static boolean isPart(int letter, boolean colons) {
        return isStart(letter, colons) || (letter >= '0' && letter <= '9');
    }

    private static boolean isName(byte[] source, int from, int to, boolean colons) {
        if (from == to || !isStart(source[from], colons)) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!isPart(source[i], colons)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String name, boolean colons) {
        if (name.isEmpty() || !isStart(name.charAt(0), colons)) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!isPart(name.charAt(i), colons)) {
                return false;
            }
        }
        return true;
    }
}
