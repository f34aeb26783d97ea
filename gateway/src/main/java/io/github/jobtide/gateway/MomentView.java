package io.github.jobtide.gateway;

/**
 * A time on the page.
 *
 * @param exact RFC 3339; empty for never
 * @param age for people, such as {@code 3 min ago}
 */
record MomentView(String exact, String age) {
    private static final MomentView NEVER = new MomentView("", "never");
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** @param nanos since 1970; 0 for never */
    static MomentView of(long nanos, long nowNanos) {
        return nanos == 0 ? NEVER : new MomentView(ApiJson.time(nanos), age(Math.max(0, nowNanos - nanos)));
    }

    private static String age(long nanos) {
        if (nanos < 2 * MINUTE) {
            return nanos / SECOND + " s ago";
        }
        if (nanos < 2 * HOUR) {
            return nanos / MINUTE + " min ago";
        }
        return nanos < 2 * DAY ? nanos / HOUR + " h ago" : nanos / DAY + " d ago";
    }
}
