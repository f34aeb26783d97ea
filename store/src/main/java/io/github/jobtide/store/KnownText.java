package io.github.jobtide.store;

import io.github.jobtide.exposition.DecimalText;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.TextTemplate;
import io.github.jobtide.store.Request.Rendered;
import io.github.jobtide.store.Request.RenderedFamilies;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text leads to in groups of the same label names: the shapes of its families, and which of the text's values each of their
 * lines holds. It was found out by rendering the text with its values numbered, so it does what rendering does.
 */
final class KnownText {
    private static final int NO_VALUE = -1;
    private static final byte[] ZERO = {'0', '\n'};

    private final TextTemplate template;
    private final GroupNames names;
    private final FamilyList shapes;
    /** For each shape, for each of its lines, the index of the value. */
    private final int[][] lines;
    /** For each value, whether it must be one that can be counted. */
    private final boolean[] counts;
    /** The values that no line holds. */
    private final int[] unused;
    private final long shapeBytes;
    /** Whether a push came with it since room was last needed. */
    boolean used = true;

    private KnownText(TextTemplate template, GroupNames names, FamilyList shapes, int[][] lines, boolean[] counts) {
        this.template = template;
        this.names = names;
        this.shapes = shapes;
        this.lines = lines;
        this.counts = counts;
        this.unused = unused(lines, counts.length);
        long bytes = 0;
        for (int i = 0; i < shapes.size(); i++) {
            bytes += shapes.shape(i).encoded().length;
        }
        this.shapeBytes = bytes;
    }

    /**
     * @param numbered the families of the template with its values numbered from 1
     * @param rendered what they were rendered to, without a problem
     * @return null if what a value means depends on more than its place
     */
    static @Nullable KnownText of(TextTemplate template, GroupNames names, List<MetricFamily> numbered,
            List<Rendered> rendered) {
        for (MetricFamily family : numbered) {
            if (!MetricOrder.isSameInAllGroups(family.metrics())) {
                return null;
            }
        }
        boolean[] counts = new boolean[template.values()];
        Arrays.fill(counts, true);
        int[][] lines = new int[rendered.size()][];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = values(rendered.get(i).values(), rendered.get(i).shape().lines());
            markMeasures(rendered.get(i).shape(), lines[i], counts);
        }
        return new KnownText(template, names, FamilyList.of(rendered.stream().map(Rendered::shape).toList()), lines,
                counts);
    }

    /** Which value each line holds; {@link #NO_VALUE} for one that says 0 because none was sent. */
    private static int[] values(byte[] printed, int lines) {
        int[] values = new int[lines];
        int line = 0;
        int start = 0;
        for (int i = 0; i < printed.length; i++) {
            if (printed[i] == '\n') {
                values[line++] = (int) Numbers.read(printed, start, i) - 1;
                start = i + 1;
            }
        }
        return values;
    }

    /** Any number will do in lines that count nothing. All other values must be counts, those included that are in no line. */
    private static void markMeasures(Shape shape, int[] values, boolean[] counts) {
        int line = 0;
        for (Shape.MetricShape metric : shape.metrics()) {
            int end = line + metric.lines(shape.type());
            for (int i = line; i < end; i++) {
                if (values[i] != NO_VALUE && Shape.MetricShape.isMeasure(shape.type(), i - line, end - line)) {
                    counts[values[i]] = false;
                }
            }
            line = end;
        }
    }

    private static int[] unused(int[][] lines, int values) {
        BitSet unused = new BitSet(values);
        unused.set(0, values);
        Arrays.stream(lines).flatMapToInt(Arrays::stream).filter(value -> value != NO_VALUE).forEach(unused::clear);
        return unused.stream().toArray();
    }

    boolean isFor(GroupNames groupNames) {
        return names.equals(groupNames);
    }

    int values() {
        return counts.length;
    }

    boolean isOf(byte[] text, int[] places) {
        return template.fits(text, places);
    }

    int weight() {
        return template.weight() + 4 * counts.length + 256 * shapes.size();
    }

    /** Bytes that a push of it brings, without those of its values. */
    long shapeBytes() {
        return shapeBytes;
    }

    /**
     * The families of a text that {@link #isOf} this one.
     *
     * @return null if a value is not one of the usual; then the text must be read as any other
     */
    @Nullable
    RenderedFamilies render(byte[] text, int[] places, DecimalText number, ByteBuilder buffer) {
        for (int value : unused) {
            if (!isUsual(value, text, places, number)) {
                return null;
            }
        }
        buffer.clear(Integer.MAX_VALUE);
        PrintedValues.begin(buffer, lines.length);
        for (int i = 0; i < lines.length; i++) {
            for (int value : lines[i]) {
                if (value == NO_VALUE) {
                    buffer.addBytes(ZERO);
                } else if (isUsual(value, text, places, number)) {
                    buffer.addNumber(number).add('\n');
                } else {
                    return null;
                }
            }
            PrintedValues.end(buffer, i);
        }
        return new RenderedFamilies(shapes, buffer.bytes());
    }

    private boolean isUsual(int value, byte[] text, int[] places, DecimalText number) {
        return number.read(text, places[2 * value], places[2 * value + 1]) && (!counts[value] || number.isCount());
    }
}
