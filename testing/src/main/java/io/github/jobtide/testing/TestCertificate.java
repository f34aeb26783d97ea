package io.github.jobtide.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;

/** A certificate and its key, made on the spot for a test: RFC 5280 with as little as real clients need. */
public final class TestCertificate {
    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
            .withZone(ZoneOffset.UTC);
    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());
    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int OCTETS = 0x04;
    private static final int OID = 0x06;
    private static final int TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final byte[] ECDSA_WITH_SHA256 = element(SEQUENCE,
            element(OID, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
    private static final byte[] CONSTRAINTS_OID = element(OID, 0x55, 0x1d, 0x13);
    private static final byte[] NAMES_OID = element(OID, 0x55, 0x1d, 0x11);

    private final X509Certificate certificate;
    private final PrivateKey key;

    private TestCertificate(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** One that may sign others, and is signed by itself. */
    public static TestCertificate authority(String name) {
        KeyPair pair = pair("EC");
        byte[] mayIssue = element(SEQUENCE, new byte[]{0x01, 0x01, (byte) 0xff});
        byte[] extension = element(SEQUENCE, CONSTRAINTS_OID, new byte[]{0x01, 0x01, (byte) 0xff},
                element(OCTETS, mayIssue));
        return sign(name, name, pair, pair.getPrivate(), extension, Instant.now().plus(1, ChronoUnit.DAYS));
    }

    /**
     * One that this authority has signed, for a day.
     *
     * @param names DNS names, IP addresses, and what begins with {@code email:} or {@code URI:}
     */
    public TestCertificate issue(String name, String... names) {
        return issue("EC", name, Instant.now().plus(1, ChronoUnit.DAYS), names);
    }

    /** One that this authority had signed, and that has ended an hour ago. */
    public TestCertificate issueExpired(String name, String... names) {
        return issue("EC", name, Instant.now().minus(1, ChronoUnit.HOURS), names);
    }

    /** @param algorithm EC, RSA or Ed25519 */
    public TestCertificate issue(String algorithm, String name, Instant end, String... names) {
        var alternatives = new ByteArrayOutputStream();
        for (String alternative : names) {
            alternatives.writeBytes(alternative(alternative));
        }
        byte[] extension = element(SEQUENCE, NAMES_OID, element(OCTETS, element(SEQUENCE, alternatives.toByteArray())));
        return sign(name, certificate.getSubjectX500Principal().getName().substring("CN=".length()), pair(algorithm),
                key, extension, end);
    }

    private static byte[] alternative(String name) {
        if (name.startsWith("email:")) {
            return element(0x81, name.substring(6).getBytes(StandardCharsets.US_ASCII));
        }
        if (name.startsWith("URI:")) {
            return element(0x86, name.substring(4).getBytes(StandardCharsets.US_ASCII));
        }
        return name.matches("[0-9.]+|.*:.*")
                ? element(0x87, address(name))
                : element(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] address(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal + " is not an IP address", e);
        }
    }

    private static KeyPair pair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key pair of " + algorithm, e);
        }
    }

    private static TestCertificate sign(String name, String issuer, KeyPair pair, PrivateKey signer, byte[] extension,
            Instant end) {
        Instant start = end.minus(2, ChronoUnit.DAYS);
        byte[] body = element(SEQUENCE, new byte[]{(byte) 0xa0, 3, INTEGER, 1, 2},
                element(INTEGER, BigInteger.valueOf(SERIAL.incrementAndGet()).toByteArray()), ECDSA_WITH_SHA256,
                new X500Principal("CN=" + issuer).getEncoded(), element(SEQUENCE, time(start), time(end)),
                new X500Principal("CN=" + name).getEncoded(), pair.getPublic().getEncoded(),
                element(0xa3, element(SEQUENCE, extension)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer);
            signature.update(body);
            byte[] whole = element(SEQUENCE, body, ECDSA_WITH_SHA256, element(BITS, new byte[1], signature.sign()));
            return new TestCertificate((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(whole)), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate for " + name, e);
        }
    }

    private static byte[] time(Instant instant) {
        return element(TIME, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] element(int tag, int... content) {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return element(tag, bytes);
    }

    private static byte[] element(int tag, byte[]... contents) {
        int length = Arrays.stream(contents).mapToInt(part -> part.length).sum();
        var element = new ByteArrayOutputStream();
        element.write(tag);
        if (length >= 0x100) {
            element.write(0x82);
            element.write(length >> 8);
        } else if (length >= 0x80) {
            element.write(0x81);
        }
        element.write(length);
        List.of(contents).forEach(element::writeBytes);
        return element.toByteArray();
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public PrivateKey key() {
        return key;
    }

    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate without bytes", e);
        }
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String kind, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
