package io.github.jobtide.jobs;

/** How a run ended. The words are those of OpenTelemetry's conventions for CI/CD. */
public enum Outcome {
    SUCCESS("success"),
    /** Everything that is none of the others, a death by somebody else's signal included. */
    FAILURE("failure"),
    /** Ended because it took longer than it may. */
    TIMEOUT("timeout"),
    /** Ended by a signal that was meant for it. */
    CANCELLATION("cancellation"),
    /** Never started, or lost together with whoever watched it. */
    ERROR("error");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** The value of the label {@code outcome}. */
    public String word() {
        return word;
    }

    public boolean isSuccess() {
        return this == SUCCESS;
    }
}
