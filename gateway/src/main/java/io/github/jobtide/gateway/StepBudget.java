package io.github.jobtide.gateway;

/** How much one request may still cost, in small steps. One thread. */
final class StepBudget {
    private long left;

    StepBudget(long steps) {
        this.left = steps;
    }

    /** @throws ExhaustedException if there is not so much left */
    void take(long steps) {
        left -= steps;
        if (left < 0) {
            throw new ExhaustedException();
        }
    }

    /** The request costs too much. */
    static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ExhaustedException() {
            super("too many steps", null, false, false);
        }
    }
}
