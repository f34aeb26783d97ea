package io.github.jobtide.e2e;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pages that are large, by a thread that holds a line of them at a time. */
final class LintPages {
    private static final int MILLION = 1_000_000;
    private static final int BLOCKS = 5000;
    private static final int LINES_OF_A_BLOCK = MILLION / BLOCKS;

    private LintPages() {}

    /** Writes one page. */
    @FunctionalInterface
    interface Content {
        void write(BufferedWriter out) throws IOException;
    }

    static Path write(Path file, Content content) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            content.write(out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A million lines: of each five thousandth part, half is a counter with labels and half a histogram with labels.
     *
     * <p>Wrong are a blank at the end of line 500,005, the series of line 700,006, which stands on the line before, and the buckets of line
     * 999,914, which fall.
     */
    static void mixed(BufferedWriter out) throws IOException {
        for (int block = 0; block < BLOCKS; block++) {
            counter(out, block);
            histogram(out, block);
        }
    }

    private static void counter(BufferedWriter out, int block) throws IOException {
        String name = "shop_part" + block + "_requests_total";
        out.write("# HELP " + name + " Requests by path and outcome.\n# TYPE " + name + " counter\n");
        for (int i = 0; i < LINES_OF_A_BLOCK / 2 - 2; i++) {
            int path = isLine(block, i, 700_006) ? i - 1 : i;
            out.write(name + "{path=\"/shelf/" + path / 2 + "\",outcome=\"" + (path % 2 == 0 ? "served" : "failed")
                    + "\"} " + (block + i) + (isLine(block, i, 500_005) ? "\r\n" : "\n"));
        }
    }

    /** Whether it is that line of the page, for the i-th sample of a block's first half. */
    private static boolean isLine(int block, int i, int line) {
        return block * LINES_OF_A_BLOCK + 3 + i == line;
    }

    private static void histogram(BufferedWriter out, int block) throws IOException {
        String name = "shop_part" + block + "_wait_seconds";
        out.write("# HELP " + name + " Waits in seconds.\n# TYPE " + name + " histogram\n");
        for (int queue = 0; queue < 7; queue++) {
            String labels = "{queue=\"q" + queue + "\"";
            for (int bucket = 0; bucket < 12; bucket++) {
                boolean falls = block == BLOCKS - 1 && queue == 0 && bucket == 11;
                out.write(name + "_bucket" + labels + ",le=\"" + (bucket == 11 ? "+Inf" : 1 << bucket) + "\"} "
                        + (falls ? 1 : 10 * bucket) + "\n");
            }
            out.write(name + "_sum" + labels + "} 812.5\n" + name + "_count" + labels + "} "
                    + (block == BLOCKS - 1 && queue == 0 ? 1 : 110) + "\n");
        }
    }

    /** One line of 100 MB, all of it one label's value, and a short one behind it. */
    static void longLine(BufferedWriter out) throws IOException {
        out.write("shop_notes{text=\"");
        String part = "0123456789".repeat(100);
        for (int i = 0; i < 100_000; i++) {
            out.write(part);
        }
        out.write("\"} 1\nshop_queue_articles{x=\"} 1\n");
    }

    static void manyFamilies(BufferedWriter out) throws IOException {
        for (int i = 0; i < MILLION; i++) {
            out.write("# TYPE shop_shelf" + i + "_articles gauge\nshop_shelf" + i + "_articles " + i + "\n");
        }
    }

    static void manyLabelSets(BufferedWriter out) throws IOException {
        out.write("# HELP shop_wait_seconds Waits in seconds.\n# TYPE shop_wait_seconds histogram\n");
        for (int i = 0; i < MILLION; i++) {
            out.write("shop_wait_seconds_bucket{shelf=\"" + i + "\",le=\"+Inf\"} " + i + "\n");
        }
    }
}
