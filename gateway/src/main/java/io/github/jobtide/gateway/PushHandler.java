package io.github.jobtide.gateway;

import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.Mark;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Outcome;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * Takes pushes: names the group, receives the body, unpacks and reads it, and hands it to the store.
 *
 * <p>Small bodies are read, and looked at by the linter, on the event loop; large ones, and small ones that unpack to much, by workers.
 */
final class PushHandler {
    private static final System.Logger LOG = System.getLogger(PushHandler.class.getName());

    /** Larger bodies take longer than others on the same event loop should wait. */
    private static final int MAX_INLINE_BYTES = 64 * 1024;
    /** The same where the linter looks at them, which takes several times as long as to read them. */
    private static final int MAX_INLINE_LINTED_BYTES = 16 * 1024;

    private final MetricStore store;
    private final ByteBudget budget;
    private final Workers workers;
    private final GatewayBounds bounds;
    private final boolean consistencyCheck;
    private final NameRule names;
    private final Refusals refusals;
    private final PushLint lint;

    PushHandler(MetricStore store, ByteBudget budget, Workers workers, GatewayConfig config, Refusals refusals,
            PushLint lint) {
        this.store = store;
        this.budget = budget;
        this.workers = workers;
        this.bounds = config.bounds();
        this.consistencyCheck = config.consistencyCheck();
        this.names = config.names();
        this.refusals = refusals;
        this.lint = lint;
    }

    void handle(Exchange exchange, Route.Push route) {
        exchange.countedAs("push");
        Packing packing = Packing.of(exchange.header(HttpHeaders.CONTENT_ENCODING));
        GroupPath.Result group = GroupPath.parse(route.group(), route.jobIsBase64(), names);
        if (packing == Packing.NONE && group instanceof GroupPath.Result.Refused refused) {
            refuse(exchange, refused);
            return;
        }
        Mark mark;
        try {
            mark = group instanceof GroupPath.Result.Named(var key)
                    ? MarkHeaders.read(exchange.request().headers(), key)
                    : Mark.NONE;
        } catch (MarkHeaders.MalformedException e) {
            exchange.error(400, e.forSender);
            refusals.header();
            return;
        }
        BodyFormat format = BodyFormat.of(exchange.request().getHeader(HttpHeaders.CONTENT_TYPE));
        Body.receive(exchange, budget, bounds.maxBodyBytes(), body -> {
            switch (group) {
                case GroupPath.Result.Named(var key) ->
                    received(new ReceivedPush(key, route.mode(), mark, format, packing, body), exchange);
                case GroupPath.Result.Refused refused -> {
                    packing.refusalOfHeader(body).ifPresentOrElse(message -> exchange.error(400, message),
                            () -> refuse(exchange, refused));
                    budget.give(body.length);
                }
            }
        });
    }

    private void refuse(Exchange exchange, GroupPath.Result.Refused refused) {
        exchange.error(400, refused.message());
        refusals.path();
    }

    private void received(ReceivedPush push, Exchange exchange) {
        // who is to send again what was not stored, and not what was, must learn which
        var answer = new PushAnswer(exchange, push, budget, refusals, lint, consistencyCheck || push.mode().adds());
        int inline = lint.isOn() ? MAX_INLINE_LINTED_BYTES : MAX_INLINE_BYTES;
        if (push.body().length <= inline && submit(push, Math.min(inline, bounds.maxUnpackedBytes()), answer)) {
            return;
        }
        if (!workers.tryRun(() -> submitWhole(push, answer))) {
            answer.accept(new Outcome.Unavailable("too many large pushes wait to be read; try again"));
        }
    }

    private void submitWhole(ReceivedPush push, PushAnswer answer) {
        if (!submit(push, bounds.maxUnpackedBytes(), answer)) {
            answer.accept(new Outcome.Rejected(Outcome.Reason.TOO_LARGE,
                    "the unpacked body is larger than %d bytes; split the push, or raise --limits.unpacked-bytes"
                            .formatted(bounds.maxUnpackedBytes())));
        }
    }

    /** @return false if the body unpacks to more than {@code maxBytes}, or is too long as text to be looked at here, and nothing has been done */
    private boolean submit(ReceivedPush push, int maxBytes, PushAnswer answer) {
        try {
            byte[] body = push.packing().unpack(push.body(), new Unpacked(maxBytes, answer::holdMore));
            if (push.format() != BodyFormat.TEXT) {
                return submitFamilies(push, read(push, body), maxBytes, answer);
            }
            submitText(push, body, answer);
        } catch (Unpacked.NoRoomException e) {
            answer.accept(new Outcome.Unavailable(Body.noRoom(budget)));
        } catch (MalformedBodyException e) {
            answer.accept(new Outcome.Rejected(Outcome.Reason.PARSE, ReaderFlags.told(e)));
        } catch (GzipBody.MalformedException e) {
            answer.accept(new Outcome.Rejected(Outcome.Reason.PARSE, e.forSender));
        } catch (GzipBody.TooLargeException e) {
            return false;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a push could not be handed to the store", e);
            answer.accept(new Outcome.Unavailable("the gateway failed to take this push; its log says why"));
        }
        return true;
    }

    private void submitText(ReceivedPush push, byte[] body, PushAnswer answer) {
        if (lint.isOn() && body.length > MAX_INLINE_LINTED_BYTES) {
            // read first, so that what is beyond the limits of a body does not take the linter's time and memory
            List<MetricFamily> families = read(push, body);
            storeUnlessRefused(push, families, lint.text(push.key(), body), answer);
            return;
        }
        LintNote note = lint.text(push.key(), body);
        if (lint.refuses(note)) {
            storeUnlessRefused(push, read(push, body), note, answer); // what is malformed is told so, as ever
            return;
        }
        answer.looked(note);
        if (!isKnown(push, body, answer)) {
            store(push, read(push, body), answer);
        }
    }

    /** @return false if they are much longer as text, and nothing has been done */
    private boolean submitFamilies(ReceivedPush push, List<MetricFamily> families, int maxBytes, PushAnswer answer) {
        LintNote note = LintNote.NONE;
        if (lint.isOn()) {
            long textBytes = FamilyText.maxBytes(families);
            if (textBytes > MAX_INLINE_BYTES && maxBytes < bounds.maxUnpackedBytes()) {
                return false;
            }
            note = 0 <= textBytes && textBytes <= bounds.maxUnpackedBytes() && answer.holdMore(textBytes)
                    ? lint.families(push.key(), families)
                    : LintNote.SKIPPED;
        }
        storeUnlessRefused(push, families, note, answer);
        return true;
    }

    private void storeUnlessRefused(ReceivedPush push, List<MetricFamily> families, LintNote note, PushAnswer answer) {
        answer.looked(note);
        if (lint.refuses(note)) {
            answer.accept(new Outcome.Rejected(Outcome.Reason.LINT, LintWords.refusal(note)));
        } else {
            store(push, families, answer);
        }
    }

    private List<MetricFamily> read(ReceivedPush push, byte[] body) {
        return push.format().read(body, bounds.reader(), names);
    }

    private void store(ReceivedPush push, List<MetricFamily> families, PushAnswer answer) {
        answer.readable();
        store.push(push.key(), push.mode(), push.mark(), families, answer);
    }

    /** Takes the push without reading it, if its text is known but for its values. */
    private boolean isKnown(ReceivedPush push, byte[] body, PushAnswer answer) {
        return consistencyCheck
                && store.pushKnown(push.key(), push.mode(), push.mark(), body,
                        text -> push.format().read(text, bounds.reader(), names), answer);
    }
}
