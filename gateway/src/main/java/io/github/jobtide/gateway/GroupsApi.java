package io.github.jobtide.gateway;

import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Nanos;
import io.github.jobtide.store.Snapshot;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code /api/v2/groups}: lists groups, shows one, and removes those that a query selects. A query looks at every group, so it is worked on
 * off the event loop. Source: docs/openapi.yaml.
 */
final class GroupsApi {
    private static final System.Logger LOG = System.getLogger(GroupsApi.class.getName());
    private static final String JSON = "application/json";
    private static final String COSTLY = "the expressions of match[] take too long for so many groups; write them"
            + " shorter, or compare with = instead";

    private final MetricStore store;
    private final Pages pages;
    private final Workers removers;
    private final InstantSource clock;
    private final Removals removals;

    /**
     * @param pages for all answers
     * @param removers wait for removals to be durable
     */
    GroupsApi(MetricStore store, Pages pages, Workers removers, InstantSource clock, Removals removals) {
        this.store = store;
        this.pages = pages;
        this.removers = removers;
        this.clock = clock;
        this.removals = removals;
    }

    void list(Exchange exchange) {
        exchange.countedAs("api/v2/groups");
        String text = query(exchange);
        if (exchange.isHead()) {
            exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            pages.head(exchange, JSON, sink -> list(text, sink));
        } else {
            answer(exchange, sink -> list(text, sink));
        }
    }

    private void list(String text, Snapshot.PageSink sink) {
        try {
            GroupQuery query = GroupQuery.ofList(text);
            GroupsApiJson.list(select(query), query, sink);
        } catch (GroupQuery.MalformedException e) {
            throw new Pages.RefusedException(400, String.valueOf(e.getMessage()));
        } catch (StepBudget.ExhaustedException e) {
            throw new Pages.RefusedException(400, COSTLY);
        }
    }

    void one(Exchange exchange, String keyText) {
        exchange.countedAs("api/v2/groups");
        Optional<GroupKey> key = GroupView.key(keyText);
        if (key.isEmpty() || !isThere(key.get())) {
            exchange.error(404, "there is no such group; take the 'key' of one in the list");
            return;
        }
        answer(exchange, sink -> write(key.get(), sink));
    }

    private boolean isThere(GroupKey key) {
        try (Snapshot snapshot = store.snapshot()) {
            return snapshot.group(key).isPresent();
        }
    }

    /** It may have gone since it was looked for. */
    private void write(GroupKey key, Snapshot.PageSink sink) {
        try (Snapshot snapshot = store.snapshot()) {
            GroupsApiJson.one(snapshot.group(key).orElseThrow(
                    () -> new Pages.RefusedException(404, "the group has just been deleted")), sink);
        }
    }

    /** Selectors are read on the worker: to read them takes longer than an event loop has. */
    void remove(Exchange exchange) {
        exchange.countedAs("delete");
        String text = query(exchange);
        boolean dryRun;
        try {
            dryRun = GroupQuery.isDryRun(text);
        } catch (GroupQuery.MalformedException e) {
            exchange.error(400, String.valueOf(e.getMessage()));
            return;
        }
        if (dryRun) {
            answer(exchange, sink -> dryRun(text, sink));
            return;
        }
        Consumer<GroupRow> teller = teller(exchange);
        if (!removers.tryRun(() -> remove(exchange, text, teller))) {
            exchange.unavailable("too many such requests at once; try again");
        }
    }

    private void dryRun(String text, Snapshot.PageSink sink) {
        try {
            GroupsApiJson.removal(select(GroupQuery.ofRemoval(text)), Removal.NONE, true, sink);
        } catch (GroupQuery.MalformedException e) {
            throw new Pages.RefusedException(400, String.valueOf(e.getMessage()));
        } catch (StepBudget.ExhaustedException e) {
            throw new Pages.RefusedException(400, COSTLY);
        }
    }

    /** Tells of a group that was removed; on any thread. */
    private Consumer<GroupRow> teller(Exchange exchange) {
        String who = exchange.caller().name();
        String source = exchange.source();
        return row -> removals.removed(who, source, Optional.of(row.key()));
    }

    /** On a remover's thread. */
    private void remove(Exchange exchange, String text, Consumer<GroupRow> teller) {
        try {
            GroupSelection selection = select(GroupQuery.ofRemoval(text));
            Removal removal = Removal.of(selection.rows(), store, teller);
            removal.removed().forEach(teller);
            removed(exchange, selection, removal);
        } catch (GroupQuery.MalformedException e) {
            exchange.lane().run(() -> exchange.error(400, String.valueOf(e.getMessage())));
        } catch (StepBudget.ExhaustedException e) {
            exchange.lane().run(() -> exchange.error(400, COSTLY));
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "groups could not be removed", e);
            exchange.lane().run(() -> exchange.error(500, "this failed; the gateway's log says why"));
        }
    }

    /** What is durable is told whole, whatever else there is to write: its answer does not wait for a page. */
    private static void removed(Exchange exchange, GroupSelection selection, Removal removal) {
        if (removal.failure().isEmpty()) {
            var json = new ByteArrayOutputStream();
            GroupsApiJson.removal(selection, removal, false, (piece, length) -> json.write(piece, 0, length));
            String body = json.toString(StandardCharsets.UTF_8);
            exchange.lane().run(() -> {
                exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                exchange.typed(200, JSON, body);
            });
        } else {
            exchange.lane()
                    .run(() -> exchange.unavailable("%s; %d of %d groups were deleted before; ask again for the rest"
                            .formatted(removal.failure(), removal.removed().size(), selection.rows().size())));
        }
    }

    /** Nothing of the snapshot is used beyond this. */
    private GroupSelection select(GroupQuery query) {
        try (Snapshot snapshot = store.snapshot()) {
            return GroupSelection.of(snapshot, query, Nanos.of(clock.instant()));
        }
    }

    /** All that stands behind the question mark, whatever that is. */
    private static String query(Exchange exchange) {
        String uri = exchange.request().uri();
        int mark = uri.indexOf('?');
        return mark < 0 ? "" : uri.substring(mark + 1);
    }

    private void answer(Exchange exchange, Pages.Content content) {
        exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        pages.write(exchange, JSON, content);
    }
}
