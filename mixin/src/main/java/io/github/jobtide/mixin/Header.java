package io.github.jobtide.mixin;

import java.math.BigDecimal;

/** The first lines of a file: what it is and how it was made. */
final class Header {
    private Header() {}

    static String of(Settings settings, String what) {
        return "# " + GeneratedFiles.MARK + settings.madeBy() + "\n# " + what + "\n"
                + (settings.times().isReal()
                        ? ""
                        : "# All times are divided by "
                                + BigDecimal.valueOf(settings.timeScale()).stripTrailingZeros().toPlainString()
                                + ": for tests, not for use.\n");
    }
}
