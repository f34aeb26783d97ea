package io.github.jobtide.gateway.access;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * How connections are encrypted and what clients must show.
 *
 * @param chain the gateway's certificate, then those that signed it
 * @param clientAuthorities who may sign clients' certificates; empty for those that this Java trusts
 * @param allowedSans names of which a client's certificate must have one; empty if any will do
 * @param versions in Java's names
 * @param cipherSuites in order of preference; TLS 1.3 has its own, which cannot be chosen
 * @param curves in Java's names, in order of preference
 */
record TlsSettings(List<X509Certificate> chain, PrivateKey key, ClientAuth clientAuth,
        List<X509Certificate> clientAuthorities, Set<String> allowedSans, List<String> versions,
        List<String> cipherSuites, List<String> curves) {
    TlsSettings {
        chain = List.copyOf(chain);
        clientAuthorities = List.copyOf(clientAuthorities);
        allowedSans = Set.copyOf(allowedSans);
        versions = List.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        curves = List.copyOf(curves);
    }

    /** What is asked of a client: whether it is asked for a certificate, must show one, and whether that must be signed. */
    enum ClientAuth {
        NONE(false, false, false), REQUEST(true, false, false), REQUIRE_ANY(true, true, false),
        VERIFY_IF_GIVEN(true, false, true), REQUIRE_AND_VERIFY(true, true, true);

        final boolean asked;
        final boolean required;
        final boolean verified;

        ClientAuth(boolean asked, boolean required, boolean verified) {
            this.asked = asked;
            this.required = required;
            this.verified = verified;
        }
    }
}
