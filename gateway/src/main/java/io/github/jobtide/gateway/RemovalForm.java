package io.github.jobtide.gateway;

import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MetricStore;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the forms by which the page removes groups, and leads back to the list once that is durable. */
final class RemovalForm {
    /** What a token for the removal of every group is made of. */
    static final String ALL = "delete all";

    private static final int MAX_BYTES = 16 << 10;
    private static final String STALE = "this form was not handed out by this gateway, or before it was started anew; "
            + "nothing was deleted: go back to the group and ask again";

    private final MetricStore store;
    private final ByteBudget budget;
    private final FormToken tokens;
    private final Entrance entrance;
    private final Removals removals;

    RemovalForm(MetricStore store, ByteBudget budget, FormToken tokens, Entrance entrance, Removals removals) {
        this.store = store;
        this.removals = removals;
        this.budget = budget;
        this.tokens = tokens;
        this.entrance = entrance;
    }

    void deleteOne(Exchange exchange) {
        receive(exchange.countedAs("delete"), form -> {
            Optional<GroupKey> key = GroupView.key(form.getOrDefault("key", ""));
            if (key.isEmpty()
                    || !tokens.fits(form.getOrDefault("token", ""), exchange.caller(), WebPage.deletion(key.get()))) {
                refuse(exchange);
                return;
            }
            store.delete(key.get(), answer(exchange, key, "../?gone=" + GroupView.key(key.get())));
        });
    }

    void deleteAll(Exchange exchange) {
        receive(exchange.countedAs("wipe"), form -> {
            if (tokens.fits(form.getOrDefault("token", ""), exchange.caller(), ALL)) {
                store.wipe(answer(exchange, Optional.empty(), "../"));
            } else {
                refuse(exchange);
            }
        });
    }

    private void refuse(Exchange exchange) {
        entrance.refusesForm(exchange, "its form was not handed out to it");
        exchange.error(403, STALE);
    }

    private void receive(Exchange exchange, Consumer<Map<String, String>> target) {
        Body.receive(exchange, budget, MAX_BYTES, body -> {
            budget.give(body.length);
            target.accept(PageQuery.form(new String(body, StandardCharsets.UTF_8)));
        });
    }

    private RemovalHandler.Answer answer(Exchange exchange, Optional<GroupKey> group, String then) {
        return new RemovalHandler.Answer(exchange, removals, group) {
            @Override
            void answer() {
                exchange.response().putHeader(HttpHeaders.LOCATION, then);
                exchange.empty(303);
            }
        };
    }
}
