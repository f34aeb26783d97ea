package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.GatewayException;
import io.github.jobtide.gateway.access.AccessFile.Principal;
import io.github.jobtide.gateway.access.AccessFile.Token;
import io.github.jobtide.yaml.UnusableYamlException;
import io.github.jobtide.yaml.YamlMap;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Reads one access file; what it does not understand it refuses, and says in which line. */
final class AccessFileReader {
    static final int MAX_TOKENS = 1000;
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String MAKE_ONE = "make one with: jobtide token new";

    /** Whose each token, user, subject and name of a certificate is: no two may have one. */
    private final Map<Object, String> owners = new HashMap<>();
    private int tokenCount;

    private AccessFileReader() {}

    /** @throws GatewayException that says in one line what is wrong and where, without anything secret */
    static AccessFile read(Path file, Sources sources) {
        try {
            return new AccessFileReader().read(YamlMap.parse(file.toString(), sources.readText(file)));
        } catch (UnusableYamlException e) {
            throw new GatewayException(String.valueOf(e.getMessage()), e);
        }
    }

    private AccessFile read(YamlMap root) {
        root.allowing("health", "principals").filled();
        YamlMap named = root.map("principals");
        if (named.isEmpty()) {
            throw root.wrong("principals", "names nobody, so nobody could do anything; " + MAKE_ONE);
        }
        List<Principal> principals = new ArrayList<>();
        for (String name : named.keys()) {
            if (!NAME.matcher(name).matches()) {
                throw named.wrong(name, "the name of a principal is of letters, digits, '.', '_' and '-', at most 64");
            }
            principals.add(principal(name, named.map(name)));
        }
        return new AccessFile(isHealthOpen(root), principals);
    }

    private static boolean isHealthOpen(YamlMap root) {
        String word = root.text("health").orElse("open");
        if (!word.equals("open") && !word.equals("closed")) {
            throw root.wrong("health", "must be open or closed");
        }
        return word.equals("open");
    }

    private Principal principal(String name, YamlMap map) {
        map.allowing("roles", "tokens", "users", "certificate-subjects", "certificate-sans").filled();
        Set<Role> roles = roles(map);
        var principal = new Principal(new Caller(name, roles), tokens(name, map), users(name, map),
                subjects(name, map), alternativeNames(name, map));
        if (principal.tokens().isEmpty() && principal.users().isEmpty() && !principal.usesCertificates()) {
            throw map.wrong("", "has no tokens, users, certificate-subjects or certificate-sans, so nobody can be it;"
                    + " give it one, or take it out; for a token, " + MAKE_ONE);
        }
        return principal;
    }

    private static Set<Role> roles(YamlMap map) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : map.list("roles")) {
            Role role = Role.named(word).orElseThrow(() -> map.wrong("roles",
                    "'%s' is not a role; there are: %s".formatted(word, Role.words())));
            if (!roles.add(role)) {
                throw map.wrong("roles", "'%s' is given twice".formatted(word));
            }
        }
        if (roles.isEmpty()) {
            throw map.wrong("roles", "has no role, so it could do nothing; give it some of: " + Role.words());
        }
        return roles;
    }

    private List<Token> tokens(String name, YamlMap map) {
        List<Token> tokens = new ArrayList<>();
        for (YamlMap each : map.maps("tokens")) {
            each.allowing("sha256", "not-after").filled();
            if (++tokenCount > MAX_TOKENS) {
                throw each.wrong("", "there are more than %d tokens in the file; take out those that are no longer used"
                        .formatted(MAX_TOKENS));
            }
            tokens.add(new Token(sha256(name, each), end(each)));
        }
        return tokens;
    }

    /** A value that is wrong may be the token itself, so it is not quoted. */
    private byte[] sha256(String name, YamlMap token) {
        String hex = token.text("sha256").orElse("");
        if (!SHA_256.matcher(hex).matches()) {
            throw token.wrong("sha256",
                    "must be the SHA-256 of a token, 64 hexadecimal digits, and not the token itself; "
                            + MAKE_ONE);
        }
        byte[] hash = HexFormat.of().parseHex(hex);
        own(name, HexFormat.of().formatHex(hash), token, "sha256", "this token");
        return hash;
    }

    private static Optional<Instant> end(YamlMap token) {
        return token.text("not-after").map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw token.wrong("not-after", "must be a moment in UTC, such as 2027-01-31T00:00:00Z");
            }
        });
    }

    private Set<String> users(String name, YamlMap map) {
        Set<String> users = new HashSet<>();
        for (String text : map.list("users")) {
            if (text.isEmpty()) {
                throw map.wrong("users", "has an item without text");
            }
            own(name, List.of("users", text), map, "users", "'" + text + "'");
            users.add(text);
        }
        return users;
    }

    private Set<X500Principal> subjects(String name, YamlMap map) {
        Set<X500Principal> subjects = new HashSet<>();
        for (String text : map.list("certificate-subjects")) {
            X500Principal subject = subject(map, text);
            own(name, subject, map, "certificate-subjects", "'" + text + "'");
            subjects.add(subject);
        }
        return subjects;
    }

    private static X500Principal subject(YamlMap map, String text) {
        try {
            var subject = new X500Principal(text);
            if (!subject.getName().isEmpty()) {
                return subject;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw map.wrong("certificate-subjects",
                "'%s' is not the subject of a certificate; write it as in CN=jobs,O=Example"
                        .formatted(text));
    }

    private Set<AlternativeName> alternativeNames(String name, YamlMap map) {
        Set<AlternativeName> names = new HashSet<>();
        for (String text : map.list("certificate-sans")) {
            AlternativeName parsed = AlternativeName.parse(text).orElseThrow(() -> map.wrong("certificate-sans",
                    "'%s' is not a name of a certificate; write which kind it is of, as in DNS:jobs.example.com,"
                            .formatted(text)
                            + " email:jobs@example.com, URI:spiffe://example.com/jobs or IP:192.0.2.1"));
            own(name, parsed, map, "certificate-sans", "'" + text + "'");
            names.add(parsed);
        }
        return names;
    }

    private void own(String name, Object credential, YamlMap map, String key, String what) {
        String before = owners.putIfAbsent(credential, name);
        if (before != null) {
            throw map.wrong(key, before.equals(name)
                    ? what + " is given twice"
                    : "%s is %s's already; nobody can be two principals".formatted(what, before));
        }
    }
}
