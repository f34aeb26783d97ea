package io.github.jobtide.store.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that fails when a test says so, and may be full. Any number of threads. */
final class FailingDisk implements Disk {
    /** What can fail. */
    enum Call {
        WRITE, FORCE, CREATE, RENAME, SYNC_FOLDER
    }

    private final Disk disk;
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE / 2);
    private final AtomicLong countdown = new AtomicLong(Long.MAX_VALUE / 2);
    private volatile Call failing = Call.WRITE;
    private volatile boolean failsOn;

    FailingDisk(Disk disk) {
        this.disk = disk;
    }

    /** The call of that kind, the first being 1, fails; and those after it, if {@code failsOn}, until {@link #mend}. */
    void failAt(Call call, long number, boolean andOn) {
        failing = call;
        failsOn = andOn;
        countdown.set(number);
    }

    void mend() {
        countdown.set(Long.MAX_VALUE / 2);
        bytesLeft.set(Long.MAX_VALUE / 2);
    }

    /** Files cannot grow by more than that from now on; what is in them can be overwritten. */
    void fill(long bytes) {
        bytesLeft.set(bytes);
    }

    /** Whether the call that was to fail has come. */
    boolean hasFailed() {
        return countdown.get() <= 0;
    }

    private boolean isFailing(Call call) {
        if (call != failing) {
            return false;
        }
        long left = countdown.decrementAndGet();
        return left == 0 || (left < 0 && failsOn);
    }

    private void check(Call call) throws IOException {
        if (isFailing(call)) {
            throw new IOException("Input/output error");
        }
    }

    private void takeSpace(long bytes) throws IOException {
        if (bytes > 0 && bytesLeft.addAndGet(-bytes) < 0) {
            bytesLeft.addAndGet(bytes);
            throw new IOException("No space left on device");
        }
    }

    @Override
    public String place() {
        return disk.place();
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void createFolder(String name) throws IOException {
        disk.createFolder(name);
    }

    @Override
    public DiskFile create(String name) throws IOException {
        check(Call.CREATE);
        return new FailingFile(disk.create(name));
    }

    @Override
    public DiskFile open(String name, boolean writable) throws IOException {
        return new FailingFile(disk.open(name, writable));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        check(Call.RENAME);
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void syncFolder(String name) throws IOException {
        check(Call.SYNC_FOLDER);
        disk.syncFolder(name);
    }

    @Override
    public Optional<Closeable> tryLock(String name) throws IOException {
        return disk.tryLock(name);
    }

    private final class FailingFile implements DiskFile {
        private final DiskFile file;

        FailingFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(ByteBuffer target, long at) throws IOException {
            file.read(target, at);
        }

        /** One that fails has written a part, or all. */
        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            if (isFailing(Call.WRITE)) {
                int all = source.remaining();
                file.write(source.slice(source.position(), at % 2 == 0 ? all : all / 2), at);
                throw new IOException("Input/output error");
            }
            takeSpace(at + source.remaining() - file.size());
            file.write(source, at);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            check(Call.FORCE);
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
