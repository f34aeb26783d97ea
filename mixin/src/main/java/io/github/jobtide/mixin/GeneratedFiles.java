package io.github.jobtide.mixin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that were made, by their names below a folder. */
public record GeneratedFiles(SortedMap<String, String> texts) {
    /** What the first line of every file begins with, or the description of a dashboard. */
    static final String MARK = "Made by: jobtide ";
    private static final int DEPTH = 3;

    public GeneratedFiles {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }

    /** All of both. */
    public GeneratedFiles and(GeneratedFiles others) {
        SortedMap<String, String> all = new TreeMap<>(texts);
        all.putAll(others.texts);
        return new GeneratedFiles(all);
    }

    /** Writes each file whole, or leaves the one that is there; files that were made before and are no more are left for {@link #differences} to tell. */
    public void writeTo(Path folder) {
        texts.forEach((name, text) -> write(folder.resolve(name), text));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                return;
            }
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".new");
            Files.writeString(fresh, text);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MixinException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Each file in the folder that is not as it would be made now, with what is wrong; empty if all are.
     *
     * @param all whether these are all files that are made, so that any other in the folder is left over
     */
    public List<String> differences(Path folder, boolean all) {
        List<String> differences = new ArrayList<>();
        texts.forEach((name, text) -> {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                differences.add(name + " is missing");
            } else if (!read(file).equals(text)) {
                differences.add(name + " is out of date");
            }
        });
        if (all) {
            leftOver(folder).forEach(name -> differences.add(name + " is not made any more; remove it"));
        }
        return differences;
    }

    private List<String> leftOver(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(Files::isRegularFile).filter(file -> !texts.containsKey(name(folder, file)))
                    .filter(file -> file.toString().matches(".*\\.(yml|json|tmpl)"))
                    .filter(file -> beginning(file).contains(MARK)).map(file -> name(folder, file)).sorted().toList();
        } catch (IOException e) {
            throw new MixinException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString();
    }

    private static String beginning(Path file) {
        String text = read(file);
        return text.substring(0, Math.min(text.length(), 1000));
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MixinException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
