package io.github.jobtide.gateway.access;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name that a certificate has beside its subject (RFC 5280, 4.2.1.6). Names of two kinds are never the same: whoever may have a certificate
 * for a URI or a mail address of their choice is not the host of that name.
 *
 * @param value compared letter by letter; IP addresses as {@link InetAddress#getHostAddress} writes them
 */
record AlternativeName(Kind kind, String value) {
    private static final Pattern DNS_NAME = Pattern.compile("[A-Za-z0-9*_-]+(\\.[A-Za-z0-9_-]+)*\\.?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    /** Those that count; a certificate may have others. */
    enum Kind {
        EMAIL("email", 1), DNS("DNS", 2), URI("URI", 6), IP("IP", 7);

        private final String word;
        private final int number;

        Kind(String word, int number) {
            this.word = word;
            this.number = number;
        }
    }

    AlternativeName {
        value = kind == Kind.IP ? address(value).orElse(value) : value;
    }

    /** As a file has it: {@code DNS:…}, {@code email:…}, {@code URI:…}, {@code IP:…}, or a DNS name alone; empty if it is none of these. */
    static Optional<AlternativeName> parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.word + ":")) {
                return of(kind, text.substring(kind.word.length() + 1));
            }
        }
        return of(Kind.DNS, text);
    }

    private static Optional<AlternativeName> of(Kind kind, String value) {
        boolean isOne = switch (kind) {
            case DNS -> DNS_NAME.matcher(value).matches() && address(value).isEmpty();
            case IP -> address(value).isPresent();
            case EMAIL, URI -> !value.isEmpty();
        };
        return isOne ? Optional.of(new AlternativeName(kind, value)) : Optional.empty();
    }

    /** As {@link java.security.cert.X509Certificate#getSubjectAlternativeNames} has it; empty if it is of a kind that does not count. */
    static Optional<AlternativeName> of(List<?> numberAndValue) {
        return Arrays.stream(Kind.values()).filter(kind -> numberAndValue.get(0).equals(kind.number)).findFirst()
                .map(kind -> new AlternativeName(kind, String.valueOf(numberAndValue.get(1))));
    }

    /** The one way to write that IP address; empty if it is none. */
    static Optional<String> address(String text) {
        if (!IPV4.matcher(text).matches() && text.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return kind.word + ":" + value;
    }
}
