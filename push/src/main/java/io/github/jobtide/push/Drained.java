package io.github.jobtide.push;

/**
 * What a drain came to.
 *
 * @param overtaken pushes of which nothing was left to send, because all of it had been delivered newer
 * @param waiting pushes that wait still
 * @param trouble why those do, in words; empty if none does, or there was only no time left
 * @param busy whether another process was draining, so that this one did nothing
 */
public record Drained(int delivered, int rejected, int overtaken, int waiting, String trouble, boolean busy) {}
