package io.github.jobtide.gateway;

import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.Mark;
import io.github.jobtide.store.PushId;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the headers that say something of a push beside its body. Source: docs/push-headers.md. */
final class MarkHeaders {
    private static final CharSequence PUSH_ID = HttpHeaders.createOptimized("Jobtide-Push-Id");
    private static final CharSequence EVENT_TIME = HttpHeaders.createOptimized("Jobtide-Event-Time");
    private static final CharSequence CLIENT_TIME = HttpHeaders.createOptimized("Jobtide-Client-Time");
    private static final CharSequence REPLAY = HttpHeaders.createOptimized("Jobtide-Replay");

    /** The last whole second of which all nanoseconds can be counted. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;

    private static final int SECOND_DIGITS = 10;
    private static final int MAX_DIGITS = 32;

    private MarkHeaders() {}

    /** A header cannot be used; the message names it. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        final String forSender;

        MalformedException(String forSender) {
            super(forSender);
            this.forSender = forSender;
        }
    }

    /** @throws MalformedException if one of them is there and cannot be used */
    static Mark read(MultiMap headers, GroupKey key) {
        String id = headers.get(PUSH_ID);
        String event = headers.get(EVENT_TIME);
        String client = headers.get(CLIENT_TIME);
        String replay = headers.get(REPLAY);
        if (id == null && event == null && client == null && replay == null) {
            return Mark.NONE;
        }
        for (CharSequence name : new CharSequence[]{PUSH_ID, EVENT_TIME, CLIENT_TIME, REPLAY}) {
            if (headers.getAll(name).size() > 1) {
                throw new MalformedException("the header " + name + " stands there more than once; send it once");
            }
        }
        if (replay != null && !replay.equals("1")) {
            throw new MalformedException("the header Jobtide-Replay must be 1, or not be there");
        }
        if (replay != null && event == null) {
            throw new MalformedException("a push with the header Jobtide-Replay needs Jobtide-Event-Time too:"
                    + " when that happened which it tells of, in Unix seconds");
        }
        return new Mark(id(id, key), time(EVENT_TIME, event), time(CLIENT_TIME, client), replay != null);
    }

    private static Optional<PushId> id(@Nullable String text, GroupKey key) {
        if (text == null) {
            return Optional.empty();
        }
        if (!PushId.isValid(text)) {
            throw new MalformedException("the header Jobtide-Push-Id must have 1 to " + PushId.MAX_LENGTH
                    + " characters, all of them printable ASCII");
        }
        return Optional.of(PushId.of(key, text));
    }

    private static OptionalLong time(CharSequence name, @Nullable String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        long nanos = nanos(text);
        if (nanos < 0) {
            throw new MalformedException("the header " + name + " must be Unix seconds as a decimal number,"
                    + " such as 1795658400.25, from 0 to " + MAX_SECONDS);
        }
        return OptionalLong.of(nanos);
    }

    /** Digits, and behind a point some more, of which nine count; -1 for anything else. */
    private static long nanos(String text) {
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        boolean shaped = whole > 0 && whole <= SECOND_DIGITS && text.length() <= MAX_DIGITS
                && point != text.length() - 1;
        long nanos = 0;
        for (int i = 0; shaped && i < whole + 10; i++) {
            if (i != whole) {
                int digit = i < text.length() ? text.charAt(i) - '0' : 0;
                shaped = digit >= 0 && digit <= 9;
                nanos = 10 * nanos + digit;
            }
            shaped &= i != whole - 1 || nanos <= MAX_SECONDS;
        }
        for (int i = whole + 10; shaped && i < text.length(); i++) {
            shaped = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return shaped ? nanos : -1;
    }
}
