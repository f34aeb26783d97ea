package io.github.jobtide.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Passes the command's output on, and keeps its last lines. Where no lines are wanted, the command writes to where this process does, by
 * itself. Used by one thread.
 *
 * <p>What the command has left running in the background holds the same pipes open; after the command's end they are waited for for a moment, and no longer. Who
 * reads slowly what is passed on gets all of it, as from the command itself; unless a signal asks this process to end.
 */
final class OutputCapture {
    private static final int PIECE = 8 * 1024;
    private static final long PATIENCE_NANOS = 2_000_000_000;
    private static final long LOOK_MILLIS = 20;

    private final int lines;
    private final LineRing ring;
    private final Signals signals;
    private final List<Pump> pumps = new ArrayList<>();

    OutputCapture(int lines, Signals signals) {
        this.lines = lines;
        this.signals = signals;
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
        // Not closed: it is this process's own.
        Pump pump = new Pump(in, new FileOutputStream(to), ring.new Inlet());
        pump.thread.setDaemon(true);
        pump.thread.start();
        pumps.add(pump);
    }

    /** The command has ended: reads what is left. */
    void finish() throws InterruptedException {
        long left = PATIENCE_NANOS;
        for (Pump pump : pumps) {
            while (pump.thread.isAlive() && left > 0) {
                long began = System.nanoTime();
                pump.thread.join(LOOK_MILLIS);
                if (!pump.isWriting || signals.ending() != 0) {
                    left -= System.nanoTime() - began;
                }
            }
        }
        pumps.clear();
    }

    /**
     * The last lines.
     *
     * @param mask takes out what nobody is to see
     */
    String text(UnaryOperator<String> mask) {
        return ring.text(mask);
    }

    /** Passes one of the two streams on, on a thread of its own. */
    private static final class Pump implements Runnable {
        private final InputStream in;
        private final OutputStream out;
        private final LineRing.Inlet inlet;
        private final Thread thread = new Thread(this, "jobtide-output");
        private volatile boolean isWriting;

        Pump(InputStream in, OutputStream out, LineRing.Inlet inlet) {
            this.in = in;
            this.out = out;
            this.inlet = inlet;
        }

        @Override
        public void run() {
            byte[] piece = new byte[PIECE];
            try (in) {
                for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                    inlet.take(piece, count);
                    isWriting = true;
                    out.write(piece, 0, count);
                    isWriting = false;
                }
            } catch (IOException e) {
                // Nobody reads any more; closing the pipe tells the command so, as it would have been told without us.
            }
            isWriting = false;
            inlet.finish();
        }
    }
}
