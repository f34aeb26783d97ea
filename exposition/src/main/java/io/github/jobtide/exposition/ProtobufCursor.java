package io.github.jobtide.exposition;

/**
 * A place in protobuf bytes, and the end of the message that it is in. No length is believed further than there are bytes, and nothing is
 * allocated for it before.
 *
 * <p>Source: the encoding chapter of the Protocol Buffers documentation.
 */
final class ProtobufCursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED32 = 5;
    private static final long MAX_TAG = (1L << 32) - 1;
    private static final int MAX_GROUP_DEPTH = 32;

    private final byte[] body;
    private int at;
    private int end;

    ProtobufCursor(byte[] body) {
        this.body = body;
        this.end = body.length;
    }

    boolean hasMore() {
        return at < end;
    }

    /** Goes into the message whose length stands here. Returns the end of the outer one, for {@link #leave}. */
    int enter() {
        int outerEnd = end;
        int length = length();
        end = at + length;
        return outerEnd;
    }

    void leave(int outerEnd) {
        at = end;
        end = outerEnd;
    }

    /** Like {@link #enter}, for the messages that a body consists of. */
    int enterDelimited() {
        try {
            return enter();
        } catch (MalformedBodyException e) {
            throw new MalformedBodyException("unexpected EOF");
        }
    }

    /** The number of the next field, times eight, plus its wire type. */
    int tag() {
        long tag = varint();
        if (tag < 0 || tag > MAX_TAG || tag >>> 3 == 0) {
            throw malformed("a field has the invalid tag " + Long.toUnsignedString(tag));
        }
        return (int) tag;
    }

    static int field(int number, int wireType) {
        return number << 3 | wireType;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = next();
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                if (shift == 63 && part > 1) {
                    break;
                }
                return value;
            }
        }
        throw malformed("a number has more than 64 bits");
    }

    /** A number whose sign stands in its lowest bit. */
    long zigzag() {
        long bits = varint();
        return (bits >>> 1) ^ -(bits & 1);
    }

    double fixed64() {
        return Double.longBitsToDouble(fixed(8));
    }

    private long fixed(int bytes) {
        long bits = 0;
        for (int i = 0; i < bytes; i++) {
            bits |= (next() & 0xffL) << (8 * i);
        }
        return bits;
    }

    /** The length that stands here; as many bytes do follow. */
    int length() {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw malformed("a field is longer than the message that it is in");
        }
        return (int) length;
    }

    /** A string, of at most that many bytes. {@code what} is for the complaint. */
    String text(String what, ReaderLimits.Limit limit, int maxBytes) {
        int length = length();
        if (length > maxBytes) {
            throw MalformedBodyException.beyond(limit,
                    located("%s is longer than %d bytes; shorten it".formatted(what, maxBytes)));
        }
        return text(what, length);
    }

    /** A string of any length. {@code what} is for the complaint. */
    String text(String what) {
        return text(what, length());
    }

    private String text(String what, int length) {
        int from = at;
        at += length;
        if (!Utf8.isAscii(body, from, at) && !Utf8.isValid(body, from, at)) {
            throw malformed(what + " is not UTF-8: " + Quoted.text(body, from, at));
        }
        return Utf8.text(body, from, at);
    }

    /** Leaves out the field whose tag was just read. */
    void skip(int tag) {
        skip(tag, 0);
    }

    private void skip(int tag, int depth) {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> fixed(8);
            case FIXED32 -> fixed(4);
            case BYTES -> skipBytes();
            case GROUP_START -> skipGroup(tag >>> 3, depth);
            default -> throw malformed("a field has the unknown wire type " + (tag & 7));
        }
    }

    private void skipBytes() {
        int length = length();
        at += length;
    }

    private void skipGroup(int number, int depth) {
        if (depth == MAX_GROUP_DEPTH) {
            throw malformed("groups are nested more than %d deep".formatted(MAX_GROUP_DEPTH));
        }
        int tag = tag();
        while ((tag & 7) != GROUP_END) {
            skip(tag, depth + 1);
            tag = tag();
        }
        if (tag >>> 3 != number) {
            throw malformed("a group ends that did not begin");
        }
    }

    private byte next() {
        if (at == end) {
            throw malformed("a message ends inside a field");
        }
        return body[at++];
    }

    private MalformedBodyException malformed(String problem) {
        return new MalformedBodyException(located(problem));
    }

    private String located(String problem) {
        return "protobuf parsing error at byte %d: %s".formatted(at, problem);
    }
}
