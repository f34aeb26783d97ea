package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With keys that OpenSSL wrote, in every form that Go's servers take. */
class PemTest {
    @ParameterizedTest
    @CsvSource({"rsa-pkcs1.pem,rsa.crt", "rsa-pkcs8.pem,rsa.crt", "ec-with-parameters.pem,ec.crt",
            "ec-pkcs8.pem,ec.crt",
            "ed25519.pem,ed25519.crt"})
    void aKeyIsReadInEveryForm(String key, String certificate) {
        X509Certificate owner = Pem.certificates(resource(certificate), "C").get(0);

        assertThat(Pem.privateKey(resource(key), owner, "K").getAlgorithm())
                .isEqualTo(owner.getPublicKey().getAlgorithm());
    }

    @Test
    void aKeyIsFoundBesideCertificatesAndTheOtherWayRound() {
        String both = "bag attributes\n" + resource("rsa.crt") + resource("rsa-pkcs1.pem") + resource("ec.crt");

        assertThat(Pem.certificates(both, "F")).hasSize(2);
        assertThat(Pem.privateKey(both, Pem.certificates(both, "F").get(0), "F").getAlgorithm()).isEqualTo("RSA");
    }

    @ParameterizedTest
    @CsvSource({"rsa-pkcs8.pem,ec.crt", "ec-with-parameters.pem,rsa.crt", "ec-pkcs8.pem,ed25519.crt"})
    void aKeyOfAnotherKindIsRefused(String key, String certificate) {
        X509Certificate owner = Pem.certificates(resource(certificate), "C").get(0);

        assertThatThrownBy(() -> Pem.privateKey(resource(key), owner, "K")).isInstanceOf(UnusableSettingException.class)
                .hasMessage("K holds a private key that cannot be read, or of another kind than the certificate");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        var authority = TestCertificate.authority("a");
        var one = authority.issue("one");
        var other = authority.issue("other");

        assertThatThrownBy(() -> Pem.privateKey(one.keyPem(), other.certificate(), "K"))
                .hasMessage("K holds the private key of another certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-encrypted-pkcs1.pem", "rsa-encrypted-pkcs8.pem"})
    void anEncryptedKeyIsRefused(String key) {
        X509Certificate owner = Pem.certificates(resource("rsa.crt"), "C").get(0);

        assertThatThrownBy(() -> Pem.privateKey(resource(key), owner, "K"))
                .hasMessage("K holds an encrypted key, and there is no way to give its password; decrypt it"
                        + " (openssl pkey)");
    }

    @Test
    void whatIsNoPemIsRefusedWithoutBeingQuoted() {
        X509Certificate owner = Pem.certificates(resource("rsa.crt"), "C").get(0);
        String damaged = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";

        assertThatThrownBy(() -> Pem.certificates("secret", "C"))
                .hasMessage("C holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        assertThatThrownBy(() -> Pem.privateKey("secret", owner, "K"))
                .hasMessage("K holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
        assertThatThrownBy(() -> Pem.privateKey(damaged, owner, "K")).hasMessageStartingWith("K holds a private key")
                .hasMessageNotContaining("c2VjcmV0").hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Pem.certificates(damaged.replace("PRIVATE KEY", "CERTIFICATE"), "C"))
                .hasMessage("C holds a certificate that cannot be read");
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PemTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
