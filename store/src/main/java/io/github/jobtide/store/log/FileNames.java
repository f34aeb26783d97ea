package io.github.jobtide.store.log;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the files in the folder are called. Source: docs/formats/log.md. */
final class FileNames {
    static final String LOCK = "lock";
    /** Where whole copies of damaged files are kept. */
    static final String DAMAGED = "damaged";
    /** A snapshot in the making. */
    static final String SNAPSHOT_BEGUN = "snapshot.tmp";

    /** What else may be there: a file system's own folder, at the root of a volume. */
    private static final Set<String> EXPECTED = Set.of(LOCK, DAMAGED, SNAPSHOT_BEGUN, "lost+found");
    private static final Pattern BLANK = Pattern.compile("blank-([0-9a-f]{16})\\.zero");
    private static final Pattern SEGMENT = Pattern.compile("segment-([0-9a-f]{16})\\.log");
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot-([0-9a-f]{16})-([0-9a-f]{16})\\.log");

    private FileNames() {}

    static String segment(long number) {
        return "segment-%016x.log".formatted(number);
    }

    static String snapshot(long sequence, long number) {
        return "snapshot-%016x-%016x.log".formatted(sequence, number);
    }

    /** A file of zeros that may become a segment. */
    static String blank(long number) {
        return "blank-%016x.zero".formatted(number);
    }

    static boolean isBlank(String name) {
        return BLANK.matcher(name).matches();
    }

    static long blankNumber(String name) {
        return hexadecimal(BLANK.matcher(name), 1).orElse(0L);
    }

    static boolean isExpected(String name) {
        return EXPECTED.contains(name) || isBlank(name);
    }

    /** A segment's number. */
    static Optional<Long> segmentNumber(String name) {
        return hexadecimal(SEGMENT.matcher(name), 1);
    }

    static Optional<Long> snapshotSequence(String name) {
        return hexadecimal(SNAPSHOT.matcher(name), 1);
    }

    static Optional<Long> snapshotNumber(String name) {
        return hexadecimal(SNAPSHOT.matcher(name), 2);
    }

    private static Optional<Long> hexadecimal(Matcher matcher, int group) {
        return matcher.matches() ? Optional.of(Long.parseUnsignedLong(matcher.group(group), 16)) : Optional.empty();
    }
}
