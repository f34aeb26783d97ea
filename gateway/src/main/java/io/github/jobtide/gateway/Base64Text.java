package io.github.jobtide.gateway;

/**
 * Base64 in the URL-safe alphabet as Pushgateway reads it: trailing {@code =} are dropped, line ends skipped, left-over bits ignored.
 *
 * @param text what was decoded, one char for each byte; on an error, what whole quanta came before it
 * @param errorOffset where the text is wrong, or -1
 */
record Base64Text(String text, int errorOffset) {
    static Base64Text decode(String encoded) {
        int end = encoded.length();
        while (end > 0 && encoded.charAt(end - 1) == '=') {
            end--;
        }
        StringBuilder text = new StringBuilder(end * 3 / 4 + 3);
        int bits = 0;
        int digits = 0;
        for (int i = 0; i < end; i++) {
            char c = encoded.charAt(i);
            if (c == '\n' || c == '\r') {
                continue;
            }
            int digit = digit(c);
            if (digit < 0) {
                return new Base64Text(text.toString(), i);
            }
            bits = bits << 6 | digit;
            if (++digits == 4) {
                text.append((char) (bits >> 16 & 255)).append((char) (bits >> 8 & 255)).append((char) (bits & 255));
                digits = 0;
            }
        }
        return ended(text, bits, digits, end);
    }

    private static Base64Text ended(StringBuilder text, int bits, int digits, int end) {
        switch (digits) {
            case 1 -> {
                return new Base64Text(text.toString(), end - 1);
            }
            case 2 -> text.append((char) (bits >> 4 & 255));
            case 3 -> text.append((char) (bits >> 10 & 255)).append((char) (bits >> 2 & 255));
            default -> {
                // ended with a whole quantum
            }
        }
        return new Base64Text(text.toString(), -1);
    }

    private static int digit(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : c == '_' ? 63 : -1;
    }

    String error() {
        return "illegal base64 data at input byte " + errorOffset;
    }
}
