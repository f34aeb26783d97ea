package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.GatewayException;
import io.github.jobtide.gateway.access.TlsSettings.ClientAuth;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes what Netty needs for TLS, with the JDK's engine. */
final class TlsContexts {
    private static final char[] NO_PASSWORD = {};

    static {
        // A client may not make the server work by asking for new keys again and again. Read once, when the JDK's TLS is first used.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private TlsContexts() {}

    /** @throws GatewayException if the JDK does not take the keys and certificates */
    static LiveTls.Context of(TlsSettings settings, boolean http2) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            ClientCertificates clients = clients(settings);
            context.init(keys(settings).getKeyManagers(), new TrustManager[]{clients}, null);
            SslContext netty = new JdkSslContext(context, false, ciphers(settings),
                    SupportedCipherSuiteFilter.INSTANCE, protocols(http2), clientAuth(settings.clientAuth()),
                    settings.versions().toArray(String[]::new), false);
            return new LiveTls.Context(netty, settings.curves(), clients);
        } catch (GeneralSecurityException | IOException e) {
            throw new GatewayException("the keys and certificates of tls_server_config cannot be used: "
                    + e.getMessage(), e);
        }
    }

    private static KeyManagerFactory keys(TlsSettings settings) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS"); // Unlike PKCS #12 it takes a chain in any order, as Go does.
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("gateway", settings.key(), NO_PASSWORD, settings.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static ClientCertificates clients(TlsSettings settings) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(authorities(settings.clientAuthorities()));
        X509ExtendedTrustManager chains = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        return new ClientCertificates(chains, settings.clientAuth().verified, settings.allowedSans());
    }

    /** Null stands for those that this Java trusts. */
    private static @Nullable KeyStore authorities(List<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        if (certificates.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry("authority " + store.size(), certificate);
        }
        return store;
    }

    private static List<String> ciphers(TlsSettings settings) {
        List<String> ciphers = new ArrayList<>(TlsWords.CIPHERS_13);
        ciphers.addAll(settings.cipherSuites());
        return ciphers;
    }

    private static ApplicationProtocolConfig protocols(boolean http2) {
        List<String> protocols = http2 ? List.of("h2", "http/1.1") : List.of("http/1.1");
        return new ApplicationProtocolConfig(Protocol.ALPN, SelectorFailureBehavior.FATAL_ALERT,
                SelectedListenerFailureBehavior.FATAL_ALERT, protocols);
    }

    private static io.netty.handler.ssl.ClientAuth clientAuth(ClientAuth wanted) {
        if (wanted.required) {
            return io.netty.handler.ssl.ClientAuth.REQUIRE;
        }
        return wanted.asked ? io.netty.handler.ssl.ClientAuth.OPTIONAL : io.netty.handler.ssl.ClientAuth.NONE;
    }
}
