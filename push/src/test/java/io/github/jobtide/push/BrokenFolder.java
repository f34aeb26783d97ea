package io.github.jobtide.push;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A folder that does what it is asked, writes down what that was, and fails from a given call on, as if the process had died there. */
final class BrokenFolder implements SpoolFolder {
    final List<String> calls = new ArrayList<>();
    private final SpoolFolder folder;
    private final int failing;
    private final boolean halfWritten;

    /** @param failing the number, from 0, of the first call that fails; a write that fails may have written half */
    BrokenFolder(SpoolFolder folder, int failing, boolean halfWritten) {
        this.folder = folder;
        this.failing = failing;
        this.halfWritten = halfWritten;
    }

    private void call(String what) throws IOException {
        if (calls.size() >= failing) {
            throw new IOException("No space left on device");
        }
        calls.add(what);
    }

    @Override
    public String place() {
        return "S";
    }

    @Override
    public List<String> list(String below) throws IOException {
        return folder.list(below);
    }

    @Override
    public long size(String name) throws IOException {
        return folder.size(name);
    }

    @Override
    public long modifiedMillis(String name) throws IOException {
        return folder.modifiedMillis(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
        return folder.read(name);
    }

    @Override
    public void write(String name, byte[] content, boolean forced) throws IOException {
        if (calls.size() >= failing && halfWritten) {
            folder.write(name, Arrays.copyOf(content, content.length / 2), false);
        }
        call((forced ? "write and force " : "write ") + name);
        folder.write(name, content, forced);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        call("rename " + from + " to " + to);
        folder.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        call("delete " + name);
        folder.delete(name);
    }

    @Override
    public void syncFolder(String below) throws IOException {
        call("sync folder " + below);
        folder.syncFolder(below);
    }

    @Override
    public Optional<Closeable> lock(String name, Duration patience) throws IOException {
        return folder.lock(name, patience);
    }
}
