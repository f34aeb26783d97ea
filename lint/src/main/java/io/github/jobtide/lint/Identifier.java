package io.github.jobtide.lint;

import java.util.regex.Pattern;

/** The kinds of identifiers that a label value may hold: each names one of very many things. */
enum Identifier {
    NONE(""), UUID("a UUID"), EMAIL("an e-mail address"), TIME("a date or a time"), ADDRESS("a network address"), HEX(
            "a long hexadecimal number"),
    NUMBER("a number of six digits or more");

    private static final int SHORTEST = 6;
    private static final int LEAST_DIGITS = 6;
    /** Of an IPv6 address without {@code ::}. */
    private static final int ALL_COLONS = 7;
    private static final int LONGEST = 1024;
    private static final Pattern EMAILS = Pattern
            .compile("(?:mailto:)?[\\w.+'-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}");
    private static final Pattern UUIDS = Pattern.compile(
            "(?<![0-9A-Za-z-])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9A-Za-z-])");
    private static final Pattern DATES = Pattern.compile(
            "(?<![0-9])(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])");
    private static final Pattern EPOCHS = Pattern.compile("(?:1[0-9]{9}|1[0-9]{12})(?:\\.[0-9]{1,9})?");
    private static final Pattern IPV4 = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?::[0-9]{1,5})?");
    private static final Pattern IPV6 = Pattern
            .compile("\\[?([0-9a-fA-F:]{3,39})(?:%\\w{1,16})?(?:\\]:[0-9]{1,5}|\\])?");
    private static final Pattern HEXES = Pattern.compile("(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{16,}(?![0-9A-Za-z])");
    private static final Pattern PART_OF_A_PATH = Pattern.compile("/[0-9]{6,}/");
    private static final Pattern LETTER = Pattern.compile("[A-Za-z]");

    private final String words;

    Identifier(String words) {
        this.words = words;
    }

    /** As it stands in a sentence. */
    String words() {
        return words;
    }

    /** What a value holds. */
    static Identifier of(String value) {
        if (value.length() < SHORTEST || value.length() > LONGEST) {
            return NONE;
        }
        if (value.indexOf('@') > 0 && EMAILS.matcher(value).matches()) {
            return EMAIL;
        }
        int digits = digits(value);
        if (digits == 0) {
            return NONE;
        }
        if (isAddress(value)) {
            return ADDRESS;
        }
        return digits < LEAST_DIGITS ? NONE : ofDigits(value);
    }

    private static Identifier ofDigits(String value) {
        if (UUIDS.matcher(value).find()) {
            return UUID;
        }
        if (DATES.matcher(value).find() || EPOCHS.matcher(value).matches()) {
            return TIME;
        }
        if (HEXES.matcher(value).find()) {
            return HEX;
        }
        return isNumber(value) ? NUMBER : NONE;
    }

    /** Whether it is one, ends with one as in order-1234567, or has one in a path. */
    private static boolean isNumber(String value) {
        int start = value.length();
        while (start > 0 && isDigit(value.charAt(start - 1))) {
            start--;
        }
        boolean isLong = value.length() - start >= LEAST_DIGITS;
        return (isLong && start == 0)
                || (isLong && "-_/#:=".indexOf(value.charAt(start - 1)) >= 0 && LETTER.matcher(value).find())
                || PART_OF_A_PATH.matcher(value).find();
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static int digits(String value) {
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            digits += isDigit(value.charAt(i)) ? 1 : 0;
        }
        return digits;
    }

    /** Whether it is the address of another machine. */
    private static boolean isAddress(String value) {
        if (isDigit(value.charAt(0)) && IPV4.matcher(value).matches()) {
            return !value.startsWith("127.") && !value.startsWith("0.0.0.0");
        }
        return value.indexOf(':') != value.lastIndexOf(':') && IPV6.matcher(value).matches()
                && (value.contains("::") || value.chars().filter(letter -> letter == ':').count() >= ALL_COLONS)
                && !value.startsWith("::") && !value.startsWith("[::");
    }
}
