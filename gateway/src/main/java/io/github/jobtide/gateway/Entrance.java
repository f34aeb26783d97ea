package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.Access;
import io.github.jobtide.gateway.access.Verdict;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** Lets requests in as the web configuration file says: not too many, with the right password. On event loops. */
final class Entrance {
    private final Optional<Access> access;
    private final Refusals refusals;

    /** @param access empty without such a file: everybody may come in */
    Entrance(Optional<Access> access, Refusals refusals) {
        this.access = access;
        this.refusals = refusals;
    }

    /** Runs {@code inside}, now or later, or answers that it may not be. */
    void admit(Exchange exchange, Runnable inside) {
        if (access.isPresent()) {
            admit(access.get(), exchange, inside);
        } else {
            inside.run();
        }
    }

    private void admit(Access rules, Exchange exchange, Runnable inside) {
        if (!rules.tryTake()) {
            refuse(exchange, 429, "Too Many Requests");
            return;
        }
        rules.headers().forEach(exchange.response()::putHeader);
        switch (rules.judge(exchange.header(HttpHeaders.AUTHORIZATION))) {
            case Verdict.Known(var right) -> answer(exchange, right, inside);
            case Verdict.Later(var result) -> {
                exchange.request().pause();
                var _ = result.whenComplete((right, failure) -> exchange.lane().run(
                        () -> goOn(exchange, failure == null && right, inside)));
            }
            case Verdict.Busy() -> {
                exchange.closeIfBodyComes();
                exchange.unavailable("too many passwords are being checked; try again");
            }
        }
    }

    private void goOn(Exchange exchange, boolean right, Runnable inside) {
        if (!exchange.isAnswered()) {
            answer(exchange, right, inside);
        }
        exchange.request().resume();
    }

    private void answer(Exchange exchange, boolean right, Runnable inside) {
        if (right) {
            inside.run();
            return;
        }
        refusals.unauthorized(exchange.request().method());
        exchange.response().putHeader("WWW-Authenticate", "Basic");
        refuse(exchange, 401, "Unauthorized");
    }

    private static void refuse(Exchange exchange, int status, String message) {
        exchange.closeIfBodyComes();
        exchange.error(status, message);
    }
}
