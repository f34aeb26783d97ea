package io.github.jobtide.gateway;

import java.util.Optional;

/** What a body is packed with, by its Content-Encoding. Other names are not looked at: the body is read as it is. */
enum Packing {
    NONE, GZIP, SNAPPY;

    static Packing of(String contentEncoding) {
        if (contentEncoding.isEmpty()) {
            return NONE;
        }
        if (contentEncoding.equalsIgnoreCase("gzip")) {
            return GZIP;
        }
        return contentEncoding.equalsIgnoreCase("snappy") ? SNAPPY : NONE;
    }

    byte[] unpack(byte[] body, Unpacked unpacked) throws GzipBody.MalformedException, GzipBody.TooLargeException {
        return switch (this) {
            case NONE -> body;
            case GZIP -> GzipBody.unpack(body, unpacked);
            case SNAPPY -> SnappyBody.unpack(body, unpacked);
        };
    }

    /** What is said of a body that does not begin as it should, wherever it was sent. */
    Optional<String> refusalOfHeader(byte[] body) {
        try {
            if (this == GZIP) {
                GzipBody.checkHeader(body);
            }
            return Optional.empty();
        } catch (GzipBody.MalformedException e) {
            return Optional.of(e.forSender);
        }
    }
}
