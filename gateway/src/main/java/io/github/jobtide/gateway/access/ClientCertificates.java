package io.github.jobtide.gateway.access;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificate that a client shows: whether it is signed by whom it should, if that is asked, and whether its names are
 * allowed. Any thread.
 */
final class ClientCertificates extends X509ExtendedTrustManager {
    /** Under which a session keeps who last found its certificate good. */
    private static final String JUDGED_BY = "io.github.jobtide.judged-by";

    private final X509ExtendedTrustManager chains;
    private final boolean verified;
    private final Set<String> allowedSans;

    ClientCertificates(X509ExtendedTrustManager chains, boolean verified, Set<String> allowedSans) {
        this.chains = chains;
        this.verified = verified;
        this.allowedSans = allowedSans.stream().map(san -> AlternativeName.address(san).orElse(san))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        if (verified) {
            chains.checkClientTrusted(chain, keyType, engine);
        }
        checkNames(chain[0]);
    }

    /**
     * The certificate that a client showed, if it is signed by whom it should now, whatever was asked when the connection began, and good for
     * now; empty as long as nobody looks at signatures. What was found out of a session is kept with it.
     */
    Optional<X509Certificate> verified(SSLSession session) {
        return verified ? Optional.ofNullable(shown(session)) : Optional.empty();
    }

    private @Nullable X509Certificate shown(SSLSession session) {
        try {
            if (!(session.getPeerCertificates()[0] instanceof X509Certificate certificate)) {
                return null;
            }
            if (session.getValue(JUDGED_BY) != this) {
                X509Certificate[] chain = Arrays.copyOf(session.getPeerCertificates(),
                        session.getPeerCertificates().length, X509Certificate[].class);
                chains.checkClientTrusted(chain, certificate.getPublicKey().getAlgorithm());
                checkNames(certificate);
                session.putValue(JUDGED_BY, this);
            }
            certificate.checkValidity(); // Connections may last longer than certificates.
            return certificate;
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            return null;
        }
    }

    /** As in a Pushgateway, names count whatever kind they are of. */
    private void checkNames(X509Certificate certificate) throws CertificateException {
        if (!allowedSans.isEmpty() && names(certificate).map(AlternativeName::value).noneMatch(allowedSans::contains)) {
            throw new CertificateException("the client's certificate has none of the names in client_allowed_sans");
        }
    }

    /** DNS names, mail and IP addresses, URIs. */
    static Stream<AlternativeName> names(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? Stream.empty()
                : names.stream().map(AlternativeName::of).flatMap(Optional::stream);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return verified ? chains.getAcceptedIssuers() : new X509Certificate[0];
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, @Nullable Socket socket)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, @Nullable Socket socket)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw onlyEngines();
    }

    private static CertificateException onlyEngines() {
        return new CertificateException("this judges clients of an engine only");
    }
}
