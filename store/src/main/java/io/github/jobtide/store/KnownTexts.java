package io.github.jobtide.store;

import io.github.jobtide.exposition.DecimalText;
import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.TextTemplate;
import io.github.jobtide.store.Request.Rendered;
import io.github.jobtide.store.Request.RenderedFamilies;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The texts that were pushed lately, but for their values: when one comes again, it need not be read, only compared. Bounded in number
 * and bytes; belongs to one thread.
 *
 * <p>A text is remembered when it comes for the second time. Where there is no more room, one gives way that did not come since room
 * was last needed, if there is one.
 */
final class KnownTexts {
    /** Larger bodies are rare, and read by threads of their own. */
    private static final int MAX_TEXT_BYTES = 64 << 10;
    private static final int MAX_VALUES = 2000;
    static final int MAX_BYTES = 1 << 20;
    /** Texts are looked for by what their first and last lines say, and by comparing all that say the same. */
    private static final int SLOTS = 128;
    private static final int WAYS = 4;

    private final KnownText[] texts = new KnownText[SLOTS * WAYS];
    private final int[] seen = new int[SLOTS * WAYS];
    private final DecimalText number = new DecimalText();
    private final ByteBuilder buffer = new ByteBuilder(1024);
    private int[] places = new int[64];
    private int bytes;

    /** How the families of a text are rendered; null if there is a problem with them. */
    interface Renderer {
        @Nullable
        List<Rendered> render(List<MetricFamily> families);
    }

    /**
     * What the families of {@code text} are rendered to, in the order of their names, if it can be told from an earlier text.
     *
     * @param reader how a text is read that is to be remembered
     * @return null if not: then it must be read
     */
    @Nullable
    Known find(byte[] text, GroupNames names, Function<byte[], List<MetricFamily>> reader, Renderer renderer) {
        if (text.length > MAX_TEXT_BYTES || text.length == 0) {
            return null;
        }
        int slot = slot(text);
        for (int i = slot; i < slot + WAYS; i++) {
            KnownText known = texts[i];
            if (known != null && known.isFor(names) && known.isOf(text, places(known))) {
                known.used = true;
                RenderedFamilies families = known.render(text, places, number, buffer);
                return families == null ? null : new Known(families, known.shapeBytes());
            }
        }
        learn(text, slot, names, reader, renderer);
        return null;
    }

    /** Families by name, and the bytes of their shapes. */
    record Known(RenderedFamilies families, long shapeBytes) {}

    /** What it holds, roughly. */
    int bytes() {
        return bytes;
    }

    private int[] places(KnownText known) {
        if (places.length < 2 * known.values()) {
            places = new int[2 * known.values()];
        }
        return places;
    }

    private static int slot(byte[] text) {
        int hash = hashOfLine(text, 0, 17);
        int last = text.length - 1;
        while (last > 0 && text[last - 1] != '\n') {
            last--;
        }
        return ((hashOfLine(text, last, hash) * 0x9E3779B9) >>> 25) % SLOTS * WAYS;
    }

    /** Of a comment all counts, of other lines only what stands before the value. */
    private static int hashOfLine(byte[] text, int start, int seed) {
        int end = start;
        int hash = seed;
        int beforeValue = seed;
        for (; end < text.length && text[end] != '\n'; end++) {
            hash = 31 * hash + text[end];
            beforeValue = text[end] == ' ' || text[end] == '}' ? hash : beforeValue;
        }
        return text[start] == '#' ? hash : beforeValue;
    }

    private void learn(byte[] text, int slot, GroupNames names, Function<byte[], List<MetricFamily>> reader,
            Renderer renderer) {
        TextTemplate template = TextTemplate.of(text, MAX_VALUES);
        if (template == null || !isSeenAgain(template.hash() ^ names.hashCode())) {
            return;
        }
        int way = way(slot);
        KnownText known = way < 0 ? null : known(template, names, reader, renderer);
        if (known == null) {
            return;
        }
        bytes += known.weight() - (texts[way] == null ? 0 : texts[way].weight());
        texts[way] = known;
        if (bytes > MAX_BYTES) {
            Arrays.fill(texts, null);
            bytes = 0;
        }
    }

    private boolean isSeenAgain(int hash) {
        int at = (hash & Integer.MAX_VALUE) % seen.length;
        if (seen[at] == hash) {
            return true;
        }
        seen[at] = hash;
        return false;
    }

    /** Where there is room; -1 if all that stand there came since room was last needed. */
    private int way(int slot) {
        int idle = -1;
        for (int i = slot; i < slot + WAYS; i++) {
            if (texts[i] == null) {
                return i;
            }
            idle = texts[i].used ? idle : i;
        }
        for (int i = slot; idle < 0 && i < slot + WAYS; i++) {
            texts[i].used = false;
        }
        return idle;
    }

    private static @Nullable KnownText known(TextTemplate template, GroupNames names,
            Function<byte[], List<MetricFamily>> reader, Renderer renderer) {
        try {
            List<MetricFamily> families = reader.apply(template.numbered());
            List<Rendered> rendered = renderer.render(families);
            return rendered == null ? null : KnownText.of(template, names, families, rendered);
        } catch (MalformedBodyException e) {
            return null;
        }
    }
}
