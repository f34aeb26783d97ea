package io.github.jobtide.push;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * As much of ASN.1's DER as it takes to frame a bare key as PKCS #8 (RFC 5208): version 0, what algorithm, the bare key. What algorithm, and
 * on which curve, the certificate's public key tells in the same form.
 */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;

    private Der() {}

    static byte[] pkcs8(PublicKey owner, byte[] bareKey) {
        byte[] algorithm = firstElement(content(owner.getEncoded()));
        var inner = new ByteArrayOutputStream();
        inner.writeBytes(element(INTEGER, new byte[]{0}));
        inner.writeBytes(algorithm);
        inner.writeBytes(element(OCTETS, bareKey));
        return element(SEQUENCE, inner.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        var element = new ByteArrayOutputStream();
        element.write(tag);
        // As short as it can be: Java 17 refuses a length with zeros in front.
        int bytes = content.length < 0x80 ? 0 : content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
        element.write(bytes == 0 ? content.length : 0x80 | bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            element.write(content.length >> (8 * i));
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    private static byte[] content(byte[] element) {
        return Arrays.copyOfRange(element, headLength(element), totalLength(element));
    }

    private static byte[] firstElement(byte[] elements) {
        return Arrays.copyOf(elements, totalLength(elements));
    }

    private static int totalLength(byte[] element) {
        int first = element[1] & 0xff;
        int length = first;
        if (first >= 0x80) {
            length = 0;
            for (int i = 2; i < headLength(element); i++) {
                length = (length << 8) | (element[i] & 0xff);
            }
        }
        return headLength(element) + length;
    }

    private static int headLength(byte[] element) {
        int first = element[1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }
}
