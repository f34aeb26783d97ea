package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Whole numbers by series as on a page, and by native bucket as {@code FAMILY{job}+NUMBER}. */
final class Totals {
    private Totals() {}

    /** What groups hold according to a page in text, without push times and the gateway's own. */
    static Map<String, Long> ofPage(String page) {
        Map<String, Long> totals = new TreeMap<>();
        for (String line : Page.parse(page).pushed()) {
            if (!line.startsWith("#")) {
                int blank = line.lastIndexOf(' ');
                totals.put(line.substring(0, blank), whole(Double.parseDouble(line.substring(blank + 1))));
            }
        }
        return totals;
    }

    /** The native buckets of one family, of every group. */
    static Map<String, Long> ofNative(DynamicMessage family) {
        Map<String, Long> totals = new TreeMap<>();
        for (Message metric : messages(family, "metric")) {
            Message histogram = (Message) field(metric, "histogram");
            String prefix = Protobuf.name(family) + job(metric);
            totals.put(prefix + " zero", (Long) field(histogram, "zero_count"));
            buckets(histogram, "positive", (number, count) -> totals.put(prefix + "+" + number, count));
            buckets(histogram, "negative", (number, count) -> totals.put(prefix + "-" + number, count));
        }
        return totals;
    }

    static long whole(double value) {
        if (value != (long) value) {
            throw new IllegalStateException(value + " is no whole number");
        }
        return (long) value;
    }

    private static String job(Message metric) {
        for (Message label : messages(metric, "label")) {
            if (text(label, "name").equals("job")) {
                return "{" + text(label, "value") + "}";
            }
        }
        return "{}";
    }

    private static void buckets(Message histogram, String side, BiConsumer<Integer, Long> bucket) {
        List<?> deltas = (List<?>) field(histogram, side + "_delta");
        int number = 0;
        int at = 0;
        long count = 0;
        for (Message span : messages(histogram, side + "_span")) {
            number += (Integer) field(span, "offset");
            for (int i = (Integer) field(span, "length"); i > 0; i--) {
                count += (Long) deltas.get(at++);
                bucket.accept(number++, count);
            }
        }
    }

    private static String text(Message message, String name) {
        return ((ByteString) field(message, name)).toStringUtf8();
    }

    private static List<Message> messages(Message message, String name) {
        return ((List<?>) field(message, name)).stream().map(Message.class::cast).toList();
    }

    private static Object field(Message message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }
}
