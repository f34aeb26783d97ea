package io.github.jobtide.push;

/** What became of a push. A result, not an exception: a job goes on whatever it is. */
public sealed interface Delivery {
    /** The gateway has it. */
    record Delivered(HttpAnswer answer, int attempts) implements Delivery {}

    /** The gateway will never take it as it is. Never send it again; keep it with the answer for whoever looks after it. */
    record Rejected(HttpAnswer answer, int attempts) implements Delivery {}

    /** The gateway has no place where pushes are added up: it is another than Jobtide, or an old one. Send {@link Push#replacing()}. */
    record NoAddingPlace(HttpAnswer answer) implements Delivery {}

    /** Not this time; later it may work as it is. */
    record Unreachable(Trouble trouble, String reason, int attempts) implements Delivery {}

    /** Something on this side is missing, such as the file with the token. It may be there later; nothing was sent. */
    record Unusable(String reason) implements Delivery {}
}
