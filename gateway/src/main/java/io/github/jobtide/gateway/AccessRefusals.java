package io.github.jobtide.gateway;

/** Counts requests that were refused for who sent them, where an access file says who may do what. Any thread. */
final class AccessRefusals extends CountByReason<AccessRefusals.Reason> {
    static final String NAME = "jobtide_gateway_access_refusals_total";

    /** Why; the words of the metric's label are these in lower case. */
    enum Reason {
        /** Nobody that is known: 401. */
        UNKNOWN,
        /** A principal without the role: 403. */
        ROLE,
        /** Nobody that is known, too often from one address: 429. */
        LIMITED,
        /** What changes something, and comes from another site or with a form that was not handed out: 403. */
        FORM
    }

    AccessRefusals() {
        super(NAME, "Requests that were refused for who sent them, by reason.", Reason.class);
    }
}
