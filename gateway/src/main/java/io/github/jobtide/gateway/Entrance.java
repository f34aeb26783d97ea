package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.Access;
import io.github.jobtide.gateway.access.Admission;
import io.github.jobtide.gateway.access.Attempt;
import io.github.jobtide.gateway.access.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Lets requests in as the web configuration and the access file say: not too many, from those who are known, to what their roles allow. On
 * event loops.
 */
final class Entrance {
    private static final String CHALLENGE = "WWW-Authenticate";

    private final Optional<Access> access;
    private final Refusals refusals;
    private final AccessRefusals counts;

    /** @param access empty without such files: everybody may come in */
    Entrance(Optional<Access> access, Refusals refusals, AccessRefusals counts) {
        this.access = access;
        this.refusals = refusals;
        this.counts = counts;
    }

    /** Runs {@code inside}, now or later, or answers that it may not be. */
    void admit(Exchange exchange, Need need, Runnable inside) {
        if (access.isPresent()) {
            admit(access.get(), exchange, need, inside);
        } else {
            exchange.isFrom(Caller.ANYBODY);
            inside.run();
        }
    }

    private void admit(Access rules, Exchange exchange, Need need, Runnable inside) {
        if (!rules.tryTake()) {
            refuse(exchange, 429, "Too Many Requests");
            return;
        }
        rules.headers().forEach(exchange.response()::putHeader);
        if (need == Need.HEALTH && rules.isHealthOpen()) {
            exchange.closeIfBodyComes();
            inside.run();
            return;
        }
        switch (rules.judge(attempt(exchange))) {
            case Admission.Later(var result) -> {
                exchange.request().pause();
                var _ = result.whenComplete((admission, failure) -> exchange.lane()
                        .run(() -> goOn(rules, exchange, need,
                                failure == null ? admission : new Admission.Unknown("it could not be judged"),
                                inside)));
            }
            case Admission known -> answer(rules, exchange, need, known, inside);
        }
    }

    private static Attempt attempt(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        return new Attempt(request.headers().getAll(HttpHeaders.AUTHORIZATION), exchange.source(),
                Optional.ofNullable(request.sslSession()));
    }

    private void goOn(Access rules, Exchange exchange, Need need, Admission admission, Runnable inside) {
        if (!exchange.isAnswered()) {
            answer(rules, exchange, need, admission, inside);
        }
        exchange.request().resume();
    }

    private void answer(Access rules, Exchange exchange, Need need, Admission admission, Runnable inside) {
        switch (admission) {
            case Admission.Known(var caller) -> enter(rules, exchange, need, caller, inside);
            case Admission.Unknown(var why) -> unknown(rules, exchange, why);
            case Admission.Limited() -> limited(rules, exchange);
            case Admission.Busy() -> {
                exchange.closeIfBodyComes();
                exchange.unavailable("too many passwords are being checked; try again");
            }
            case Admission.Later _ -> throw new IllegalStateException("what was waited for is waited for again");
        }
    }

    private void enter(Access rules, Exchange exchange, Need need, Caller caller, Runnable inside) {
        if (need.isMetBy(caller)) {
            exchange.isFrom(caller);
            inside.run();
            return;
        }
        String lacks = "%s does not have the role %s".formatted(caller.name(), need.roleWord());
        told(rules, exchange, AccessRefusals.Reason.ROLE, caller.name(), "it needs the role " + need.roleWord());
        refusals.unauthorized(exchange.request().method());
        refuse(exchange, 403, lacks + "; whoever runs the gateway can add it to the principal in the access file");
    }

    private void unknown(Access rules, Exchange exchange, String why) {
        told(rules, exchange, AccessRefusals.Reason.UNKNOWN, "", why);
        refusals.unauthorized(exchange.request().method());
        exchange.response().putHeader(CHALLENGE, rules.challenges());
        refuse(exchange, 401, "Unauthorized");
    }

    private void limited(Access rules, Exchange exchange) {
        told(rules, exchange, AccessRefusals.Reason.LIMITED, "", "too many failures from there");
        refusals.unauthorized(exchange.request().method());
        exchange.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        refuse(exchange, 429, "Too many failed attempts from this address; try again in a moment");
    }

    /** What changes something came in, but not from where it should: whoever refuses that tells it here. */
    void refusesForm(Exchange exchange, String why) {
        access.ifPresent(rules -> told(rules, exchange, AccessRefusals.Reason.FORM, exchange.caller().name(), why));
    }

    private void told(Access rules, Exchange exchange, AccessRefusals.Reason reason, String who, String why) {
        rules.log().ifPresent(log -> {
            counts.count(reason);
            log.refused(who, exchange.source(), what(exchange.request()), why);
        });
    }

    /** Without the query, which may hold anything. */
    static String what(HttpServerRequest request) {
        String uri = request.uri();
        int mark = uri.indexOf('?');
        return request.method() + " " + (mark < 0 ? uri : uri.substring(0, mark));
    }

    private static void refuse(Exchange exchange, int status, String message) {
        exchange.closeIfBodyComes();
        exchange.error(status, message);
    }
}
