package io.github.jobtide.lint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells whether a text holds a secret, and of what kind. Would rather miss one than take a plain word for one, for each finding is an error. */
final class Secrets {
    private static final int SHORTEST = 8;
    private static final int SHORTEST_MADE = 6;
    private static final int ASCII = 128;
    /** Words that stand in place of a secret. */
    private static final Set<String> PLACEHOLDERS = Set.of("true", "false", "yes", "no", "none", "null", "nil", "unset",
            "unknown", "empty", "redacted", "hidden", "masked", "secret", "password", "passwd", "required", "expired",
            "invalid", "missing", "wrong", "changed", "default", "failed", "ok", "on", "off", "correct", "incorrect",
            "valid", "weak", "strong", "reset", "short", "long", "sent");
    /** What stands for a password and is none: a parameter of a statement, some words, the name of a hash function. */
    private static final Pattern NO_PASSWORD = Pattern
            .compile("[:@?].*|\\$[0-9]+|[A-Za-z]+(?:_[A-Za-z]+)+|(?i:argon2|bcrypt|scrypt|sha[-_]?[0-9]|md5|pbkdf2).*");
    private static final Pattern MASK = Pattern.compile("[*xX.#•]{2,}|[<(\\[{].*|\\$[A-Z_({].*|%[A-Za-z_]+%|(?:%2A)+");

    /** What secrets are called. The word key alone is in too many texts. */
    private static final String ASSIGNED = Stream
            .of("api", "access", "auth", "secret", "account", "private", "signing")
            .flatMap(whose -> Stream.of(whose + "key", whose + "_key", whose + "-key"))
            .collect(Collectors.joining(" ", "token secret ", ""));

