package io.github.jobtide.store.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where the frames of a file lie, read by the letter of docs/formats/log.md and not by the code under test. */
record FrameLayout(List<Part> frames) {
    static final int FILE_HEADER = 64;
    static final int HEAD = 36;
    static final int RECORD_HEAD = 9;

    FrameLayout {
        frames = List.copyOf(frames);
    }

    /** A frame from its first byte to behind its last. */
    record Part(int start, int end) {
        int firstRecord() {
            return start + HEAD;
        }

        int firstPayload() {
            return firstRecord() + RECORD_HEAD;
        }

        int endMark() {
            return end - 4;
        }
    }

    static FrameLayout of(byte[] file) {
        List<Part> frames = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int at = FILE_HEADER;
        while (at + HEAD < file.length && bytes.getInt(at) == 0x4A5466F5) {
            int end = at + HEAD + bytes.getInt(at + 4) + 4;
            frames.add(new Part(at, end));
            at = end;
        }
        return new FrameLayout(frames);
    }

    int end() {
        return frames.getLast().end();
    }
}
