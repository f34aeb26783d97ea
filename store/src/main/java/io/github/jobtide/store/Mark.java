package io.github.jobtide.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a push says of itself beside its families. Times are nanoseconds since the epoch.
 *
 * @param id if there is one, a push of that id to that group is taken once only
 * @param eventNanos when that happened which it tells of, by the client's clock; without it that is when it was received
 * @param clientNanos when it was sent, by the client's clock
 * @param replay whether it is told later than usual, so that families which were written for a later event stay
 */
public record Mark(Optional<PushId> id, OptionalLong eventNanos, OptionalLong clientNanos, boolean replay) {
    /** As most pushes are. */
    public static final Mark NONE = new Mark(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), false);
}
