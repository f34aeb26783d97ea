package io.github.jobtide.gateway.access;

import java.util.concurrent.CompletableFuture;

/** What is known of a password now. */
sealed interface Verdict {
    Verdict RIGHT = new Known(true);
    Verdict WRONG = new Known(false);
    Verdict BUSY = new Busy();
    Verdict NOT_ALLOWED = new NotAllowed();

    record Known(boolean right) implements Verdict {}

    /** The result comes later, on a thread that must not be held up. */
    record Later(CompletableFuture<Boolean> result) implements Verdict {}

    /** Too many wait for theirs. */
    record Busy() implements Verdict {}

    /** It is not known, and was not to be computed. */
    record NotAllowed() implements Verdict {}
}
