package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.GatewayException;
import io.github.jobtide.gateway.GoDuration;
import io.github.jobtide.push.Pem;
import io.github.jobtide.push.UnusableSettingException;
import io.github.jobtide.yaml.UnusableYamlException;
import io.github.jobtide.yaml.YamlMap;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads one web configuration file, and the certificates and keys that it names; what it does not understand it refuses. */
final class WebFileReader {
    private static final Map<String, Set<String>> HEADERS = Map.of("Strict-Transport-Security", Set.of(),
            "X-Content-Type-Options", Set.of("nosniff"), "X-Frame-Options", Set.of("deny", "sameorigin"),
            "X-XSS-Protection", Set.of(), "Content-Security-Policy", Set.of());
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int MIN_COST = 4;
    /** About a second of one processor for each new password. */
    private static final int MAX_COST = 14;

    private final Path file;
    private final Sources sources;

    private WebFileReader(Path file, Sources sources) {
        this.file = file;
        this.sources = sources;
    }

    /** @throws GatewayException that says in one line what is wrong and where, without anything secret */
    static WebFile read(Path file, Sources sources) {
        try {
            return new WebFileReader(file, sources).read();
        } catch (UnusableYamlException e) {
            throw new GatewayException(String.valueOf(e.getMessage()), e);
        }
    }

    private WebFile read() {
        YamlMap root = YamlMap.parse(file.toString(), sources.readText(file)).allowing("tls_server_config",
                "http_server_config", "basic_auth_users", "rate_limit");
        YamlMap http = root.map("http_server_config").allowing("http2", "headers");
        return new WebFile(tls(root.map("tls_server_config")), http.flag("http2", true), headers(http.map("headers")),
                users(root.map("basic_auth_users")), rateLimit(root.map("rate_limit")));
    }

    private Optional<TlsSettings> tls(YamlMap tls) {
        tls.allowing("cert_file", "cert", "key_file", "key", "client_auth_type", "client_ca_file", "client_ca",
                "client_allowed_sans", "min_version", "max_version", "cipher_suites", "curve_preferences",
                "prefer_server_cipher_suites");
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        tls.flag("prefer_server_cipher_suites", true); // Accepted; the server's order counts in any case, as with newer Gos.
        List<X509Certificate> chain = certificates(tls, "cert");
        PrivateKey key = read(() -> Pem.privateKey(oneOf(tls, "key_file", "key"), chain.getFirst(), where(tls, "key")));
        TlsSettings.ClientAuth clientAuth = tls.text("client_auth_type")
                .map(word -> meaning(tls, "client_auth_type", word, TlsWords.CLIENT_AUTH))
                .orElse(TlsSettings.ClientAuth.NONE);
        List<X509Certificate> authorities = List.of();
        if (tls.has("client_ca_file") || tls.has("client_ca")) {
            authorities = certificates(tls, "client_ca");
        }
        Set<String> sans = Set.copyOf(tls.list("client_allowed_sans"));
        if (!clientAuth.asked && !(authorities.isEmpty() && sans.isEmpty())) {
            throw tls.wrong(sans.isEmpty()
                    ? tls.has("client_ca") ? "client_ca" : "client_ca_file"
                    : "client_allowed_sans",
                    "has no effect while no client is asked for a certificate; set client_auth_type, for example to"
                            + " RequireAndVerifyClientCert");
        }
        return Optional.of(new TlsSettings(chain, key, clientAuth, authorities, sans, versions(tls), ciphers(tls),
                curves(tls)));
    }

    private List<X509Certificate> certificates(YamlMap tls, String key) {
        return read(() -> Pem.certificates(oneOf(tls, key + "_file", key), where(tls, key)));
    }

    private static <T> T read(Supplier<T> pem) {
        try {
            return pem.get();
        } catch (UnusableSettingException e) {
            throw new GatewayException(String.valueOf(e.getMessage()), e);
        }
    }

    private String oneOf(YamlMap map, String fileKey, String inlineKey) {
        Optional<String> named = map.text(fileKey);
        Optional<String> inline = map.text(inlineKey);
        if (named.isPresent() == inline.isPresent()) {
            throw map.wrong(named.isPresent() ? inlineKey : fileKey,
                    "one of %s and %s must be given".formatted(fileKey, inlineKey));
        }
        return inline.orElseGet(() -> sources.readText(resolved(named.orElseThrow())));
    }

