package io.github.jobtide.store.log;

import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Walks through the frames of one file. Where one is damaged it goes on behind it: at the end that the frame's head names, or else at the next
 * head whose CRC and epoch fit. What a power cut leaves of the last write is told apart from damage. For one thread.
 */
final class FrameScan {
    private static final int SECTOR_BYTES = 512;

    private final Window window;
    private final CRC32C crc = new CRC32C();
    private Optional<Long> epoch;
    private long lastSequence;
    private long at = FileHeader.BYTES;

    /** @param header empty if it cannot be read: then the first intact head tells the epoch */
    FrameScan(Window window, Optional<FileHeader> header) {
        this.window = window;
        this.epoch = header.map(FileHeader::epoch);
    }

    /** A part of the file. */
    sealed interface Piece {
        /** A whole frame; its body begins at {@code body} in the window's memory, until the next call. */
        record Intact(FrameHead head, int body) implements Piece {}

        /** Bytes that should be a frame or frames; the head is there if it at least can be read. */
        record Broken(long at, long bytes, Optional<FrameHead> head) implements Piece {}

        /** The beginnings of a frame that was never finished. Nothing follows. */
        record Torn(long at) implements Piece {}
    }

    /** The epoch of the frames, once it is known. */
    Optional<Long> epoch() {
        return epoch;
    }

    /** The next part; empty at the end, where there are only zeros. */
    Optional<Piece> next() {
        Optional<FrameHead> head = headAt(at);
        if (head.isPresent()) {
            return Optional.of(framed(head.get()));
        }
        long written = at < window.end() ? window.nonZeroEnd(at) : at;
        return written == at ? Optional.empty() : Optional.of(unframed(written));
    }

    private Piece framed(FrameHead head) {
        epoch = Optional.of(head.epoch());
        lastSequence = head.sequence();
        long frame = at;
        long behind = frame + head.frameBytes();
        if (behind <= window.end() && isWhole(head)) {
            at = behind;
            return new Piece.Intact(head, window.load(frame, (int) head.frameBytes()) + FrameHead.BYTES);
        }
        long limit = Math.min(behind, window.end());
        at = nextHead(frame + 1, limit).orElse(limit);
        boolean last = at == behind && window.nonZeroEnd(behind) == behind;
        if (last && isTorn(frame, behind)) {
            return new Piece.Torn(frame);
        }
        return new Piece.Broken(frame, at - frame, Optional.of(head));
    }

    private Piece unframed(long written) {
        long start = at;
        Optional<Long> next = nextHead(start + 1, written);
        next.flatMap(this::headAt).ifPresent(head -> epoch = Optional.of(head.epoch()));
        at = next.orElse(window.end());
        if (next.isEmpty() && isTornWithoutHead(start, written)) {
            return new Piece.Torn(start);
        }
        return new Piece.Broken(start, next.orElse(written) - start, Optional.empty());
    }

    private boolean isWhole(FrameHead head) {
        int start = window.load(at, (int) head.frameBytes());
        int body = start + FrameHead.BYTES;
        crc.reset();
        crc.update(window.bytes(), body, head.bodyBytes());
        return (int) crc.getValue() == head.bodyCrc()
                && window.view().getInt(body + head.bodyBytes()) == FrameHead.END_MARK;
    }

    private Optional<FrameHead> headAt(long position) {
        if (window.end() - position < FrameHead.OVERHEAD) {
            return Optional.empty();
        }
        int start = window.load(position, FrameHead.BYTES);
        return FrameHead.read(window.view(), start).filter(
                head -> head.sequence() > lastSequence && (epoch.isEmpty() || epoch.get() == head.epoch()));
    }

    private Optional<Long> nextHead(long from, long to) {
        for (long position = from; position < to; position++) {
            if (window.bytes()[window.load(position, 1)] == FrameHead.MAGIC >> 24 && headAt(position).isPresent()) {
                return Optional.of(position);
            }
        }
        return Optional.empty();
    }

    /**
     * Files are filled with zeros before use, and a disk writes whole sectors. So a write that was cut short by a power cut left its last byte 0,
     * which the end mark is not, or a sector's part of it 0 all through.
     */
    private boolean isTorn(long from, long to) {
        return window.isZero(to - 1, to) || hasUnwrittenSector(from, to);
    }

    /** The same for a write whose head is not there: what is there of it must end as a frame ends, or with a sector. */
    private boolean isTornWithoutHead(long from, long to) {
        if (to - from < FrameHead.BYTES) {
            return startsAsHead(from, (int) Math.min(4, to - from));
        }
        boolean endsWithSector = (to + 32) / SECTOR_BYTES > (to - 1) / SECTOR_BYTES;
        return hasUnwrittenSector(from, to) && (endsWithSector || endsAsFrame(to));
    }

    /** Whether the end mark ends there, or what of it lies in the last sector. */
    private boolean endsAsFrame(long to) {
        int count = (int) Math.min(4, (to - 1) % SECTOR_BYTES + 1);
        int start = window.load(to - count, count);
        for (int i = 0; i < count; i++) {
            if (window.bytes()[start + i] != (byte) (FrameHead.END_MARK >> (8 * (count - 1 - i)))) {
                return false;
            }
        }
        return true;
    }

    private boolean startsAsHead(long from, int count) {
        int start = window.load(from, count);
        for (int i = 0; i < count; i++) {
            if (window.bytes()[start + i] != (byte) (FrameHead.MAGIC >> (24 - 8 * i))) {
                return false;
            }
        }
        return true;
    }

    private boolean hasUnwrittenSector(long from, long to) {
        for (long start = from; start < to;) {
            long sectorEnd = Math.min(to, (start / SECTOR_BYTES + 1) * SECTOR_BYTES);
            if (window.isZero(start, sectorEnd)) {
                return true;
            }
            start = sectorEnd;
        }
        return false;
    }
}
