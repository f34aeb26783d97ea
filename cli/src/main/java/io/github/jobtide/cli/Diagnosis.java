package io.github.jobtide.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.jobtide.push.Credentials;
import io.github.jobtide.push.Delivery;
import io.github.jobtide.push.HttpAnswer;
import io.github.jobtide.push.Pusher;
import io.github.jobtide.push.Target;
import io.github.jobtide.push.Trouble;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what is the matter between this host and a gateway, from the outside in: each check makes sense only where those before it found nothing. It changes nothing there: the push that it
 * tries is to a group that no gateway can have.
 */
final class Diagnosis {
    static final int UNREACHABLE = 3;
    static final int NO_TRUST = 4;
    static final int NOT_AUTHORISED = 5;
    static final int NOT_ALIVE = 6;
    static final int CLOCKS_APART = 7;
    /** The label is one of Prometheus' own, which every gateway refuses before it looks at the body. */
    private static final String NO_GROUP = "/metrics/job/jobtide_doctor/__doctor__/x";
    private static final int ANSWER_BYTES = 256 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final Target target;
    private final Pusher pusher;
    private final Duration limit;
    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(Target target, Pusher pusher, Duration limit, InstantSource clock) {
        this.target = target;
        this.pusher = pusher;
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * What one check found.
     *
     * @param status the exit status that it stands for; 0 if nothing is wrong
     */
    record Finding(String check, int status, String text) {
        boolean isFine() {
            return status == 0;
        }
    }

    /** @param mostApart how much the two clocks may differ */
    static List<Finding> of(Target target, Pusher pusher, Duration limit, InstantSource clock, Duration mostApart) {
        Diagnosis diagnosis = new Diagnosis(target, pusher, limit, clock);
        diagnosis.examine(mostApart);
        return diagnosis.findings;
    }

    private Delivery ask(String method, String path) {
        return ask(method, path, 1);
    }

    private Delivery ask(String method, String path, int mostAttempts) {
        return pusher.ask(target, method, target.prefix() + path, limit, ANSWER_BYTES, mostAttempts);
    }

    private void fine(String check, String text) {
        findings.add(new Finding(check, 0, text));
    }

    private void wrong(String check, int status, String text) {
        findings.add(new Finding(check, status, text));
    }

    private void examine(Duration mostApart) {
        // A side that does not like the other's certificate hangs up, and what it says of that may be lost in that; it rarely is three times.
        Delivery healthy = ask("GET", "/-/healthy", target.tls() ? 3 : 1);
        if (!isReached(healthy) || !isAlive(healthy, "/-/healthy")) {
            return;
        }
        if (isAlive(ask("GET", "/-/ready"), "/-/ready")) {
            fine("alive", "it is healthy and ready");
            authorised();
            version();
        }
        clocks(healthy, mostApart);
    }

    private boolean isReached(Delivery delivery) {
        switch (delivery) {
            case Delivery.Unusable unusable -> wrong("settings", ExitStatus.WRONG_USE, unusable.reason());
            case Delivery.Unreachable unreachable when unreachable.trouble() == Trouble.TRUST -> {
                fine("reachable", "%s answers on port %d".formatted(target.host(), target.port()));
                wrong("tls", NO_TRUST, unreachable.reason());
            }
            case Delivery.Unreachable unreachable when isBeforeAnswer(unreachable.trouble()) -> wrong("reachable",
                    UNREACHABLE, unreachable.reason());
            case Delivery.Unreachable _,Delivery.Delivered _,Delivery.Rejected _,Delivery.NoAddingPlace _ -> {
                fine("reachable", "%s answers on port %d".formatted(target.host(), target.port()));
                fine("tls", target.tls()
                        ? "both sides are who they should be"
                        : "not used; what is sent, tokens too, can be read on the way");
                return true;
            }
        }
        return false;
    }

    private static boolean isBeforeAnswer(Trouble trouble) {
        return switch (trouble) {
            case NAME, CONNECTION, PROXY, TIME, UNASKED, INTERRUPTED -> true;
            case TRUST, ANSWER, STATUS -> false;
        };
    }

    private boolean isAlive(Delivery delivery, String path) {
        switch (delivery) {
            case Delivery.Delivered _ -> {
                return true;
            }
            case Delivery.Rejected rejected when isStranger(rejected.answer()) -> notAuthorised(rejected.answer(),
                    "to ask whether it is alive");
            case Delivery.Rejected rejected -> wrong("alive", NOT_ALIVE,
                    "%s is answered with %s; is it a gateway, and does the URL have all of its prefix?".formatted(path,
                            rejected.answer().summary()));
            case Delivery.Unreachable unreachable -> wrong("alive", NOT_ALIVE,
                    "%s: %s".formatted(path, unreachable.reason()));
            case Delivery.NoAddingPlace none -> wrong("alive", NOT_ALIVE, none.answer().summary());
            case Delivery.Unusable unusable -> wrong("settings", ExitStatus.WRONG_USE, unusable.reason());
        }
        return false;
    }

    private static boolean isStranger(HttpAnswer answer) {
        return answer.status() == 401 || answer.status() == 403;
    }

    private void notAuthorised(HttpAnswer answer, String what) {
        wrong("authorised", NOT_AUTHORISED, answer.status() == 401
                ? "it does not know who this is (%s); name a token or a password".formatted(answer.summary())
                : "it knows who this is, who may not do this: %s (%s)".formatted(what, answer.summary()));
    }

    private void authorised() {
        switch (ask("POST", NO_GROUP)) {
            case Delivery.Rejected rejected when isStranger(rejected.answer()) -> notAuthorised(rejected.answer(),
                    "to push");
            case Delivery.Rejected rejected when rejected.answer().status() == 400 -> fine("authorised",
                    target.credentials() instanceof Credentials.None
                            ? "it takes pushes; it was shown no token or password"
                            : "it takes pushes from whom it was shown");
            case Delivery.Rejected rejected -> wrong("alive", NOT_ALIVE,
                    "a push is answered with " + rejected.answer().summary());
            case Delivery.Unreachable unreachable -> wrong("alive", NOT_ALIVE, "a push: " + unreachable.reason());
            case Delivery.Unusable unusable -> wrong("settings", ExitStatus.WRONG_USE, unusable.reason());
            case Delivery.Delivered _,Delivery.NoAddingPlace _ -> wrong("alive", NOT_ALIVE,
                    "it takes a push that every gateway refuses, so it is none");
        }
    }

    private void version() {
        if (ask("GET", "/api/v1/status") instanceof Delivery.Delivered delivered) {
            String body = delivered.answer().body();
            Optional<String> own = member(body, "jobtideVersion");
            fine("version", own.isPresent()
                    ? "Jobtide " + own.get()
                    : "Pushgateway " + member(body, "version").orElse("that does not tell its version"));
        } else {
            fine("version", (isJobtide() ? "Jobtide" : "Pushgateway")
                    + ", of a version that it does not tell this client, who may not read");
        }
    }

    private boolean isJobtide() {
        return !(ask("GET", "/api/v2/groups?limit=1") instanceof Delivery.Rejected rejected)
                || isStranger(rejected.answer());
    }

    private static Optional<String> member(String body, String name) {
        try (JsonParser json = JSON.createParser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals(name)) {
                    return Optional.ofNullable(json.nextTextValue()).map(Style::clean);
                }
            }
        } catch (IOException e) {
            // Then it does not tell.
        }
        return Optional.empty();
    }

    private void clocks(Delivery delivery, Duration mostApart) {
        Optional<Duration> apart = delivery instanceof Delivery.Delivered delivered
                ? delivered.answer().header("date").flatMap(this::ahead)
                : Optional.empty();
        if (apart.isEmpty()) {
            fine("clocks", "the gateway does not tell its time");
            return;
        }
        long seconds = apart.get().toSeconds();
        String text = seconds == 0
                ? "they agree to the second"
                : "the gateway's is %d s %s this host's".formatted(Math.abs(seconds),
                        seconds > 0 ? "ahead of" : "behind");
        if (apart.get().abs().compareTo(mostApart) > 0) {
            wrong("clocks", CLOCKS_APART, text + "; deadlines and ages will be wrong by that, so set the clocks");
        } else {
            fine("clocks", text);
        }
    }

    /** The answer says its time in whole seconds, so up to one of them is none. */
    private Optional<Duration> ahead(String date) {
        try {
            Duration ahead = Duration.between(clock.instant(),
                    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)).plusMillis(500));
            return Optional.of(ahead.abs().compareTo(Duration.ofMillis(1500)) < 0 ? Duration.ZERO : ahead);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
