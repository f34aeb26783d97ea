package io.github.jobtide.gateway;

import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.migration.FileImport;
import io.github.jobtide.migration.MigrationException;
import io.github.jobtide.store.Engine;
import io.github.jobtide.store.MemoryEngine;
import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.StoreLimits;
import io.github.jobtide.store.log.LocalEngine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Chooses where groups are kept: the given folder, else one beside Pushgateway's file, else {@code data/}, else memory. */
final class StoragePlace {
    private static final System.Logger LOG = System.getLogger(StoragePlace.class.getName());

    /** So many things that could not be taken over are told one by one. */
    private static final int MAX_LINES = 100;

    private StoragePlace() {}

    /**
     * @param limits for what is taken over from Pushgateway's file
     * @param names which are taken over from there
     * @throws GatewayException if the place that was asked for cannot be used
     */
    static Engine open(StorageConfig config, StoreLimits limits, NameRule names, InstantSource clock) {
        if (config.path().isPresent()) {
            config.persistenceFile().filter(Files::isRegularFile)
                    .ifPresent(file -> LOG.log(System.Logger.Level.WARNING,
                            "--storage.path is given, so nothing is taken over from {0}", file));
            return openLocal(config.path().get(), config, clock);
        }
        if (config.persistenceFile().isPresent()) {
            return openLocal(folderBeside(config.persistenceFile().get(), limits, names), config, clock);
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

    /** Takes over what a Pushgateway kept in the file, if this is the first start beside it. */
    private static Path folderBeside(Path file, StoreLimits limits, NameRule names) {
        Path folder = file.resolveSibling(file.getFileName() + ".jobtide");
        if (Files.isRegularFile(file) && isNew(folder)) {
            takeOver(file, folder, limits, names);
        }
        return folder;
    }

    private static boolean isNew(Path folder) {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
            return !content.iterator().hasNext();
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false; // opening it says why
        }
    }

    private static void takeOver(Path file, Path folder, StoreLimits limits, NameRule names) {
        FileImport.Result done;
        try {
            done = FileImport.run(file, folder, OwnMetrics.types(), limits, names);
        } catch (MigrationException e) {
            throw new GatewayException("--persistence.file: " + e.getMessage(), e);
        }
        LOG.log(System.Logger.Level.INFO, "took over {0} groups with {1} families from {2}, which is not used any more",
                Integer.toString(done.groups()), Integer.toString(done.families()), file);
        List<String> lost = done.notImported();
        lost.stream().limit(MAX_LINES)
                .forEach(line -> LOG.log(System.Logger.Level.WARNING, "not imported: {0}", line));
        if (lost.size() > MAX_LINES) {
            LOG.log(System.Logger.Level.WARNING, "not imported: {0} more", Integer.toString(lost.size() - MAX_LINES));
        }
        if (!lost.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "to take over {0} once more, with higher limits for example, stop,"
                    + " remove the folder {1}, and start again; what has been pushed since then is lost", file, folder);
        }
    }

    private static Engine openLocal(Path folder, StorageConfig config, InstantSource clock) {
        try {
            return LocalEngine.open(folder, config.lockWait(), clock);
        } catch (StorageException e) {
            throw new GatewayException("cannot start: " + e.getMessage(), e);
        }
    }
}
