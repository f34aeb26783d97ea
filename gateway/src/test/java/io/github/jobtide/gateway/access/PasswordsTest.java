package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    /** Of "fakepassword", as htpasswd wrote it. */
    private static final String FAKEPASSWORD = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

    private final Deque<Runnable> work = new ArrayDeque<>();

    @Test
    void aRightPasswordIsComputedOnceAndThenKnown() {
        Passwords passwords = passwords(Map.of("alice", hash("sesame")));
        Verdict first = passwords.judge(basic("alice:sesame"));

        work.remove().run();

        assertThat(result(first)).isTrue();
        assertThat(passwords.judge(basic("alice:sesame"))).isEqualTo(Verdict.RIGHT);
        assertThat(work).isEmpty();
    }

    @Test
    void aWrongPasswordIsComputedOnceAndThenKnown() {
        Passwords passwords = passwords(Map.of("alice", hash("sesame")));
        Verdict first = passwords.judge(basic("alice:wrong"));

        work.remove().run();

        assertThat(result(first)).isFalse();
        assertThat(passwords.judge(basic("alice:wrong"))).isEqualTo(Verdict.WRONG);
        assertThat(passwords.judge(basic("alice:sesame"))).isInstanceOf(Verdict.Later.class);
    }

    @Test
    void anUnknownUserTakesTheSameWorkAndIsNeverRight() {
        Passwords passwords = passwords(Map.of("alice", FAKEPASSWORD));
        Verdict unknown = passwords.judge(basic("mallory:fakepassword"));
        Verdict known = passwords.judge(basic("alice:fakepassword"));

        assertThat(work).hasSize(2);
        work.forEach(Runnable::run);

        assertThat(result(unknown)).isFalse();
        assertThat(result(known)).isTrue();
    }

    @Test
    void manyWrongPasswordsDoNotMakeARightOneForgotten() {
        Passwords passwords = passwords(Map.of("alice", hash("sesame")));
        var unused = passwords.judge(basic("alice:sesame"));
        for (int i = 0; i < 1500; i++) {
            unused = passwords.judge(basic("alice:wrong" + i));
            work.forEach(Runnable::run);
            work.clear();
        }

        assertThat(unused).isInstanceOf(Verdict.Later.class);
        assertThat(passwords.judge(basic("alice:sesame"))).isEqualTo(Verdict.RIGHT);
        assertThat(passwords.judge(basic("alice:wrong0"))).isInstanceOf(Verdict.Later.class);
        assertThat(passwords.judge(basic("alice:wrong1499"))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void whoAsksForWhatIsBeingComputedWaitsForThat() {
        Passwords passwords = passwords(Map.of("alice", hash("sesame")));
        Verdict first = passwords.judge(basic("alice:sesame"));
        Verdict second = passwords.judge(basic("alice:sesame"));

        assertThat(work).hasSize(1);
        work.remove().run();

        assertThat(result(first)).isTrue();
        assertThat(result(second)).isTrue();
    }

    @Test
    void whereNoMoreCanWaitItIsSaidAndNothingIsForgotten() {
        Passwords full = new Passwords(Map.of("alice", hash("sesame")), task -> {
            if (!work.isEmpty()) {
                throw new RejectedExecutionException();
            }
            work.add(task);
        });
        Verdict first = full.judge(basic("alice:sesame"));

        assertThat(full.judge(basic("alice:wrong"))).isEqualTo(Verdict.BUSY);
        work.remove().run();

        assertThat(result(first)).isTrue();
        assertThat(full.judge(basic("alice:wrong"))).isInstanceOf(Verdict.Later.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Bearer YWxpY2U6c2VzYW1l", "Basic !", "Basic YWxpY2U="})
    void whatIsNotOfTheSchemeIsWrongAtOnce(String header) {
        assertThat(passwords(Map.of("alice", FAKEPASSWORD)).judge(header)).isEqualTo(Verdict.WRONG);
        assertThat(work).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "pass:word", "pässwörd", " "})
    void passwordsOfAllKindsAreRight(String password) {
        Passwords passwords = passwords(Map.of("über", hash(password)));
        Verdict verdict = passwords.judge("bAsIc " + Base64.getEncoder()
                .encodeToString(("über:" + password).getBytes(StandardCharsets.UTF_8)));

        work.remove().run();

        assertThat(result(verdict)).isTrue();
    }

    /** Bcrypt's own limit; Go compares so too. */
    @Test
    void ofALongPasswordTheFirst72BytesCount() {
        Passwords passwords = passwords(Map.of("alice", hash("x".repeat(72))));
        Verdict verdict = passwords.judge(basic("alice:" + "x".repeat(80)));

        work.remove().run();

        assertThat(result(verdict)).isTrue();
    }

    @Test
    void anEmptyPasswordIsWrong() {
        Passwords passwords = passwords(Map.of("alice", hash("sesame")));
        Verdict verdict = passwords.judge(basic("alice:"));

        work.remove().run();

        assertThat(result(verdict)).isFalse();
    }

    private Passwords passwords(Map<String, String> hashes) {
        return new Passwords(hashes, work::add);
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String password) {
        var version = BCrypt.Version.VERSION_2B;
        return new String(BCrypt.with(version, LongPasswordStrategies.truncate(version)).hash(4,
                password.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII);
    }

    private static boolean result(Verdict verdict) {
        return ((Verdict.Later) verdict).result().join();
    }
}