    private String where(YamlMap map, String inlineKey) {
        return map.text(inlineKey + "_file").map(name -> resolved(name).toString())
                .orElseGet(() -> "%s: tls_server_config.%s".formatted(file, inlineKey));
    }

    /** Relative to the folder that the configuration is in. */
    private Path resolved(String name) {
        return file.resolveSibling(name);
    }

    private static <T> T meaning(YamlMap map, String key, String word, Map<String, T> words) {
        T meaning = words.get(word);
        if (meaning == null) {
            throw map.wrong(key, "'%s' is not known here; there are: %s".formatted(word,
                    String.join(", ", words.keySet())));
        }
        return meaning;
    }

    private static List<String> versions(YamlMap tls) {
        int min = version(tls, "min_version", TlsWords.VERSIONS.getFirst());
        int max = version(tls, "max_version", TlsWords.VERSIONS.getLast());
        if (min > max) {
            throw tls.wrong("min_version", "is above max_version");
        }
        return TlsWords.VERSIONS.subList(min, max + 1).stream().map(TlsWords::javaVersion).toList();
    }

    private static int version(YamlMap tls, String key, String otherwise) {
        String word = tls.text(key).orElse(otherwise);
        int index = TlsWords.VERSIONS.indexOf(word);
        if (index < 0) {
            throw tls.wrong(key, "'%s' is not spoken here; there are: %s".formatted(word,
                    String.join(", ", TlsWords.VERSIONS)));
        }
        return index;
    }

    private static List<String> ciphers(YamlMap tls) {
        List<String> wanted = tls.list("cipher_suites");
        List<String> known = new ArrayList<>(TlsWords.CIPHERS);
        known.addAll(TlsWords.CIPHERS_13);
        for (String word : wanted) {
            if (!known.contains(word)) {
                throw tls.wrong("cipher_suites",
                        "'%s' is not known here; there are: %s".formatted(word, String.join(", ", known)));
            }
        }
        return wanted.isEmpty() ? TlsWords.CIPHERS : wanted.stream().filter(TlsWords.CIPHERS::contains).toList();
    }

    private static List<String> curves(YamlMap tls) {
        return tls.list("curve_preferences").stream()
                .map(word -> meaning(tls, "curve_preferences", word, TlsWords.CURVES)).toList();
    }

    private static Map<String, String> headers(YamlMap headers) {
        headers.allowing(HEADERS.keySet().stream().sorted().toArray(String[]::new));
        Map<String, String> texts = headers.texts();
        texts.forEach((name, value) -> {
            Set<String> allowed = HEADERS.getOrDefault(name, Set.of());
            if (!allowed.isEmpty() && !allowed.contains(value)) {
                throw headers.wrong(name, "must be %s".formatted(
                        String.join(" or ", allowed.stream().sorted().toList())));
            }
            if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw headers.wrong(name, "may hold printable ASCII only");
            }
        });
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    private static Map<String, String> users(YamlMap users) {
        Map<String, String> hashes = users.texts();
        hashes.forEach((name, hash) -> {
            var parts = HASH.matcher(hash);
            if (!parts.matches()) {
                throw users.wrong(name, "is not a hash of bcrypt ($2y$10$…); make one with: htpasswd -nBC 10 \"\"");
            }
            int cost = Integer.parseInt(parts.group(1));
            if (cost < MIN_COST || cost > MAX_COST) {
                throw users.wrong(name, "has the cost %d; it may be from %d to %d, because each new password takes time"
                        .formatted(cost, MIN_COST, MAX_COST));
            }
        });
        return hashes;
    }

    private static Optional<WebFile.RateLimit> rateLimit(YamlMap limit) {
        limit.allowing("interval", "burst");
        Optional<String> interval = limit.text("interval");
        if (interval.isEmpty()) {
            return Optional.empty();
        }
        Duration every = duration(limit, interval.get());
        int burst = number(limit, limit.text("burst").orElse("0"));
        if (every.isZero()) {
            return Optional.empty();
        }
        if (every.isNegative() || burst < 1) {
            throw limit.wrong("burst", "interval must not be negative and burst at least 1, or no request would pass");
        }
        return Optional.of(new WebFile.RateLimit(every, burst));
    }

    private static Duration duration(YamlMap limit, String text) {
        try {
            return GoDuration.parse(text);
        } catch (GatewayException e) {
            throw limit.wrong("interval", String.valueOf(e.getMessage()));
        }
    }

    private static int number(YamlMap limit, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw limit.wrong("burst", "must be a whole number");
        }
    }
}
