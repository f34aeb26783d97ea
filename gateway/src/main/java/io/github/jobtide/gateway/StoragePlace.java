package io.github.jobtide.gateway;

import io.github.jobtide.store.Engine;
import io.github.jobtide.store.MemoryEngine;
import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.log.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Chooses where groups are kept: the given folder, else one beside Pushgateway's file, else {@code data/}, else memory. */
final class StoragePlace {
    private static final System.Logger LOG = System.getLogger(StoragePlace.class.getName());

    private StoragePlace() {}

    /** @throws GatewayException if the place that was asked for cannot be used */
    static Engine open(StorageConfig config, InstantSource clock) {
        if (config.path().isPresent()) {
            return openLocal(config.path().get(), config, clock);
        }
        if (config.persistenceFile().isPresent()) {
            return openLocal(folderBeside(config.persistenceFile().get()), config, clock);
        }
        try {
            Files.createDirectories(config.fallback());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "groups are kept in memory only and lost at a restart: cannot make the"
                    + " folder {0}; give --storage.path", config.fallback().toAbsolutePath());
            return new MemoryEngine();
        }
        return openLocal(config.fallback(), config, clock);
    }

    private static Path folderBeside(Path file) {
        Path folder = file.resolveSibling(file.getFileName() + ".jobtide");
        if (Files.isRegularFile(file) && !Files.exists(folder)) {
            throw new GatewayException(
                    ("--persistence.file: %s was written by a Pushgateway, and this version cannot take"
                            + " its groups over; move it away to start empty, or give --storage.path; it was not touched")
                            .formatted(file));
        }
        return folder;
    }

    private static Engine openLocal(Path folder, StorageConfig config, InstantSource clock) {
        try {
            return LocalEngine.open(folder, config.lockWait(), clock);
        } catch (StorageException e) {
            throw new GatewayException("cannot start: " + e.getMessage(), e);
        }
    }
}
