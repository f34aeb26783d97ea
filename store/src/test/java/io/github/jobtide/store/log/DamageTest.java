package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.EngineState;
import io.github.jobtide.store.Failures;
import io.github.jobtide.store.StorageStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damages a snapshot or one of three segments, each at each place in each way, and starts: what is intact is there, in front of the damage
 * and behind it; the rest is told; the damaged file is kept; and the second start has nothing to tell any more.
 *
 * <p>Every batch stores one family whose name says in which file and frame it is, but for the second of each file, which stores three.
 */
final class DamageTest {
    private static final LogSizes SIZES = new LogSizes(8192, 1L << 40, 1, 1 << 20, 1L << 40, 1 << 20, 1L << 40);
    private static final int FRAMES = 5;

    @TempDir
    Path folder;

    private final List<String> names = new ArrayList<>();
    private final Map<String, String> content = new TreeMap<>();

    /** Which file. */
    enum Which {
        SNAPSHOT(0), FIRST_SEGMENT(1), MIDDLE_SEGMENT(2), LAST_SEGMENT(3);

        private final int index;

        Which(int index) {
            this.index = index;
        }
    }

    /** Where a bit is flipped, and whether that costs the only record of the frame. */
    enum Where {
        FILE_HEADER(false), FRAME_HEAD(false), RECORD_HEAD(true), RECORD_BODY(true), END_MARK(false);

        private final boolean costsRecord;

        Where(boolean costsRecord) {
            this.costsRecord = costsRecord;
        }

        int in(FrameLayout.Part frame) {
            return switch (this) {
                case FILE_HEADER -> 20;
                case FRAME_HEAD -> frame.start() + 6;
                case RECORD_HEAD -> frame.firstRecord() + 7;
                case RECORD_BODY -> frame.firstPayload() + 30;
                case END_MARK -> frame.endMark() + 1;
            };
        }
    }

    static Stream<Arguments> flips() {
        return Arrays.stream(Which.values()).flatMap(which -> Arrays.stream(Where.values())
                .flatMap(where -> Stream.of(0, 2, FRAMES - 1).map(frame -> Arguments.of(which, where, frame))));
    }

    static Stream<Arguments> filesAndPlaces() {
        return Arrays.stream(Which.values())
                .flatMap(which -> Arrays.stream(Where.values()).map(where -> Arguments.of(which, where)));
    }

