package io.github.jobtide.mixin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Prometheus that files are made for. */
public record PrometheusVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,3})\\.(\\d{1,4})(?:\\..*)?");
    private static final PrometheusVersion OLDEST = new PrometheusVersion(2, 28);
    private static final PrometheusVersion KEEPING = new PrometheusVersion(2, 42);
    /** The one that Debian 12 has. */
    public static final PrometheusVersion USUAL = KEEPING;

    /** Reads {@code 2.42} or {@code v3.5.0}. */
    public static PrometheusVersion parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new MixinException("'" + text + "' is not a version of Prometheus, such as 2.42");
        }
        var version = new PrometheusVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (!version.isAtLeast(OLDEST)) {
            throw new MixinException("Prometheus " + text + " is too old: it lacks the limits of the scrape job; "
                    + OLDEST + " is the oldest");
        }
        return version;
    }

    private boolean isAtLeast(PrometheusVersion other) {
        return major > other.major || (major == other.major && minor >= other.minor);
    }

    /** Whether it knows {@code keep_firing_for}. */
    boolean keepsFiring() {
        return isAtLeast(KEEPING);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
