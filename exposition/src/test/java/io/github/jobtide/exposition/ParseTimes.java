package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.IntSupplier;

/** Prints how long reading and writing one typical job's body takes, in CPU time: run by hand, best of ten rounds. */
final class ParseTimes {
    private static final int ROUNDS = 10;
    private static final int REPEATS = 100_000;

    private ParseTimes() {}

    public static void main(String[] arguments) throws IOException {
        byte[] text;
        try (InputStream file = ParseTimes.class.getResourceAsStream("shown/batch-job.prom")) {
            text = file == null ? "m 1\n".getBytes(UTF_8) : file.readAllBytes();
        }
        List<MetricFamily> families = TextReader.read(text, ReaderLimits.DEFAULT);
        ByteArrayOutputStream protobuf = new ByteArrayOutputStream();
        families.forEach(family -> ProtobufWriter.write(family, protobuf));
        byte[] messages = protobuf.toByteArray();
        byte[] number = new byte[Numbers.MAX_BYTES];

        print("read text, " + text.length + " bytes", () -> TextReader.read(text, ReaderLimits.DEFAULT).size());
        print("write text", () -> TextWriter.write(families).length);
        print("read protobuf, " + messages.length + " bytes",
                () -> ProtobufReader.read(messages, ReaderLimits.DEFAULT).size());
        print("write 100 whole numbers", () -> {
            int end = 0;
            for (int i = 0; i < 100; i++) {
                end += Numbers.write(i * 37, number, 0);
            }
            return end;
        });
        print("write 100 fractions", () -> {
            int end = 0;
            for (int i = 0; i < 100; i++) {
                end += Numbers.write(i * 0.37, number, 0);
            }
            return end;
        });
    }

    private static void print(String what, IntSupplier work) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        long checksum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = thread.getCurrentThreadCpuTime();
            for (int i = 0; i < REPEATS; i++) {
                checksum += work.getAsInt();
            }
            best = Math.min(best, (thread.getCurrentThreadCpuTime() - start) / REPEATS);
        }
        System.out.println(what + ": " + best + " ns (checksum " + checksum + ")");
    }
}
