package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.access.TlsSettings.ClientAuth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The words of {@code tls_server_config}, which are Go's, and what they are in Java. */
final class TlsWords {
    static final Map<String, ClientAuth> CLIENT_AUTH = new TreeMap<>(Map.of("NoClientCert", ClientAuth.NONE,
            "RequestClientCert", ClientAuth.REQUEST, "RequireAnyClientCert", ClientAuth.REQUIRE_ANY,
            "RequireClientCert", ClientAuth.REQUIRE_ANY, "VerifyClientCertIfGiven", ClientAuth.VERIFY_IF_GIVEN,
            "RequireAndVerifyClientCert", ClientAuth.REQUIRE_AND_VERIFY));
    static final Map<String, String> CURVES = new TreeMap<>(Map.of("CurveP256", "secp256r1", "CurveP384", "secp384r1",
            "CurveP521", "secp521r1", "X25519", "x25519"));
    /** Oldest first. TLS 1.0 and 1.1 are words that Go knows, and that nothing should speak any more. */
    static final List<String> VERSIONS = List.of("TLS12", "TLS13");

    /** Those of TLS 1.2, best first; the names are the same in Go and Java. */
    static final List<String> CIPHERS = List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");
    static final List<String> CIPHERS_13 = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256");

    private TlsWords() {}

    static String javaVersion(String word) {
        return word.equals("TLS13") ? "TLSv1.3" : "TLSv1.2";
    }
}
