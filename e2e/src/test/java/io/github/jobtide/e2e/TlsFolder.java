package io.github.jobtide.e2e;

import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A folder with an authority, the certificates that it signs for a test, and a web configuration that uses them. */
final class TlsFolder {
    private final Path folder = Workspace.newFolder("tls");
    private final TestCertificate authority = TestCertificate.authority("authority");

    TlsFolder() {
        write("ca.crt", authority.certificatePem());
        keep("gateway", authority.issue("gateway", "localhost", "127.0.0.1"));
    }

    TestCertificate authority() {
        return authority;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** As {@code NAME.crt} and {@code NAME.key}. */
    void keep(String name, TestCertificate certificate) {
        write(name + ".crt", certificate.certificatePem());
        write(name + ".key", certificate.keyPem());
    }

    /** The web configuration: TLS with the certificate {@code gateway}, and more. */
    Path configure(String moreOfTls, String more) {
        return write("web.yml", """
                tls_server_config:
                  cert_file: gateway.crt
                  key_file: gateway.key
                %s%s
                """.formatted(moreOfTls.indent(2), more));
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(path(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For clients that trust the authority and show nothing. */
    SSLContext client() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS for clients", e);
        }
    }
}
