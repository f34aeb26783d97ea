package io.github.jobtide.store;

/** A piece of a page, deflated by itself, so that pieces can be joined in any order. Written over when that is allowed, so that it leaves nothing behind. Used under one lock, or while nobody writes it. */
final class PackedPiece {
    /** More than it needs by this part of it, so that the next version, a little longer perhaps, fits. */
    private static final int SPARE = 16;

    private byte[] packed = {};
    private int length;
    private int crc;
    private long bytes;

    /**
     * Takes the place of what it was.
     *
     * @param deflated whole blocks that end at a byte; copied
     * @param checksum of the piece before it was packed
     * @param plain how many bytes it had then
     */
    void set(ByteBuilder deflated, int checksum, long plain) {
        int size = deflated.length();
        if (size > packed.length || size < packed.length / 2) {
            packed = new byte[size + size / SPARE];
        }
        System.arraycopy(deflated.array(), 0, packed, 0, size);
        length = size;
        crc = checksum;
        bytes = plain;
    }

    void addTo(PageBuffer page) {
        page.add(packed, 0, length);
    }

    /** The checksum of all before it and this. */
    int join(int before) {
        return Crc32.join(before, crc, bytes);
    }

    /** How many bytes it had before it was packed. */
    long bytes() {
        return bytes;
    }
}
