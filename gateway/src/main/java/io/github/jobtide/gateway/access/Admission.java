package io.github.jobtide.gateway.access;

import java.util.concurrent.CompletableFuture;

/** Who a request comes from, as far as that can be told now. */
public sealed interface Admission {
    record Known(Caller caller) implements Admission {}

    /**
     * Nobody that is known.
     *
     * @param why for the log; holds nothing that the client sent
     */
    record Unknown(String why) implements Admission {}

    /** The result comes later, on a thread that must not be held up; it is not another of these. */
    record Later(CompletableFuture<Admission> result) implements Admission {}

    /** Too many wait for theirs. */
    record Busy() implements Admission {}

    /** Nobody that is known, and too often from there. */
    record Limited() implements Admission {}
}
