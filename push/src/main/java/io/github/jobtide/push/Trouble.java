package io.github.jobtide.push;

/** Where an attempt to reach a gateway ended. */
public enum Trouble {
    /** Nobody knows the host's name. */
    NAME,
    /** No connection, or it broke. */
    CONNECTION,
    /** The proxy did not let it through. */
    PROXY,
    /** No TLS between the two: who answers is not who it should be, or does not like who asks. */
    TRUST,
    /** Some wait lasted too long. */
    TIME,
    /** There was no time left to ask. That says nothing of the gateway. */
    UNASKED,
    /** What came back is not HTTP. */
    ANSWER,
    /** The gateway says that it cannot at the moment. */
    STATUS,
    /** The thread that waited was told to stop. */
    INTERRUPTED;

    /** Whether the same attempt may well go better within the next half minute. */
    boolean mayPass() {
        return this != TRUST && this != INTERRUPTED;
    }
}
