package io.github.jobtide.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * When the newest was delivered of each family, one file for each group of a gateway, so that nothing older from the spool takes its place.
 * Whoever changes something here has the spool's lock. Source: docs/formats/spool.md.
 */
final class DeliveredFamilies {
    static final String FOLDER = "delivered";

    private final SpoolFolder folder;
    private final Duration age;
    private final InstantSource clock;

    /** @param age after which what was delivered to a group is forgotten, if nothing more was */
    DeliveredFamilies(SpoolFolder folder, Duration age, InstantSource clock) {
        this.folder = folder;
        this.age = age;
        this.clock = clock;
    }

    void add(SpooledPush spooled) throws IOException {
        String name = name(spooled);
        Map<String, Instant> newest = newest(name);
        for (Part part : spooled.push().parts()) {
            Instant known = newest.getOrDefault(part.family(), Instant.MIN);
            if (!part.adds() && !part.family().isEmpty() && spooled.push().eventTime().isAfter(known)) {
                newest.put(part.family(), spooled.push().eventTime());
            }
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Instant> family : newest.entrySet()) {
            text.append(PercentText.word(family.getKey())).append(' ').append(family.getValue()).append('\n');
        }
        folder.write(name + Spool.UNFINISHED, text.toString().getBytes(StandardCharsets.US_ASCII), false);
        folder.rename(name + Spool.UNFINISHED, name);
    }

    private Map<String, Instant> newest(String name) throws IOException {
        Map<String, Instant> newest = new TreeMap<>();
        String text;
        try {
            text = new String(folder.read(name), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return newest;
        }
        for (String line : text.split("\n", -1)) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                try {
                    newest.put(PercentText.read(line.substring(0, blank)), Instant.parse(line.substring(blank + 1)));
                } catch (DateTimeException | IllegalArgumentException e) {
                    // Written half, in a power cut: then that family is not known, as for any new one.
                }
            }
        }
        return newest;
    }

    private static String name(SpooledPush spooled) {
        CRC32C crc = new CRC32C();
        byte[] lane = spooled.lane().getBytes(StandardCharsets.UTF_8);
        crc.update(lane, 0, lane.length);
        return FOLDER + "/" + Long.toHexString(crc.getValue()) + "-" + Integer.toHexString(spooled.lane().hashCode());
    }

    /** The families of a push that have been delivered newer since. */
    Set<String> overtaken(SpooledPush spooled) throws IOException {
        Map<String, Instant> newest = newest(name(spooled));
        Set<String> overtaken = new HashSet<>();
        for (Part part : spooled.push().parts()) {
            Instant known = newest.getOrDefault(part.family(), Instant.MIN);
            if (known.isAfter(spooled.push().eventTime())) {
                overtaken.add(part.family());
            }
        }
        return overtaken;
    }

    void forgetOld() throws IOException {
        for (String name : folder.list(FOLDER)) {
            if (folder.isOlder(FOLDER + "/" + name, clock.millis() - age.toMillis())) {
                folder.delete(FOLDER + "/" + name);
            }
        }
    }
}
