package io.github.jobtide.gateway.access;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Judges the certificate that a client shows: whether it is signed by whom it should, if that is asked, and whether its names are allowed. */
final class ClientCertificates extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager chains;
    private final boolean verified;
    private final Set<String> allowedSans;

    ClientCertificates(X509ExtendedTrustManager chains, boolean verified, Set<String> allowedSans) {
        this.chains = chains;
        this.verified = verified;
        this.allowedSans = allowedSans;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        if (verified) {
            chains.checkClientTrusted(chain, keyType, engine);
        }
        checkNames(chain[0]);
    }

    private void checkNames(X509Certificate certificate) throws CertificateException {
        if (!allowedSans.isEmpty() && names(certificate).noneMatch(allowedSans::contains)) {
            throw new CertificateException("the client's certificate has none of the names in client_allowed_sans");
        }
    }

    /** Of every kind: DNS names, mail and IP addresses, URIs. */
    private static Stream<String> names(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? Stream.empty()
                : names.stream().filter(name -> name.get(1) instanceof String).map(name -> (String) name.get(1));
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
