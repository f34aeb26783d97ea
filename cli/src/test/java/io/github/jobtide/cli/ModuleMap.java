package io.github.jobtide.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The table of modules in ARCHITECTURE.md: what each may use, of ours and of others. */
record ModuleMap(Map<String, Entry> modules) {
    private static final Path ROOT = Path.of("..");
    private static final Pattern QUOTED = Pattern.compile("`([a-z0-9-]+)`");

    /** @param libraries whether it may use more than the JDK */
    record Entry(Set<String> mayUse, boolean libraries) {}

    static ModuleMap read() {
        return parse(text("ARCHITECTURE.md"));
    }

    static ModuleMap parse(String markdown) {
        Map<String, Entry> modules = new LinkedHashMap<>();
        for (String line : markdown.lines().filter(line -> line.startsWith("| `")).toList()) {
            List<String> cells = List.of(line.split("\\|"));
            String name = quoted(cells.get(1)).iterator().next();
            modules.put(name, new Entry(quoted(cells.get(3)), !cells.get(4).strip().equals("none")));
        }
        return new ModuleMap(modules);
    }

    private static Set<String> quoted(String cell) {
        Set<String> words = new TreeSet<>();
        QUOTED.matcher(cell).results().forEach(match -> words.add(match.group(1)));
        return words;
    }

    /** The modules that Maven builds. */
    static Set<String> builtModules() {
        Set<String> modules = new TreeSet<>();
        Pattern.compile("<module>([^<]+)</module>").matcher(text("pom.xml")).results()
                .forEach(match -> modules.add(match.group(1)));
        return modules;
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
