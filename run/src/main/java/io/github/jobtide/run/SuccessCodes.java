package io.github.jobtide.run;

import java.util.BitSet;

/** The exit codes that count as success. */
final class SuccessCodes {
    /** Zero alone. */
    static final SuccessCodes ZERO = parse("0");

    private final BitSet codes = new BitSet(256);

    private SuccessCodes() {}

    /** @throws UsageException if it is not a list of codes and ranges of them */
    static SuccessCodes parse(String text) {
        SuccessCodes success = new SuccessCodes();
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            success.add(text.substring(start, end).strip(), text);
            start = end + 1;
        }
        return success;
    }

    private void add(String item, String all) {
        int dash = item.indexOf('-');
        int first = code(dash < 0 ? item : item.substring(0, dash), all);
        int last = dash < 0 ? first : code(item.substring(dash + 1), all);
        if (first > last) {
            throw wrong(all);
        }
        codes.set(first, last + 1);
    }

    private static int code(String text, String all) {
        try {
            int code = Integer.parseInt(text);
            if (code >= 0 && code <= 255) {
                return code;
            }
        } catch (NumberFormatException e) {
            throw wrong(all);
        }
        throw wrong(all);
    }

    private static UsageException wrong(String text) {
        return new UsageException(
                "--success-codes '" + text + "' is not a list of exit codes; write for example 0,2-4");
    }

    boolean contains(int code) {
        return code >= 0 && codes.get(code);
    }
}
