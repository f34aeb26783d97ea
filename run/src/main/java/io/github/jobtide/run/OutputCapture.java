package io.github.jobtide.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes the command's output on, and keeps its last lines. Where no lines are wanted, the command writes to where this process does, by
 * itself. Used by one thread.
 *
 * <p>What the command has left running in the background writes into the same pipes; they are read on for a moment after the command has ended, and no longer.
 */
final class OutputCapture {
    private static final int PIECE = 8 * 1024;
    private static final long PATIENCE_MILLIS = 2_000;

    private final int lines;
    private final LineRing ring;
    private final List<Thread> threads = new ArrayList<>();

    OutputCapture(int lines) {
        this.lines = lines;
        this.ring = new LineRing(Math.max(1, lines));
    }

    boolean isWanted() {
        return lines > 0;
    }

    void follow(Process process) {
        if (isWanted()) {
            pump(process.getInputStream(), FileDescriptor.out);
            pump(process.getErrorStream(), FileDescriptor.err);
        }
    }

    private void pump(InputStream in, FileDescriptor to) {
        LineRing.Inlet inlet = ring.new Inlet();
        Thread thread = new Thread(new Runnable() {
            @Override
            public void run() {
                // Not closed: it is this process's own.
                copy(in, new FileOutputStream(to), inlet);
            }
        }, "jobtide-output");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private static void copy(InputStream in, OutputStream out, LineRing.Inlet inlet) {
        byte[] piece = new byte[PIECE];
        try (in) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                inlet.take(piece, count);
                out.write(piece, 0, count);
            }
        } catch (IOException e) {
            // Nobody reads any more; closing the pipe tells the command so, as it would have been told without us.
        }
        inlet.finish();
    }

    /** The command has ended: reads what is left. */
    void finish() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        threads.clear();
    }

    /** The last lines, as they were written. */
    String text() {
        return ring.text();
    }
}
