package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class FileRemoverTest {
    private static final int SIZE = 10_000;
    private static final int PIECE = 3000;

    private final RecordedDisk disk = new RecordedDisk();

    private FileRemover remover(long bytesPerSecond, BooleanSupplier hurry) {
        return new FileRemover(disk, new LogSizes(4096, 12_000, 700, 2048, 1L << 40, PIECE, bytesPerSecond), hurry);
    }

    private void write(String name, int size) throws IOException {
        try (DiskFile file = disk.create(name)) {
            file.write(ByteBuffer.allocate(size), 0);
        }
    }

    private List<Integer> sizes() {
        return disk.events().stream().filter(RecordedDisk.Event.Truncated.class::isInstance)
                .map(event -> ((RecordedDisk.Event.Truncated) event).size()).toList();
    }

    @Test
    void aFileGoesPieceByPieceAndKeepsItsHeaderUntilTheEnd() throws IOException {
        write("large", SIZE);
        write("header", 2 * PIECE + FileHeader.BYTES - 1);

        remover(Long.MAX_VALUE, () -> false).remove("large");
        remover(Long.MAX_VALUE, () -> false).remove("header");
        remover(Long.MAX_VALUE, () -> false).remove("missing");

        assertThat(sizes()).containsExactly(7000, 4000, 1000, PIECE + FileHeader.BYTES - 1);
        assertThat(disk.list("")).isEmpty();
    }

    @Test
    void itTakesItsTimeUntilItIsInAHurry() throws IOException {
        write("slow", SIZE);
        write("fast", SIZE);
        AtomicBoolean hurry = new AtomicBoolean();
        FileRemover remover = remover(50_000, hurry::get);

        long begin = System.nanoTime();
        remover.remove("slow");
        long slow = System.nanoTime() - begin;
        hurry.set(true);
        begin = System.nanoTime();
        remover.remove("fast");
        long fast = System.nanoTime() - begin;

        assertThat(slow).isGreaterThan(180_000_000);
        assertThat(fast).isLessThan(slow / 2);
    }
}
