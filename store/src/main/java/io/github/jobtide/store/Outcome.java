package io.github.jobtide.store;

/** What became of a request to the store. */
public sealed interface Outcome {
    /** Done, and durable as far as the engine is. */
    record Stored() implements Outcome {}

    /** There was nothing to remove. */
    record Absent() implements Outcome {}

    /** Refused for what it says; nothing of it is kept but, for a valid key, the time of the failure. The message is for the sender. */
    record Rejected(Reason reason, String message) implements Outcome {}

    /** Not done, for reasons that are not the sender's; the same request may succeed later. */
    record Unavailable(String message) implements Outcome {}

    /** Why a push was refused; the words of the metric's label. */
    enum Reason {
        PARSE("parse"), TIMESTAMP("timestamp"), INCONSISTENT("inconsistent"), RESERVED_NAME("reserved_name"),
        LIMIT("limit"), TOO_LARGE(
                "too_large"),
        AUTH("auth"), LINT("lint");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
