package io.github.jobtide.store;

/**
 * A piece of a page, deflated by itself, so that pieces can be joined in any order.
 *
 * @param packed whole blocks that end at a byte
 * @param crc of the piece before it was packed
 * @param bytes how many it had
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record PackedPiece(byte[] packed, int crc, long bytes) {}
