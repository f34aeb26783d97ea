package io.github.jobtide.push;

/**
 * A piece of a push that can be sent or left out by itself: usually one metric family, with its HELP and TYPE.
 *
 * @param family the name of the family; empty for a piece of which nobody knows what is in it, and which is therefore never left out
 * @param adds whether it says what to add, rather than what is
 */
public record Part(String family, boolean adds, Bytes text) {
    public static Part replacing(String family, Bytes text) {
        return new Part(family, false, text);
    }

    public static Part adding(String family, Bytes text) {
        return new Part(family, true, text);
    }
}
