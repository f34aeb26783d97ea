package io.github.jobtide.gateway.access;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Logs who was refused, who removed what and who stopped the gateway: one line each, and of each kind no more than a disk can bear; how many lines were left out is
 * told as soon as there is room again. Any thread.
 */
public final class AccessLog {
    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());
    private static final int MAX_TEXT = 300;
    /** What looks like a token, wherever a client put it. */
    private static final Pattern TOKEN = Pattern
            .compile("(?i)" + TokenText.PREFIX.replace("_", "(?:_|%5f)") + "[A-Za-z0-9_%-]{8,}");

    private final Lines refusals = new Lines("refusals", Duration.ofSeconds(1), 50);
    private final Lines stops = new Lines("requests to stop", Duration.ofSeconds(1), 10);
    private final Lines deletions = new Lines("deletions", Duration.ofMillis(100), 1000);

    /**
     * @param who a principal's name, or empty if nobody is known
     * @param source the client's address
     * @param what method and path
     */
    public void refused(String who, String source, String what, String why) {
        refusals.log(System.Logger.Level.WARNING, "request refused who={0} from={1} request={2}: {3}",
                named(who), source, shown(what), why);
    }

    /** @param what was removed */
    public void deleted(String who, String source, String what) {
        deletions.log(System.Logger.Level.INFO, "deleted who={0} from={1} what={2}", named(who), source, shown(what));
    }

    /** @param stops whether the gateway then stops; else the way to ask it is off */
    public void asksToStop(String who, String source, boolean stops) {
        this.stops.log(System.Logger.Level.INFO, stops
                ? "told to stop who={0} from={1}"
                : "told to stop, which --web.enable-lifecycle would allow, who={0} from={1}", named(who), source);
    }

    /** Tells what was left out, if there is something to tell and room for it. */
    void tick() {
        refusals.tellLeftOut();
        stops.tellLeftOut();
        deletions.tellLeftOut();
    }

    private static String named(String who) {
        return who.isEmpty() ? "nobody" : who;
    }

    /** Without what looks like a token, and not too long. */
    static String shown(String text) {
        String safe = TOKEN.matcher(text.length() <= 2 * MAX_TEXT ? text : text.substring(0, 2 * MAX_TEXT))
                .replaceAll(TokenText.PREFIX + "…");
        return safe.length() <= MAX_TEXT ? safe : safe.substring(0, MAX_TEXT) + "…";
    }

    /** Lines of one kind. */
    private static final class Lines {
        private final String kind;
        private final TokenBucket room;
        private long leftOut;

        /** @param pace after which there is room for one more line */
        Lines(String kind, Duration pace, int burst) {
            this.kind = kind;
            this.room = new TokenBucket(pace, burst, System.nanoTime());
        }

        void log(System.Logger.Level level, String format, Object... parts) {
            if (mayLog()) {
                LOG.log(level, format, parts);
            }
        }

        private synchronized boolean mayLog() {
            boolean may = room.tryTake(System.nanoTime());
            leftOut += may ? 0 : 1;
            return may;
        }

        private synchronized void tellLeftOut() {
            if (leftOut > 0 && room.tryTake(System.nanoTime())) {
                LOG.log(System.Logger.Level.WARNING, "{0} more {1} were left out of this log", Long.toString(leftOut),
                        kind);
                leftOut = 0;
            }
        }
    }
}
