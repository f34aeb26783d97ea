package io.github.jobtide.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Keeps whole copies of damaged files in the folder below, byte for byte, for whoever wants to look. Nothing there is ever overwritten. */
final class SetAside {
    private static final int PIECE_BYTES = 1 << 20;

    private final Disk disk;

    SetAside(Disk disk) {
        this.disk = disk;
    }

    /** Copies a file, if there is no such copy yet. @return the copy's name */
    String copy(String name) throws IOException {
        disk.createFolder(FileNames.DAMAGED);
        List<String> there = disk.list(FileNames.DAMAGED);
        int number = 1;
        for (; there.contains(name + "." + number); number++) {
            String known = FileNames.DAMAGED + "/" + name + "." + number;
            if (isSame(name, known)) {
                return known;
            }
        }
        String copy = FileNames.DAMAGED + "/" + name + "." + number;
        write(name, copy);
        disk.syncFolder(FileNames.DAMAGED);
        disk.syncFolder("");
        return copy;
    }

    /** Moves a file there instead, which takes no space. */
    void move(String name) throws IOException {
        disk.createFolder(FileNames.DAMAGED);
        List<String> there = disk.list(FileNames.DAMAGED);
        int number = 1;
        while (there.contains(name + "." + number)) {
            number++;
        }
        disk.rename(name, FileNames.DAMAGED + "/" + name + "." + number);
    }

    private void write(String name, String copy) throws IOException {
        boolean done = false;
        try (DiskFile from = disk.open(name, false); DiskFile to = disk.create(copy)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
            for (long at = 0; at < from.size(); at += PIECE_BYTES) {
                from.read(piece.clear(), at);
                to.write(piece.flip(), at);
            }
            to.force();
            done = true;
        } finally {
            if (!done) {
                disk.delete(copy);
            }
        }
    }

    private boolean isSame(String name, String copy) throws IOException {
        try (DiskFile one = disk.open(name, false); DiskFile other = disk.open(copy, false)) {
            boolean same = one.size() == other.size();
            for (long at = 0; same && at < one.size(); at += PIECE_BYTES) {
                same = piece(one, at).equals(piece(other, at));
            }
            return same;
        }
    }

    private static ByteBuffer piece(DiskFile file, long at) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        file.read(piece, at);
        return piece.flip();
    }
}
