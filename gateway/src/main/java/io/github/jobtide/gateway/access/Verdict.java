package io.github.jobtide.gateway.access;

import java.util.concurrent.CompletableFuture;

/** What is known of a password now. */
public sealed interface Verdict {
    Verdict RIGHT = new Known(true);
    Verdict WRONG = new Known(false);
    Verdict BUSY = new Busy();

    record Known(boolean right) implements Verdict {}

    /** The result comes later, on a thread that must not be held up. */
    record Later(CompletableFuture<Boolean> result) implements Verdict {}

    /** Too many wait for theirs. */
    record Busy() implements Verdict {}
}
