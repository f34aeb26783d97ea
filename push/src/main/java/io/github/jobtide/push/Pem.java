package io.github.jobtide.push;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys as PEM. No message quotes any of it. */
public final class Pem {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private Pem() {}

    /** @throws UnusableSettingException if there is none */
    public static List<X509Certificate> certificates(String text, String where) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(certificate(bytes(block.group(2), where), where));
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableSettingException(
                    "%s holds no certificate in PEM (-----BEGIN CERTIFICATE-----)".formatted(where));
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] der, String where) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new UnusableSettingException("%s holds a certificate that cannot be read".formatted(where), e);
        }
    }

    private static byte[] bytes(String base64, String where) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnusableSettingException("%s holds a PEM block that is not base64".formatted(where), e);
        }
    }

    /**
     * The first private key: PKCS #8, or without its frame as PKCS #1 (RSA) or SEC 1 (elliptic curves).
     *
     * @param certificate what the key must belong to
     * @throws UnusableSettingException if there is none, or another's
     */
    public static PrivateKey privateKey(String text, X509Certificate certificate, String where) {
        PublicKey owner = certificate.getPublicKey();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String kind = block.group(1);
            if (kind.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
                throw new UnusableSettingException(
                        "%s holds an encrypted key, and there is no way to give its password; decrypt it (openssl pkey)"
                                .formatted(where));
            }
            if (kind.endsWith("PRIVATE KEY")) {
                byte[] der = bytes(block.group(2), where);
                return matching(key(kind.equals("PRIVATE KEY") ? der : Der.pkcs8(owner, der), owner, where), owner,
                        where);
            }
        }
        throw new UnusableSettingException(
                "%s holds no private key in PEM (-----BEGIN PRIVATE KEY-----)".formatted(where));
    }

    private static PrivateKey key(byte[] pkcs8, PublicKey owner, String where) {
        try {
            return KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new UnusableSettingException(
                    "%s holds a private key that cannot be read, or of another kind than the certificate"
                            .formatted(where),
                    e);
        }
    }

    private static PrivateKey matching(PrivateKey key, PublicKey owner, String where) {
        String algorithm = switch (owner.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> owner.getAlgorithm();
        };
        byte[] text = {1, 2, 3};
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(text);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(owner);
            verifier.update(text);
            if (verifier.verify(signature)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableSettingException(
                    "%s holds a private key that does not fit the certificate".formatted(where), e);
        }
        throw new UnusableSettingException("%s holds the private key of another certificate".formatted(where));
    }
}
