package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.lint.LintMode;
import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.Linter;
import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.Stored;
import io.github.jobtide.store.GroupKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Looks at what is pushed as {@code jobtide lint} does, if the gateway is to. Whatever becomes of that, a push does not fail for it: one that
 * could not be looked at goes on as if nothing had been found. Any thread.
 */
final class PushLint {
    private static final System.Logger LOG = System.getLogger(PushLint.class.getName());
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final LintMode mode;
    private final Look look;
    private final LatestFindings latest;
    private final LintCounts counts = new LintCounts();
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    PushLint(LintMode mode, Look look, LatestFindings latest) {
        this.mode = mode;
        this.look = look;
        this.latest = latest;
    }

    static PushLint of(GatewayConfig config, LatestFindings latest) {
        var options = new LintOptions(Profile.PUSH, Map.of(), Set.of(), Map.of(), config.names() == NameRule.UTF_8)
                .against(Stored.UNKNOWN, config.bounds().store().maxGroupSeries()).telling(LintNote.MOST_COUNTED);
        Linter linter = Linter.of(options);
        return new PushLint(config.lint(), (key, page) -> linter.withKey(map(key.labels())).lint(page), latest);
    }

    private static Map<String, String> map(Labels labels) {
        Map<String, String> map = HashMap.newHashMap(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            map.put(labels.name(i), labels.value(i));
        }
        return map;
    }

    boolean isOn() {
        return mode != LintMode.OFF;
    }

    /** Looks at a body of text, as it came. */
    LintNote text(GroupKey key, byte[] body) {
        return isOn() ? look(key, () -> body, true) : LintNote.NONE;
    }

    /** Looks at what was read from a body that was no text, by the text that would have brought it. */
    LintNote families(GroupKey key, List<MetricFamily> families) {
        return look(key, () -> TextWriter.write(families), false);
    }

    private LintNote look(GroupKey key, Supplier<byte[]> body, boolean hasPlaces) {
        try {
            return LintNote.of(look.at(key, new ByteArrayInputStream(body.get())), hasPlaces);
        } catch (RuntimeException | IOException | StackOverflowError e) {
            logFailure(key, e);
            return LintNote.FAILED;
        }
    }

    /** Once a minute at the most: what cannot be looked at may be pushed again and again. */
    private void logFailure(GroupKey key, Throwable failure) {
        long now = System.nanoTime();
        long last = lastLogged.get();
        if (now - last >= QUIET_NANOS && lastLogged.compareAndSet(last, now)) {
            LOG.log(System.Logger.Level.ERROR,
                    "lint failed at a push, which is taken all the same, group=" + Refusals.shown(key), failure);
        }
    }

    boolean refuses(LintNote note) {
        return mode == LintMode.ENFORCE && note.result() == LintNote.Result.ERROR;
    }

    /** The push was stored; for each that was, from its event loop. */
    void stored(GroupKey key, LintNote note) {
        if (isOn()) {
            counts.count(note);
            latest.put(key, note);
        }
    }

    /** The push was refused for that. */
    void refused(LintNote note) {
        counts.count(note);
    }

    /** Empty unless somebody looks. */
    List<MetricFamily> metrics() {
        return isOn() ? counts.families() : List.of();
    }

    /** Reads what is pushed to a group, as text, and says what is wrong with it. */
    interface Look {
        LintResult at(GroupKey key, InputStream page) throws IOException;
    }
}
