package io.github.jobtide.gateway;

/** Counts requests and connections that were refused or cut off before their content mattered. Any thread. */
final class TurnedAway extends CountByReason<TurnedAway.Reason> {
    static final String NAME = "jobtide_gateway_turned_away_total";

    /** Why; the words of the metric's label are these in lower case. */
    enum Reason {
        MALFORMED, HEAD_SIZE, BODY_SIZE, BYTES_IN_FLIGHT, SLOW_BODY, TIMEOUT, CONNECTIONS, SCRAPES, SLOW_READER
    }

    TurnedAway() {
        super(NAME, "Requests and connections that were refused or cut off for a bound, by reason.", Reason.class);
    }
}
