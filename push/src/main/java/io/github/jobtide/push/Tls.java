package io.github.jobtide.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes what speaks TLS from files in PEM. */
final class Tls {
    private static final char[] NO_PASSWORD = {};
    private static final long MAX_BYTES = 4 * 1024 * 1024;

    private Tls() {}

    /** @throws UnusableSettingException if a file cannot be used */
    static SSLSocketFactory sockets(TlsFiles files) {
        return context(files).getSocketFactory();
    }

    /** @throws UnusableSettingException if a file cannot be used */
    static SSLContext context(TlsFiles files) {
        KeyManager @Nullable [] keys = files.certificate().isPresent() && files.key().isPresent()
                ? keys(files.certificate().get(), files.key().get())
                : null;
        TrustManager @Nullable [] trust = files.authorities().isPresent() ? trust(files.authorities().get()) : null;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UnusableSettingException("this Java cannot speak TLS: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trust(Path file) {
        try {
            KeyStore store = emptyStore();
            for (X509Certificate authority : Pem.certificates(text(file), "the CA file " + file)) {
                store.setCertificateEntry("authority " + store.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableSettingException("the CA file " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(Path certificateFile, Path keyFile) {
        List<X509Certificate> chain = Pem.certificates(text(certificateFile),
                "the client certificate " + certificateFile);
        PrivateKey key = Pem.privateKey(text(keyFile), chain.get(0), "the client key " + keyFile);
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableSettingException(
                    "the client certificate " + certificateFile + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Unlike PKCS #12, this kind takes a chain in any order. */
    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableSettingException(file + " is over 4 MiB long; certificates and keys are not");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UnusableSettingException(file + " cannot be read: " + FileTrouble.reason(e), e);
        }
    }
}
