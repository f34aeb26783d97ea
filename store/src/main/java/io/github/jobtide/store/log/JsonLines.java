package io.github.jobtide.store.log;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.store.Change;
import io.github.jobtide.store.Nanos;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Function;

/** Prints changes as JSON, one a line. */
final class JsonLines implements Consumer<Change> {
    private final PrintStream out;
    private final Function<Change.FamilyStored, String> text;

    JsonLines(PrintStream out, Function<Change.FamilyStored, String> text) {
        this.out = out;
        this.text = text;
    }

    @Override
    public void accept(Change change) {
        StringBuilder line = new StringBuilder("{");
        if (change instanceof Change.OfGroup one) {
            labels(one.group().labels(), line.append("\"group\":"));
        }
        switch (change) {
            case Change.GroupTimes(_, long push, long failure) -> {
                time(",\"pushed\":", push, line);
                time(",\"failed\":", failure, line);
            }
            case Change.FamilyStored stored -> {
                quote(stored.family(), line.append(",\"family\":"));
                time(",\"pushed\":", stored.pushedNanos(), line);
                quote(text.apply(stored), line.append(",\"text\":"));
            }
            case Change.FamilyRemoved removed -> quote(removed.family(), line.append(",\"removed\":"));
            case Change.FailuresKept(_, var failures) -> {
                line.append(",\"consecutive_failures\":").append(failures.count());
                time(",\"since\":", Math.max(0, failures.resetNanos()), line);
            }
            case Change.PushRemembered(var id, long nanos) -> {
                quote(HexFormat.of().toHexDigits(id.high()) + HexFormat.of().toHexDigits(id.low()),
                        line.append("\"push\":"));
                time(",\"received\":", nanos, line);
            }
            case Change.GroupDeleted _ -> line.append(",\"deleted\":true");
        }
        out.append(line.append("}\n"));
    }

    private static void labels(Labels labels, StringBuilder line) {
        for (int i = 0; i < labels.size(); i++) {
            quote(labels.name(i), line.append(i == 0 ? '{' : ','));
            quote(labels.value(i), line.append(':'));
        }
        line.append('}');
    }

    /** The time in words, or null for never. */
    private static void time(String name, long nanos, StringBuilder line) {
        line.append(name);
        if (nanos == 0) {
            line.append("null");
        } else {
            quote(Nanos.instant(nanos).toString(), line);
        }
    }

    private static void quote(String text, StringBuilder line) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                default -> {
                    if (c < ' ') {
                        line.append("\\u%04x".formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
