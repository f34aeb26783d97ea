package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.MemoryFolder;
import io.github.jobtide.testing.Seeds;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Target TARGET = Target.of("http://127.0.0.1:1/p", new Credentials.TokenFile(Path.of("/t o")),
            new TlsFiles(Optional.of(Path.of("/ca.pem")), Optional.of(Path.of("/c")), Optional.of(Path.of("/k"))));

    @TempDir
    Path folder;

    @Test
    void aSpooledPushIsTheseBytes() throws IOException {
        Push push = new Push(new Group("a job", new TreeMap<>(Map.of("path", "/x"))), PushMode.ADD, Push.TEXT,
                List.of(Part.replacing("files", Bytes.of("files 3\n")), Part.adding("", Bytes.of("ü\n"))), "run-1/C",
                Pushes.NOW);

        spool().add(SpooledPush.to(TARGET, push));

        assertThat(Files.readString(folder.resolve("0000000000000001.push"))).isEqualTo("""
                jobtide spooled push 1
                check 99999999
                url http://127.0.0.1:1/p
                token-file /t%20o
                ca-file /ca.pem
                client-cert-file /c
                client-key-file /k
                job a%20job
                label path /x
                mode add
                content-type text/plain;%20version=0.0.4;%20charset=utf-8
                push-id run-1/C
                event-time 2026-11-26T02:00:00.250Z
                part replaces 8 files
                part adds 3\s

                files 3
                ü
                """.replace("99999999", checkOf("0000000000000001.push")));
        assertThat(spool().waiting()).containsExactly(
                Map.entry("0000000000000001.push", SpooledPush.to(TARGET, push)));
    }

    private String checkOf(String name) throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve(name));
        CRC32C crc = new CRC32C();
        crc.update(file, 38, file.length - 38);
        return "%08x".formatted(crc.getValue());
    }

    @Test
    void anyPushIsReadBackAsItWasAndNoChangedByteGoesUnnoticed() {
        Seeds.each(500, seed -> {
            Random random = new Random(seed);
            SpooledPush spooled = random(random);
            byte[] bytes = SpoolCodec.write(spooled);

            assertThat(SpoolCodec.read(bytes)).isEqualTo(spooled);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> SpoolCodec.read(bytes)).isInstanceOf(IllegalArgumentException.class);
            byte[] cut = Arrays.copyOf(SpoolCodec.write(spooled), random.nextInt(bytes.length));
            assertThatThrownBy(() -> SpoolCodec.read(cut)).isInstanceOf(IllegalArgumentException.class);
        });
    }

    private static SpooledPush random(Random random) {
        List<Part> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(new Part(word(random, 0), random.nextBoolean(), Bytes.of(word(random, 0))));
        }
        Push push = new Push(
                new Group(word(random, 1), new TreeMap<>(Map.of("l" + random.nextInt(9), word(random, 0)))),
                List.of(PushMode.REPLACE, PushMode.REPLACE_ALL, PushMode.ADD).get(random.nextInt(3)), Push.TEXT, parts,
                random.nextBoolean() ? "" : "id/" + random.nextInt(),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
        Path path = Path.of("/" + word(random, 1).replace("\0", ""));
        Credentials credentials = List.of(new Credentials.None(), new Credentials.TokenFile(path),
                new Credentials.PasswordFile(path), new Credentials.TokenVariable("A"),
                new Credentials.PasswordVariable("B"), new Credentials.UserPasswordFile("ü r", path))
                .get(random.nextInt(6));
        return random.nextBoolean()
                ? SpooledPush.to(word(random, 1), push)
                : SpooledPush.to(Target.of("https://h:9/x%20y", credentials, TlsFiles.NONE), push);
    }

    private static String word(Random random, int least) {
        String letters = "ab \n\r\t%=/\\ü€\0\"{}🚀";
        StringBuilder word = new StringBuilder();
        for (int i = least + random.nextInt(20); i > 0; i--) {
            int at = letters.offsetByCodePoints(0, random.nextInt(letters.codePointCount(0, letters.length())));
            word.appendCodePoint(letters.codePointAt(at));
        }
        return word.toString();
    }

    @Test
    void aPushIsForcedToDiskBeforeItGetsItsNameAndTheFolderAfterwards() throws IOException {
        BrokenFolder recorded = new BrokenFolder(real(), Integer.MAX_VALUE, false);

        spool(recorded, SpoolLimits.DEFAULT).add(numbered(1));

        assertThat(recorded.calls).containsExactly("write and force 0000000000000001.push.tmp",
                "rename 0000000000000001.push.tmp to 0000000000000001.push", "sync folder ");
    }

    @Test
    void whereverAProcessDiesEachPushIsThereWholeOrNotAtAllAndTheNextOneWorks() throws IOException {
        for (boolean halfWritten : new boolean[]{false, true}) {
            for (int failing = 0; failing < 3; failing++) {
                Path place = folder.resolve(failing + "-" + halfWritten);
                Spool sound = Spool.open(place, SpoolLimits.DEFAULT, InstantSource.system());
                sound.add(numbered(1));
                BrokenFolder broken = new BrokenFolder(RealSpoolFolder.open(place, List.of()), failing, halfWritten);

                assertThatThrownBy(() -> spool(broken, SpoolLimits.DEFAULT).add(numbered(2)))
                        .isInstanceOf(SpoolException.class).hasMessage("the spool S fails: No space left on device");

                assertThat(numbers(sound)).isIn(List.of("1"), List.of("1", "2"));
                Files.writeString(place.resolve("00000000000000ff.push.tmp"), "of one that died long ago");
                sound.add(numbered(3));
                assertThat(numbers(sound)).isIn(List.of("1", "3"), List.of("1", "2", "3"));
                try (var files = Files.list(place)) {
                    assertThat(files.map(file -> file.getFileName().toString()))
                            .noneMatch(name -> name.endsWith(".tmp"));
                }
            }
        }
    }

    @Test
    void whatIsMoreThanTheLimitsGoesOldestFirstAndIsCountedUntilReported() throws IOException {
        Spool few = spool(real(), new SpoolLimits(3, Long.MAX_VALUE, Duration.ofDays(7)));
        for (int i = 1; i <= 5; i++) {
            few.add(numbered(i));
        }
        assertThat(numbers(few)).containsExactly("3", "4", "5");
        assertThat(few.takeDropped()).isEqualTo(2);
        assertThat(few.takeDropped()).isZero();

        int bytes = SpoolCodec.write(numbered(6)).length;
        spool(real(), new SpoolLimits(100, 2L * bytes, Duration.ofDays(7))).add(numbered(6));
        assertThat(numbers(few)).containsExactly("5", "6");

        Files.setLastModifiedTime(folder.resolve("0000000000000005.push"),
                FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        assertThat(numbers(few)).containsExactly("6");
        assertThat(few.takeDropped()).isEqualTo(3);
    }

    @Test
    void whatIsDamagedIsSetAsideAndTheRestIsThere() throws IOException {
        Spool spool = spool();
        spool.add(numbered(1));
        spool.add(numbered(2));
        spool.add(numbered(3));
        Path second = folder.resolve("0000000000000002.push");
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length - 2] ^= 1;
        Files.write(second, bytes);

        assertThat(numbers(spool)).containsExactly("1", "3");

        assertThat(Files.readAllBytes(folder.resolve("damaged/0000000000000002.push"))).isEqualTo(bytes);
        assertThat(spool.takeDropped()).isZero();
    }

    @Test
    void numbersAreNotGivenAgainWhileARejectedPushHasThem() throws IOException {
        Spool spool = spool();
        spool.add(numbered(1));
        String name = "0000000000000001.push";
        SpooledPush waiting = Objects.requireNonNull(spool.waiting().get(name));
        spool.setRejected(name, numbered(9), answer(500, "of another\n"));
        spool.remove(name, numbered(9));
        assertThat(spool.waiting()).containsKey(name);
        spool.setRejected(name, waiting, answer(400, "no\n"));
        spool.reject(numbered(2), answer(422, "never\n"));
        spool.add(numbered(3));

        assertThat(numbers(spool)).containsExactly("3");
        assertThat(Files.exists(folder.resolve("0000000000000003.push"))).isTrue();
        assertThat(Files.readString(folder.resolve("rejected/0000000000000001.push.answer")))
                .isEqualTo("status 400\nno\n");
        assertThat(Files.readString(folder.resolve("rejected/0000000000000002.push.answer")))
                .isEqualTo("status 422\nnever\n");
    }

    @Test
    void whatWasRejectedIsHeldToTheLimitsToo() throws IOException {
        spool().reject(numbered(1), answer(400, "no\n"));
        long bytes = Files.size(folder.resolve("rejected/0000000000000001.push"));

        spool(real(), new SpoolLimits(100, 2 * bytes, Duration.ofDays(7))).reject(numbered(2), answer(400, "no\n"));
        spool(real(), new SpoolLimits(100, 2 * bytes, Duration.ofDays(7))).reject(numbered(3), answer(400, "no\n"));

        assertThat(Files.exists(folder.resolve("rejected/0000000000000001.push"))).isFalse();
        assertThat(Files.exists(folder.resolve("rejected/0000000000000001.push.answer"))).isFalse();
        assertThat(Files.exists(folder.resolve("rejected/0000000000000002.push"))).isTrue();
        assertThat(Files.exists(folder.resolve("rejected/0000000000000003.push"))).isTrue();
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        Path own = folder.resolve("own");
        Spool.open(own, SpoolLimits.DEFAULT, InstantSource.system()).add(numbered(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve("0000000000000001.push"))))
                .isEqualTo("rw-------");
    }

    @Test
    void manyThreadsAtOnceLoseNothing() throws Exception {
        try (MemoryFolder memory = MemoryFolder.create(1)) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int i = 1; i <= 40; i++) {
                int number = i;
                threads.execute(() -> open(memory.path()).add(numbered(number)));
            }
            threads.shutdown();

            assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            List<String> numbers = new ArrayList<>(numbers(open(memory.path())));
            numbers.sort(Comparator.comparingInt(Integer::parseInt));
            assertThat(numbers).hasSize(40).startsWith("1", "2").endsWith("39", "40");
        }
    }

    private static Spool open(Path place) {
        return Spool.open(place, SpoolLimits.DEFAULT, InstantSource.system());
    }

    @Test
    void aFolderThatAnotherKeepsLockedIsGivenUp() throws IOException {
        Spool spool = spool();
        Closeable held = real().lock("lock", Duration.ZERO).orElseThrow();

        assertThatThrownBy(() -> spool.add(numbered(1))).isInstanceOf(SpoolException.class).hasMessage(
                "the spool " + folder + " has been in use by another process for 6 s");

        held.close();
        spool.add(numbered(1));
    }

    @Test
    void theUsersFolderInTheOneForAllGoesFirstAndAStrangersIsRefused() throws IOException {
        long user = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
        Path forAll = Files.createDirectory(folder.resolve("all"));
        Map<String, String> environment = Map.of("XDG_STATE_HOME", folder + "/state", "HOME", "/nowhere");

        assertThat(SpoolPlace.find(forAll, user, environment)).contains(forAll.resolve(Long.toString(user)));
        assertThat(SpoolPlace.find(folder.resolve("none"), user, environment))
                .contains(folder.resolve("state/jobtide/spool"));
        assertThat(SpoolPlace.find(folder.resolve("none"), user, Map.of("HOME", folder + "/home")))
                .contains(folder.resolve("home/.local/state/jobtide/spool"));
        assertThat(SpoolPlace.find(folder.resolve("none"), user, Map.of())).isEmpty();

        Path stranger = forAll.resolve(Long.toString(user + 1));
        Files.createDirectory(stranger,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThatThrownBy(() -> SpoolPlace.find(forAll, user + 1, environment)).isInstanceOf(SpoolException.class)
                .hasMessageStartingWith("the folder " + stranger + " is of user " + user + " with the mode rwx------");
        Files.setPosixFilePermissions(forAll.resolve(Long.toString(user)),
                PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> SpoolPlace.find(forAll, user, environment)).isInstanceOf(SpoolException.class);
    }

    private SpoolFolder real() throws IOException {
        return RealSpoolFolder.open(folder, List.of(Spool.REJECTED, Spool.DAMAGED, "delivered"));
    }

    private Spool spool() throws IOException {
        return spool(real(), SpoolLimits.DEFAULT);
    }

    private static Spool spool(SpoolFolder folder, SpoolLimits limits) {
        return new Spool(folder, limits, InstantSource.system());
    }

    private static SpooledPush numbered(int number) {
        return SpooledPush.to(TARGET, Pushes.of(PushMode.REPLACE, Part.replacing("n", Bytes.of("" + number))));
    }

    private static List<String> numbers(Spool spool) {
        return spool.waiting().values().stream().map(one -> one.push().body().text()).toList();
    }

    private static HttpAnswer answer(int status, String body) {
        return new HttpAnswer(status, new TreeMap<>(), body, true);
    }
}