    /** A snapshot, and three segments behind it. */
    @BeforeEach
    void writeLog() throws IOException {
        writeSnapshot();
        for (int segment = 1; segment <= 3; segment++) {
            try (LogRun run = new LogRun(RealDisk.of(folder), SIZES)) { // each start begins a new segment
                for (int frame = 0; frame < FRAMES; frame++) {
                    commit(run, segment, frame);
                }
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".log")).sorted()
                    .forEach(names::add);
        }
        names.addFirst(names.removeLast()); // segment-… sorts before snapshot-…
        assertThat(names).hasSize(4);
    }

    private void writeSnapshot() throws IOException {
        EngineState state = new EngineState();
        try (LocalEngine engine = LocalEngine.open(RealDisk.create(folder), SIZES, Duration.ZERO,
                InstantSource.system())) {
            engine.load(state);
            for (int frame = 0; frame < FRAMES; frame++) {
                var change = EngineState.stored("s0f" + frame, "x", values("s0f" + frame));
                content.put("s0f" + frame, line("s0f" + frame));
                state.committed(engine.commit(List.of(change)), List.of(change));
            }
            engine.compact(state);
        }
    }

    private void commit(LogRun run, int segment, int frame) {
        String name = "s%df%d".formatted(segment, frame);
        List<Change> batch = new ArrayList<>();
        for (String job : frame == 1 ? List.of(name + "a", name + "b", name + "c") : List.of(name)) {
            batch.add(EngineState.stored(job, "x", values(job)));
            content.put(job, line(job));
        }
        run.commit(batch);
    }

    private static String values(String job) {
        return (job + " ").repeat(60) + "\n";
    }

    private static String line(String job) {
        return "{job=\"%s\"} x @7 shape x %s".formatted(job, values(job).strip());
    }

    @ParameterizedTest(name = "{1} of frame {2} of {0}")
    @MethodSource("flips")
    void aFlippedBitCostsAtMostTheRecordItIsIn(Which which, Where where, int frame) throws IOException {
        byte[] bytes = read(which);
        bytes[where.in(FrameLayout.of(bytes).frames().get(frame))] ^= 0x10;
        write(which, bytes);

        assertServed(which, bytes, where.costsRecord ? List.of("s%df%d".formatted(which.index, frame)) : List.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("segments")
    void aFlippedBitInABatchOfManyCostsNoOtherOfItsRecords(Which which) throws IOException {
        byte[] bytes = read(which);
        FrameLayout.Part frame = FrameLayout.of(bytes).frames().get(1);
        int recordBytes = (frame.endMark() - frame.firstRecord()) / 3;
        bytes[frame.firstRecord() + recordBytes + 40] ^= 0x10;
        write(which, bytes);

        assertServed(which, bytes, List.of("s%df1b".formatted(which.index)));
    }

    @Test
    void idsAndFailuresOfADamagedBatchAreKept() throws IOException {
        Path other = folder.resolve("other");
        try (LogRun run = new LogRun(RealDisk.create(other), SIZES)) {
            run.commit(List.of(EngineState.remembered(1, 2), EngineState.stored("a", "x", values("a")),
                    new Change.FailuresKept(EngineState.key("a"), Failures.of(1, 0, new long[]{3}))));
        }
        Path segment = other.resolve(FileNames.segment(1));
        byte[] bytes = Files.readAllBytes(segment);
        int second = FrameLayout.of(bytes).frames().getFirst().firstRecord() + FrameLayout.RECORD_HEAD + 24;
        bytes[second + 40] ^= 0x10;
        Files.write(segment, bytes);

        assertThat(LogRun.linesOn(RealDisk.of(other))).containsExactly("PushId[high=1, low=-2] @2",
                "{job=\"a\"} failures 1 0 [3]");
    }

    static Stream<Which> segments() {
        return Stream.of(Which.FIRST_SEGMENT, Which.MIDDLE_SEGMENT, Which.LAST_SEGMENT);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("filesAndPlaces")
    void aCutCostsWhatStoodBehindIt(Which which, Where where) throws IOException {
        byte[] bytes = read(which);
        int cut = where.in(FrameLayout.of(bytes).frames().get(3));
        write(which, Arrays.copyOf(bytes, cut));

        boolean whole = where == Where.END_MARK;
        List<String> lost = new ArrayList<>();
        for (int frame = where == Where.FILE_HEADER ? 0 : whole ? 4 : 3; frame < FRAMES; frame++) {
            String name = "s%df%d".formatted(which.index, frame);
            lost.addAll(frame == 1 && which != Which.SNAPSHOT
                    ? List.of(name + "a", name + "b", name + "c")
                    : List.of(name));
        }
        assertServed(which, Arrays.copyOf(bytes, cut), lost);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("filesAndPlaces")
    void bytesThatAreGoneFromTheMiddleCostWhatTheyStoodIn(Which which, Where where) throws IOException {
        byte[] bytes = read(which);
        int from = where.in(FrameLayout.of(bytes).frames().get(2));
        byte[] shorter = new byte[bytes.length - 3];
        System.arraycopy(bytes, 0, shorter, 0, from);
        System.arraycopy(bytes, from + 3, shorter, from, shorter.length - from);
        write(which, shorter);

        assertServed(which, shorter, where.costsRecord ? List.of("s%df2".formatted(which.index)) : List.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("segments")
    void garbageBehindTheLastFrameCostsNothingAndIsTold(Which which) throws IOException {
        byte[] bytes = read(which);
        byte[] garbage = "this was never written by the log, but something else did"
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(garbage, 0, bytes, FrameLayout.of(bytes).end(), garbage.length);
        write(which, bytes);

        assertServed(which, bytes, List.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void garbageBehindTheFileCostsNothingAndIsTold(Which which) throws IOException {
        byte[] bytes = read(which);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 100);
        Arrays.fill(longer, bytes.length, longer.length, (byte) 'g');
        write(which, longer);

        assertServed(which, longer, List.of());
    }

    static Stream<Which> files() {
        return Arrays.stream(Which.values());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aFileOfNothingButGarbageCostsWhatItHeld(Which which) throws IOException {
        byte[] bytes = read(which);
        new Random(5).nextBytes(bytes);
        write(which, bytes);

        assertServed(which, bytes,
                content.keySet().stream().filter(name -> name.startsWith("s" + which.index)).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aFileThatIsGoneIsTold(Which which) throws IOException {
        Files.delete(path(which));

        try (LogRun run = new LogRun(RealDisk.of(folder), SIZES)) {
            assertThat(run.lines()).containsExactlyElementsOf(without(
                    content.keySet().stream().filter(name -> name.startsWith("s" + which.index)).toList()));
            // That the last segment is gone leaves no trace; that is what the acknowledged answer of a power cut looks like, too.
            assertThat(run.engine().status().damagedRecords() > 0).isEqualTo(which != Which.LAST_SEGMENT);
        }
    }

    @Test
    void aForeignFileIsLeftAloneAndTold() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.writeString(folder.resolve("segment-7.log"), "not ours by its name");
        Files.copy(path(Which.FIRST_SEGMENT), folder.resolve("segment-00000000000000ff.log"));

        try (LogRun run = new LogRun(RealDisk.of(folder), SIZES)) {
            assertThat(run.lines()).containsExactlyElementsOf(content.values());
            StorageStatus status = run.engine().status();
            assertThat(status.damagedRecords()).isZero();
            assertThat(status.reports()).hasSize(3).anyMatch(line -> line.contains("notes.txt"))
                    .anyMatch(line -> line.contains("segment-7.log"))
                    .anyMatch(line -> line.contains("segment-00000000000000ff.log"));
        }
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        assertThat(folder.resolve("segment-7.log")).exists();
        assertThat(folder.resolve("segment-00000000000000ff.log")).exists();
    }

    @Test
    void twoDamagedFilesAreBothTold() throws IOException {
        for (Which which : List.of(Which.SNAPSHOT, Which.MIDDLE_SEGMENT)) {
            byte[] bytes = read(which);
            bytes[Where.RECORD_BODY.in(FrameLayout.of(bytes).frames().get(2))] ^= 1;
            write(which, bytes);
        }

        try (LogRun run = new LogRun(RealDisk.of(folder), SIZES)) {
            assertThat(run.lines()).containsExactlyElementsOf(without(List.of("s0f2", "s2f2")));
            assertThat(run.engine().status().reports()).hasSize(2);
            assertThat(run.engine().status().damagedRecords()).isEqualTo(2);
        }
    }

    private void assertServed(Which which, byte[] damaged, List<String> lost) throws IOException {
        List<String> expected = without(lost);
        StorageTool.Verification seen = StorageTool.verify(folder);
        assertThat(Files.readAllBytes(path(which))).as("verify changes nothing").isEqualTo(damaged);

        try (LogRun run = new LogRun(RealDisk.of(folder), SIZES)) {
            StorageStatus status = run.engine().status();
            assertThat(run.lines()).containsExactlyElementsOf(expected);
            assertThat(status.damagedRecords()).isPositive();
            assertThat(seen.damaged()).isEqualTo(status.damagedRecords());
            assertThat(status.reports()).hasSize(1).first().asString().contains(name(which) + " is damaged",
                    "damaged/" + name(which) + ".1");
            run.commit(List.of(EngineState.stored("later", "x", "1")));
            awaitSnapshot(run);
        }
        assertThat(Files.readAllBytes(folder.resolve("damaged").resolve(name(which) + ".1"))).isEqualTo(damaged);
        try (LogRun run = new LogRun(RealDisk.of(folder), SIZES)) {
            List<String> withLater = new ArrayList<>(expected);
            withLater.addFirst("{job=\"later\"} x @7 shape x 1");
            assertThat(run.lines()).containsExactlyElementsOf(withLater);
            assertThat(run.engine().status().damagedRecords()).isZero();
            assertThat(run.engine().status().reports()).isEmpty();
        }
    }

    /** The snapshot after a damaged start drops all that was read. */
    private void awaitSnapshot(LogRun run) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (names.stream().anyMatch(name -> Files.exists(folder.resolve(name)))) {
            assertThat(System.nanoTime()).as("the damaged files go: " + run.engine().status().reports())
                    .isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private List<String> without(List<String> lost) {
        Map<String, String> left = new TreeMap<>(content);
        lost.forEach(left::remove);
        return List.copyOf(left.values());
    }

    private String name(Which which) {
        return names.get(which.index);
    }

    private Path path(Which which) {
        return folder.resolve(name(which));
    }

    private byte[] read(Which which) throws IOException {
        return Files.readAllBytes(path(which));
    }

    private void write(Which which, byte[] bytes) throws IOException {
        Files.write(path(which), bytes);
    }
}
