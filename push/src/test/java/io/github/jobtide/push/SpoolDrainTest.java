package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolDrainTest {
    private static final Group BACKUP = Group.of("backup");
    private static final Group BILLING = Group.of("billing");
    private static final String OK = RawServer.status(200);

    @TempDir
    Path folder;
    private Spool spool;

    @BeforeEach
    void open() {
        spool = Spool.open(folder, SpoolLimits.DEFAULT, InstantSource.system());
    }

    @Test
    void whatWaitsIsSentOnceInOrderWithTheOwnGroupFirst() {
        try (RawServer server = RawServer.answering(OK)) {
            spool.add(at(server, BILLING, 1, "a 1\n"));
            spool.add(at(server, BACKUP, 2, "a 2\n"));
            spool.add(at(server, BILLING, 3, "a 3\n"));
            spool.add(at(server, BACKUP, 4, "a 4\n"));

            assertThat(drain(Optional.of(BACKUP))).isEqualTo(new Drained(4, 0, 0, 0, "", false));

            assertThat(bodies(server)).containsExactly("a 2", "a 4", "a 1", "a 3");
            assertThat(server.requests).allMatch(request -> request.contains("\r\nJobtide-Replay: 1\r\n"))
                    .first().asString().contains("\r\nJobtide-Event-Time: 2.000\r\n");
            assertThat(drain(Optional.empty())).isEqualTo(new Drained(0, 0, 0, 0, "", false));
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void aGatewayThatIsDownIsLeftAloneAndAnotherIsNot() {
        try (RawServer down = RawServer.answering(RawServer.status(503)); RawServer up = RawServer.answering(OK)) {
            spool.add(at(down, BACKUP, 1, "a 1\n"));
            spool.add(at(down, BACKUP, 2, "a 2\n"));
            spool.add(at(up, BACKUP, 3, "a 3\n"));

            assertThat(drain(Optional.empty()))
                    .isEqualTo(new Drained(1, 0, 0, 2, "status 503: answer 503", false));

            assertThat(bodies(down)).containsExactly("a 1");
            assertThat(bodies(up)).containsExactly("a 3");
        }
    }

    @Test
    void aRefusalIsKeptWithItsAnswerAndNotSentAgain() throws IOException {
        try (RawServer server = RawServer.answering(RawServer.status(400), OK)) {
            spool.add(at(server, BACKUP, 1, "a x\n"));
            spool.add(at(server, BACKUP, 2, "a 2\n"));

            assertThat(drain(Optional.empty())).isEqualTo(new Drained(1, 1, 0, 0, "", false));

            assertThat(Files.readString(folder.resolve("rejected/0000000000000001.push.answer")))
                    .isEqualTo("status 400\nanswer 400\n");
            assertThat(drain(Optional.empty())).isEqualTo(new Drained(0, 0, 0, 0, "", false));
        }
    }

    @Test
    void aReplacementWhoseFamiliesHaveBeenDeliveredNewerIsDroppedAndItsAddendIsNot() {
        try (RawServer server = RawServer.answering(OK)) {
            Part last = Part.replacing("last", Bytes.of("last 1\n"));
            Part other = Part.replacing("other", Bytes.of("other 1\n"));
            Part runs = Part.adding("runs_total", Bytes.of("runs_total 1\n"));
            spool.add(SpooledPush.to(server.target(), push(BACKUP, PushMode.REPLACE, 1, last)));
            spool.add(SpooledPush.to(server.target(), push(BACKUP, PushMode.REPLACE, 1, last, other)));
            spool.add(SpooledPush.to(server.target(), push(BACKUP, PushMode.ADD, 1, last, runs)));
            spool.add(SpooledPush.to(server.target(), push(BILLING, PushMode.REPLACE, 1, last)));
            spool.add(SpooledPush.to(server.target(), push(BACKUP, PushMode.REPLACE, 3, last)));
            spool.delivered(SpooledPush.to(server.target(),
                    push(BACKUP, PushMode.REPLACE, 2, last, Part.replacing("runs_total", Bytes.of("runs_total 9\n")))));

            assertThat(drain(Optional.empty())).isEqualTo(new Drained(4, 0, 1, 0, "", false));

            assertThat(bodies(server)).containsExactly("other 1", "runs_total 1", "last 1", "last 1");
            assertThat(server.requests.get(2)).startsWith("POST /metrics/job/billing ");
        }
    }

    @Test
    void onAGatewayThatCannotAddTheRestIsSent() {
        try (RawServer server = RawServer.answering(RawServer.status(404), OK)) {
            spool.add(SpooledPush.to(server.target(), push(BACKUP, PushMode.ADD, 1,
                    Part.replacing("last", Bytes.of("last 1\n")),
                    Part.adding("runs_total", Bytes.of("runs_total 1\n")))));

            assertThat(drain(Optional.empty())).isEqualTo(new Drained(1, 0, 0, 0, "", false));

            assertThat(server.requests.get(1)).startsWith("POST /metrics/job/backup ").endsWith("\r\n\r\nlast 1\n");
        }
    }

    @Test
    void onAGatewayThatCannotAddWhatOnlyAddsIsRefusedAndWhatIsLeftOfMoreIsNot() {
        try (RawServer server = RawServer.answering(RawServer.status(404))) {
            Part runs = Part.adding("runs_total", Bytes.of("runs_total 1\n"));
            Part last = Part.replacing("last", Bytes.of("last 1\n"));
            spool.add(SpooledPush.to(server.target(), push(BACKUP, PushMode.ADD, 1, runs)));
            spool.add(SpooledPush.to(server.target(), push(BACKUP, PushMode.ADD, 1, last, runs)));
            spool.delivered(SpooledPush.to(server.target(), push(BACKUP, PushMode.REPLACE, 2, last)));

            assertThat(drain(Optional.empty())).isEqualTo(new Drained(0, 1, 1, 0, "", false));

            assertThat(bodies(server)).as("nothing empty is sent").containsExactly("runs_total 1", "runs_total 1");
            assertThat(folder.resolve("rejected/0000000000000001.push")).exists();
        }
    }

    @Test
    void anEnvironmentIsWhatItIsNow() {
        try (RawServer server = RawServer.answering(OK)) {
            spool.add(SpooledPush.to("production", push(BACKUP, PushMode.REPLACE, 1, part("a 1\n"))));
            spool.add(SpooledPush.to("gone", push(BACKUP, PushMode.REPLACE, 2, part("a 2\n"))));
            SpoolDrain drain = new SpoolDrain(Pushes.pusher(), new FakeTimer(),
                    name -> name.equals("production") ? Optional.of(server.target()) : Optional.empty(),
                    Optional.empty());

            assertThat(spool.drain(drain, Pushes.BUDGET))
                    .isEqualTo(new Drained(1, 0, 0, 1, "there is no environment 'gone'", false));
        }
    }

    @Test
    void aTokenThatIsMissingLosesNothing() {
        try (RawServer server = RawServer.answering(OK)) {
            Target target = Target.of(server.url(), new Credentials.TokenFile(folder.resolve("token")), TlsFiles.NONE);
            spool.add(SpooledPush.to(target, push(BACKUP, PushMode.REPLACE, 1, part("a 1\n"))));

            assertThat(drain(Optional.empty()).waiting()).isOne();
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void withoutTimeNothingIsSentAndTwoDrainsAreNotAtItAtOnce() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            spool.add(at(server, BACKUP, 1, "a 1\n"));

            assertThat(spool.drain(drainer(Optional.empty()), Duration.ZERO))
                    .isEqualTo(new Drained(0, 0, 0, 1, "", false));
            Closeable held = spool.lockForDraining().orElseThrow();
            assertThat(drain(Optional.empty())).isEqualTo(new Drained(0, 0, 0, 1, "", true));
            held.close();
            assertThat(server.requests).isEmpty();
        }
    }

    private Drained drain(Optional<Group> first) {
        return spool.drain(drainer(first), Pushes.BUDGET);
    }

    private static SpoolDrain drainer(Optional<Group> first) {
        return new SpoolDrain(Pushes.pusher(new FakeTimer(), Map.of()), new FakeTimer(), name -> Optional.empty(),
                first);
    }

    private static SpooledPush at(RawServer server, Group group, long second, String text) {
        return SpooledPush.to(server.target(), push(group, PushMode.REPLACE, second, part(text)));
    }

    private static Part part(String text) {
        return Part.replacing("a", Bytes.of(text));
    }

    private static Push push(Group group, PushMode mode, long second, Part... parts) {
        return new Push(group, mode, Push.TEXT, List.of(parts), "", Instant.ofEpochSecond(second));
    }

    private static List<String> bodies(RawServer server) {
        return server.requests.stream().map(one -> one.substring(one.indexOf("\r\n\r\n") + 4).strip()).toList();
    }
}
