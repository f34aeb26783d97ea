package io.github.jobtide.settings;

import io.github.jobtide.yaml.UnusableYamlException;
import io.github.jobtide.yaml.YamlMap;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code jobtide.yml}, with the inventory in it or beside it.
 *
 * @param unnamed what stands outside of {@code environments}: a file has that, or those
 */
record SettingsFile(Path path, Optional<String> defaultEnvironment, Map<String, Profile> environments,
        Optional<Profile> unnamed, List<DeclaredJob> jobs) {
    static final String NAME = "jobtide.yml";
    private static final String INVENTORY_NAME = "jobs.yml";

    SettingsFile {
        environments = new LinkedHashMap<>(environments);
        jobs = List.copyOf(jobs);
    }

    /** @throws SettingsException if it cannot be read, or understood */
    static SettingsFile read(Path path) {
        try {
            return read(path, YamlMap.parse(path.toString(), text(path)));
        } catch (UnusableYamlException e) {
            throw new SettingsException(String.valueOf(e.getMessage()), e);
        }
    }

    private static SettingsFile read(Path path, YamlMap root) {
        List<String> keys = new ArrayList<>(List.of("default-environment", "environments", "jobs", "gateway"));
        keys.addAll(Access.KEYS);
        keys.addAll(InventoryReader.BESIDE);
        root.allowing(keys.toArray(new String[0]));
        Map<String, Profile> environments = environments(path, root.map("environments"));
        Optional<Profile> unnamed = unnamed(path, root);
        if (unnamed.isPresent() && !environments.isEmpty()) {
            throw root.wrong("gateway", "stands beside environments; move it into one of them");
        }
        Optional<String> defaultName = root.text("default-environment");
        if (defaultName.isPresent() && !environments.containsKey(defaultName.get())) {
            throw root.wrong("default-environment", "is none of the environments; there are: "
                    + String.join(", ", environments.keySet()));
        }
        return new SettingsFile(path, defaultName, environments, unnamed, jobs(path, root));
    }

    private static Map<String, Profile> environments(Path path, YamlMap named) {
        Map<String, Profile> environments = new LinkedHashMap<>();
        for (String name : named.keys()) {
            YamlMap map = named.map(name);
            List<String> keys = new ArrayList<>(List.of("gateway"));
            keys.addAll(Access.KEYS);
            map.allowing(keys.toArray(new String[0])).filled();
            environments.put(name, profile(path, map, "environment '" + name + "' of " + path));
        }
        return environments;
    }

    private static Optional<Profile> unnamed(Path path, YamlMap root) {
        if (root.has("gateway")) {
            return Optional.of(profile(path, root, path.toString()));
        }
        for (String key : Access.KEYS) {
            if (root.has(key)) {
                throw root.wrong(key, "belongs to a gateway, and none is named beside it");
            }
        }
        return Optional.empty();
    }

    private static Profile profile(Path path, YamlMap map, String place) {
        Optional<String> url = map.text("gateway");
        if (url.isEmpty()) {
            throw map.wrong("", "names no gateway; write for example gateway: http://localhost:9091");
        }
        return new Profile(url.get(), Access.of(new Access.Source() {
            @Override
            public Optional<String> value(String key) {
                return map.text(key);
            }

            @Override
            public Path path(String value) {
                return path.resolveSibling(value);
            }

            @Override
            public String spelled(String key) {
                return key;
            }

            @Override
            public SettingsException wrong(String key, String complaint) {
                return new SettingsException(String.valueOf(map.wrong(key, complaint).getMessage()));
            }
        }), place);
    }

    private static List<DeclaredJob> jobs(Path path, YamlMap root) {
        List<DeclaredJob> own = InventoryReader.jobs(root);
        Path beside = path.resolveSibling(INVENTORY_NAME);
        if (!Files.exists(beside)) {
            return own;
        }
        YamlMap inventory = YamlMap.parse(beside.toString(), text(beside));
        List<String> keys = new ArrayList<>(List.of("jobs"));
        keys.addAll(InventoryReader.BESIDE);
        inventory.allowing(keys.toArray(new String[0]));
        if (!own.isEmpty()) {
            throw root.wrong("jobs", "there is " + beside + ", too; keep the jobs in one of them");
        }
        return InventoryReader.jobs(inventory);
    }

    private static String text(Path path) {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new SettingsException(
                        path + " is no file that can be read to its end; put the settings into one");
            }
            if (Files.size(path) > YamlMap.MAX_BYTES) {
                throw new SettingsException(path + " is larger than " + YamlMap.MAX_BYTES
                        + " bytes, so it holds no settings");
            }
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new SettingsException(path + " cannot be read: there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new SettingsException(path + " cannot be read by this user; have it made readable, or name the"
                    + " gateway with --gateway URL or JOBTIDE_GATEWAY", e);
        } catch (CharacterCodingException e) {
            throw new SettingsException(path + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new SettingsException(path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
