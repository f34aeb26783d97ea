package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/** Finds each request's route and hands it to its handler. Runs on event loops. */
final class Dispatcher {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private static final String FOREIGN = "a web page of another site made a browser send this request, so nothing was "
            + "done; use a program; if it was the gateway's own page behind a proxy, set --web.external-url to where "
            + "people reach it; if another page may, let your proxy drop the headers Sec-Fetch-Site and Origin";

    private final Router router;
    private final RequestMetrics metrics;
    private final ByteBudget budget;
    private final int maxBodyBytes;
    private final Entrance entrance;
    private final SiteGuard guard;
    private final Handlers handlers;

    Dispatcher(Entrance entrance, Router router, SiteGuard guard, RequestMetrics metrics, ByteBudget budget,
            int maxBodyBytes,
            Handlers handlers) {
        this.entrance = entrance;
        this.router = router;
        this.guard = guard;
        this.metrics = metrics;
        this.budget = budget;
        this.maxBodyBytes = maxBodyBytes;
        this.handlers = handlers;
    }

    /** That of all bodies. */
    ByteBudget budget() {
        return budget;
    }

    /** Who answers what. */
    record Handlers(PushHandler push, RemovalHandler removal, ScrapeHandler scrape, ApiHandler api, WebPage page,
            RemovalForm forms, GroupsApi groups, ManagementHandler management) {}

    /** A client that sends on and on but reads no answers is not listened to until it does. */
    void handle(HttpServerRequest request, Lane lane) {
        if (lane.watch().isClosing(request.connection())) {
            return;
        }
        lane.watch().receives(request.connection());
        if (request.version() == HttpVersion.HTTP_2) {
            lane.watch().receivesStream(request);
        }
        if (request.response().writeQueueFull()) {
            request.pause();
            request.response().drainHandler(_ -> {
                request.response().drainHandler(null);
                startOrClose(request, lane);
                request.resume();
            });
        } else {
            startOrClose(request, lane);
        }
    }

    /** Whatever goes wrong with one request ends its connection, and nothing else. */
    private void startOrClose(HttpServerRequest request, Lane lane) {
        orClose(request, () -> start(request, lane));
    }

    private static void orClose(HttpServerRequest request, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.WARNING, "a request could not be answered, its connection is closed: {0}", e);
            var _ = request.connection().close();
        }
    }

    private void start(HttpServerRequest request, Lane lane) {
        var exchange = new Exchange(request, lane, metrics);
        Optional<HeadRules.Refusal> refusal = HeadRules.judge(request);
        if (refusal.isPresent()) {
            lane.turnsAway(TurnedAway.Reason.MALFORMED);
            SmallAnswers.malformed(exchange, refusal.get());
            return;
        }
        Route route = router.route(request.method().name(), request.uri());
        entrance.admit(exchange, route.need(), () -> orClose(request, () -> admitted(exchange, route)));
    }

    private void admitted(Exchange exchange, Route route) {
        HttpServerRequest request = exchange.request();
        if (route.changesSomething() && guard.isForeign(request)) {
            refuseForeign(exchange, route);
            return;
        }
        if (route instanceof Route.Push push) {
            handlers.push.handle(exchange, push);
            return;
        }
        if (route instanceof Route.Fixed form && form.isForm()) {
            answer(exchange, form);
            return;
        }
        Packing packing = Packing.of(exchange.header(HttpHeaders.CONTENT_ENCODING));
        if (packing == Packing.NONE || comesFirst(route) || exchange.caller().equals(Caller.NOBODY)) {
            request.endHandler(_ -> exchange.lane().watch().received(request.connection()));
            answer(exchange, route);
        } else {
            answerIfWellPacked(exchange, packing, route);
        }
    }

    private void refuseForeign(Exchange exchange, Route write) {
        if (write instanceof Route.Push) {
            exchange.countedAs("push");
        } else if (write instanceof Route.Delete || write == Route.Fixed.GROUPS_DELETE) {
            exchange.countedAs("delete");
        } else if (write == Route.Fixed.WIPE) {
            exchange.countedAs("wipe");
        }
        entrance.refusesForm(exchange, "it comes from another site");
        exchange.error(403, FOREIGN);
    }

    /** Whether the route outweighs a body that is not packed as it says. */
    private static boolean comesFirst(Route route) {
        return route instanceof Route.Moved || route instanceof Route.Malformed
                || (route instanceof Route.Fixed fixed && fixed.isApi());
    }

    /** As in Pushgateway, a body that claims to be packed must begin so, even where it is not read. */
    private void answerIfWellPacked(Exchange exchange, Packing packing, Route route) {
        Body.receive(exchange, budget, maxBodyBytes, body -> {
            budget.give(body.length);
            packing.refusalOfHeader(body).ifPresentOrElse(message -> exchange.error(400, message),
                    () -> answer(exchange, route));
        });
    }

    private void answer(Exchange exchange, Route route) {
        switch (route) {
            case Route.Push push -> handlers.push.handle(exchange, push);
            case Route.Delete delete -> handlers.removal.delete(exchange, delete);
            case Route.OneGroup(var key) -> handlers.groups.one(exchange, key);
            case Route.StaticFile file -> handlers.page.file(exchange, file.name());
            case Route.Moved(var location) -> SmallAnswers.redirect(exchange, 301, location);
            case Route.Redirect(var status, var location) -> SmallAnswers.redirect(exchange, status, location);
            case Route.NotAllowed(var allow) -> SmallAnswers.notAllowed(exchange, allow);
            case Route.Options(var allow) -> SmallAnswers.options(exchange, allow);
            case Route.Malformed(var message) -> SmallAnswers.malformed(exchange, new HeadRules.Refusal(400, message));
            case Route.Fixed fixed -> answer(exchange, fixed);
        }
    }

    private void answer(Exchange exchange, Route.Fixed route) {
        switch (route) {
            case SCRAPE -> handlers.scrape.handle(exchange);
            case PAGE -> handlers.page.groups(exchange);
            case STATUS_PAGE -> handlers.page.status(exchange);
            case PAGE_DELETE -> handlers.forms.deleteOne(exchange);
            case PAGE_DELETE_ALL -> handlers.forms.deleteAll(exchange);
            case HEALTHY -> handlers.management.healthy(exchange);
            case READY -> handlers.management.ready(exchange);
            case QUIT -> handlers.management.quit(exchange);
            case QUIT_BY_GET -> exchange.text(405, "Only POST or PUT requests allowed.");
            case API_STATUS -> handlers.api.status(exchange);
            case API_METRICS -> handlers.api.metrics(exchange);
            case API_OPTIONS -> handlers.api.options(exchange);
            case GROUPS -> handlers.groups.list(exchange);
            case GROUPS_DELETE -> handlers.groups.remove(exchange);
            case WIPE -> handlers.removal.wipe(exchange);
            case NOT_FOUND -> exchange.error(404, "404 page not found");
        }
    }
}