    /** As many as a long has bits, at most. */
    static final List<Kind> KINDS = List.of(
            new Kind("a private key", "-----begin ", "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY()", value -> true),
            new Kind("a password in a URL", "://", "://[^\\s/:@\"]{0,200}:([^\\s/@\"]{1,200})@",
                    Secrets::isNoPlaceholder),
            new Kind("a JSON web token", "eyj", "(?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{5,}+\\.)",
                    value -> true),
            new Kind("bearer credentials", "bearer", "(?i)\\bbearer\\s{1,5}+([A-Za-z0-9._~+/-]{10,}+=*+)",
                    Secrets::isMade),
            new Kind("a token or a key", "authorization",
                    "(?i)\\bauthorization[\"']?\\s{0,5}[:=]\\s{0,5}[\"']?(?:token|apikey|key)[ =]{1,5}+([A-Za-z0-9._~+/-]{10,}+)",
                    Secrets::isMade),
            new Kind("a password", "curl",
                    "(?i)\\bcurl\\b[^|;]{0,300}?\\s(?:-u|--user)[ =]?[\"']?[^\\s:\"']{1,100}:([^\\s\"']{3,})",
                    Secrets::isNoPlaceholder),
            new Kind("basic credentials", "basic", "(?i)\\bbasic\\s{1,5}+([A-Za-z0-9+/]{4,}+={0,2})", Secrets::isBasic),
            new Kind("a password", "passw passphrase pwd",
                    "(?i)(?:password|passwd|passphrase|(?<![a-z])pwd)[\"']?\\s{0,5}=\\s{0,5}[\"']?([^\\s\"'&;,]{3,})",
                    value -> isNoPlaceholder(value) && !value.startsWith("/") && !NO_PASSWORD.matcher(value).matches()),
            new Kind("a password", "passw passphrase",
                    "(?i)--?(?:password|passwd|passphrase)\\s{1,5}+([^\\s\"'-][^\\s\"']{2,})", Secrets::isMade),
            new Kind("a password", "passw passphrase",
                    "(?i)(?:password|passwd|passphrase)[\"']?\\s{0,5}:\\s{0,5}[\"']?([^\\s\"'&;,]{6,})",
                    value -> isMade(value) && !NO_PASSWORD.matcher(value).matches()),
            new Kind("a password", "pass",
                    "(?i)(?<![a-z])pass[\"']?\\s{0,5}[=:]\\s{0,5}[\"']?([A-Za-z0-9+!?$%&#@][A-Za-z0-9+/!?$%&#@]{7,})",
                    Secrets::isMade),
            new Kind("a token or a key", ASSIGNED, assigned("="), value -> isRandom(value, 8)),
            new Kind("a token or a key", ASSIGNED, assigned(":"), value -> isRandom(value, 12)),
            new Kind("a token or a key", ASSIGNED, assigned("\\s"), value -> isRandom(value, 12)),
            prefixed("an AWS access key", "akia asia", "(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            prefixed("a GitHub token", "gho_ ghp_ ghr_ ghs_ ghu_", "gh[oprsu]_[A-Za-z0-9]{20,}+"),
            prefixed("a GitHub token", "github_pat_", "github_pat_[A-Za-z0-9_]{20,}+"),
            prefixed("a GitLab token", "glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glagent-",
                    "gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[A-Za-z0-9_-]{16,}+"),
            prefixed("a Stripe key", "k_live_ k_test_", "[rs]k_(?:live|test)_[A-Za-z0-9]{10,}+"),
            prefixed("a Slack token", "xox", "xox[abceoprs]-[A-Za-z0-9-]{10,}+"),
            prefixed("a Slack web hook", "hooks.slack.com/",
                    "hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9/]{20,}+"),
            prefixed("a Google key", "aiza", "AIza[A-Za-z0-9_-]{35}"),
            new Kind("a key", "sk-", "(?<![A-Za-z0-9_-])sk-([A-Za-z0-9_-]{20,}+)", Secrets::isMixed),
            prefixed("an npm token", "npm_", "npm_[A-Za-z0-9]{30,}+"),
            prefixed("a PyPI token", "pypi-", "pypi-AgE[A-Za-z0-9_-]{40,}+"),
            prefixed("a Docker token", "dckr_", "dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}+"),
            prefixed("a SendGrid key", "sg.", "SG\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+"),
            new Kind("a Grafana token", "glsa_ glc_", "\\bgl(?:sa|c)_([A-Za-z0-9_=+/]{30,}+)", Secrets::isMixed),
            new Kind("a Vault token", "hvs. hvb. hvr.", "\\bhv[sbr]\\.([A-Za-z0-9_-]{20,}+)", Secrets::isMixed),
            new Kind("a token of Jobtide", "jobtide_", "\\bjobtide_([A-Za-z0-9_-]{43,}+)", Secrets::isMixed));
    /** The needles of all kinds by their first two letters, so that most texts are gone through once and no more. */
    private static final Needle[][] NEEDLES = needles();

    private Secrets() {}

    private static Needle[][] needles() {
        Map<String, Long> kinds = new TreeMap<>();
        for (int i = 0; i < KINDS.size(); i++) {
            for (String word : KINDS.get(i).needles()) {
                kinds.merge(word, 1L << i, (one, other) -> one | other);
            }
        }
        Map<Integer, List<Needle>> byPair = new TreeMap<>();
        kinds.forEach(
                (word, bits) -> byPair.computeIfAbsent(pair(word.charAt(0), word.charAt(1)), at -> new ArrayList<>())
                        .add(new Needle(word, bits)));
        Needle[][] needles = new Needle[ASCII * ASCII][];
        Arrays.setAll(needles, at -> byPair.getOrDefault(at, List.of()).toArray(new Needle[0]));
        return needles;
    }

    private static Kind prefixed(String name, String needle, String regex) {
        return new Kind(name, needle, "(?<![A-Za-z0-9])(" + regex + ")", value -> true);
    }

    /** A name that says what follows it, as a form, a header, JSON and a command line write it. */
    private static String assigned(String sign) {
        String before = sign.equals("\\s")
                ? "--(?:api[_-]?|access[_-]?|auth[_-]?|client[_-]?|secret[_-]?)?"
                : "(?<![A-Za-z]|page[_-]|next[_-]|sync[_-])(?:[A-Za-z]{0,10}(?:api|access|auth|refresh|client|secret|account|private|signing)[_-]?)?";
        return "(?i)" + before
                + "(?:token|secret|key(?<=(?:api|access|auth|secret|account|private|signing)[_-]?key))[\"']?\\s{0,5}"
                + sign
                + "\\s{0,5}[\"']?([A-Za-z0-9+/._~-]{8,}+=*+)";
    }

    /** The kind of the first one; empty if there is none. */
    static Optional<String> in(String text) {
        long kinds = text.length() < SHORTEST ? 0 : possible(text);
        for (int i = 0; i < KINDS.size() && (kinds >>> i) != 0; i++) {
            if (((kinds >>> i) & 1) != 0 && KINDS.get(i).isIn(text)) {
                return Optional.of(KINDS.get(i).name());
            }
        }
        return Optional.empty();
    }

    /** One bit for each kind whose needle is in it. */
    private static long possible(String text) {
        long kinds = 0;
        int next = Character.toLowerCase(text.charAt(0));
        for (int i = 0; i + 1 < text.length(); i++) {
            int letter = next;
            next = Character.toLowerCase(text.charAt(i + 1));
            if (letter < ASCII && next < ASCII) {
                for (Needle needle : NEEDLES[pair(letter, next)]) {
                    kinds |= text.regionMatches(true, i, needle.word(), 0, needle.word().length()) ? needle.kinds() : 0;
                }
            }
        }
        return kinds;
    }

    private static int pair(int first, int second) {
        return first * ASCII + second;
    }

    private static boolean isNoPlaceholder(String value) {
        return !PLACEHOLDERS.contains(value.toLowerCase(Locale.ROOT)) && !MASK.matcher(value).matches();
    }

    /** Whether it has letters and digits, and so does not look like words. */
    private static boolean isMade(String value) {
        boolean digit = value.chars().anyMatch(letter -> letter >= '0' && letter <= '9');
        boolean letter = value.chars().anyMatch(Secrets::isLetter);
        return value.length() >= SHORTEST_MADE && digit && letter && isNoPlaceholder(value);
    }

    /** Whether so many letters and digits stand together in it, both among them. */
    private static boolean isRandom(String value, int length) {
        int run = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i < value.length() && isBase64(value.charAt(i))) {
                run++;
            } else if (run >= length && isPlainOrMixed(value.substring(i - run, i))) {
                return true;
            } else {
                run = 0;
            }
        }
        return false;
    }

    private static boolean isBase64(char letter) {
        return isLetter(letter) || (letter >= '0' && letter <= '9') || letter == '+' || letter == '/';
    }

    /** Base64 may have slashes, as paths have, but has capitals among small letters too. */
    private static boolean isPlainOrMixed(String run) {
        boolean plain = run.indexOf('/') < 0 && run.indexOf('+') < 0;
        return plain ? isMade(run) : isMixed(run) && !run.startsWith("/");
    }

    /** Whether small letters, capitals and digits are in it. */
    private static boolean isMixed(String value) {
        return isMade(value) && value.chars().anyMatch(letter -> letter >= 'A' && letter <= 'Z')
                && value.chars().anyMatch(letter -> letter >= 'a' && letter <= 'z');
    }

    private static boolean isLetter(int letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    /** Whether it is a name and a password, encoded. */
    private static boolean isBasic(String value) {
        try {
            byte[] plain = Base64.getDecoder().decode(value.getBytes(StandardCharsets.US_ASCII));
            String text = new String(plain, StandardCharsets.UTF_8);
            return text.indexOf(':') >= 0
                    && text.chars().allMatch(letter -> letter >= ' ' && letter != 0x7f && letter != 0xfffd);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * A kind of secret, known by its form.
     *
     * @param needles words in small letters, one of which is in each such text, whatever its case
     * @param pattern whose first group is to be asked about
     */
    record Kind(String name, List<String> needles, Pattern pattern, Predicate<String> isSecret) {
        Kind(String name, String needles, String regex, Predicate<String> isSecret) {
            this(name, words(needles), Pattern.compile(regex), isSecret);
        }

        /** A blank belongs to a needle that ends with one. */
        private static List<String> words(String needles) {
            return needles.endsWith(" ") ? List.of(needles) : List.of(needles.split(" "));
        }

        boolean isIn(String text) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                if (isSecret.test(text.substring(matcher.start(1), matcher.end(1)))) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A word that is in every secret of some kinds.
     *
     * @param kinds that have it, one bit each
     */
    private record Needle(String word, long kinds) {}
}
