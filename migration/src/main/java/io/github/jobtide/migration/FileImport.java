package io.github.jobtide.migration;

import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.StoreLimits;
import io.github.jobtide.store.log.LocalEngine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Takes the groups of a Pushgateway's file over into a storage folder that is not there yet.
 *
 * <p>The folder is filled under another name, {@code FOLDER.importing-…}, and gets its own by one rename when everything in it is on the disk.
 * Whatever interrupts that leaves a folder behind that no gateway looks at; the next import removes it. The file is only read.
 */
public final class FileImport {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final String BEGUN = ".importing-";

    private final Path file;
    private final Path folder;
    private final Path parent;
    private final Map<String, MetricType> ownFamilies;
    private final StoreLimits limits;
    private final NameRule names;

    private FileImport(Path file, Path folder, Map<String, MetricType> ownFamilies, StoreLimits limits,
            NameRule names) {
        this.file = file;
        this.folder = folder.toAbsolutePath().normalize();
        this.parent = Objects.requireNonNull(this.folder.getParent(), "a folder in the root");
        this.ownFamilies = Map.copyOf(ownFamilies);
        this.limits = limits;
        this.names = names;
    }

    /**
     * What was taken over.
     *
     * @param notImported a line for each group or family that cannot be stored, with the reason
     */
    public record Result(int groups, int families, List<String> notImported) {
        public Result {
            notImported = List.copyOf(notImported);
        }
    }

    /**
     * Fills {@code folder}; on return it is on the disk, whole.
     *
     * @param folder must not exist, or be empty
     * @param ownFamilies as for {@link MetricStore#open}
     * @param names which can be stored
     * @throws MigrationException if the file is damaged, or the folder cannot be made; there is no folder then
     */
    public static Result run(Path file, Path folder, Map<String, MetricType> ownFamilies, StoreLimits limits,
            NameRule names) {
        return new FileImport(file, folder, ownFamilies, limits, names).run();
    }

    private Result run() {
        try {
            Files.createDirectories(parent);
            removeLeftovers();
            Path begun = folder.resolveSibling(folder.getFileName() + BEGUN
                    + HexFormat.of().toHexDigits(new SecureRandom().nextLong()));
            try {
                Result result = fill(begun);
                publish(begun);
                return result;
            } finally {
                remove(begun);
            }
        } catch (DamagedGobException e) {
            throw new MigrationException(
                    ("%s is damaged, or was not written by a Pushgateway: %s; nothing was imported, and it"
                            + " was not touched: restore it from a backup, or move it away to start empty")
                            .formatted(file,
                                    e.getMessage()),
                    e);
        } catch (IOException | StorageException e) {
            throw new MigrationException("the groups of %s cannot be imported into %s: %s; nothing was".formatted(file,
                    folder, e instanceof StorageException ? e.getMessage() : e), e);
        }
    }

    private Result fill(Path begun) throws IOException {
        var clock = new ReplayClock();
        var notImported = new NotImported();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
                MetricStore store = MetricStore.open(
                        LocalEngine.open(begun, Duration.ZERO, InstantSource.system()), ownFamilies, limits, names,
                        clock)) {
            var replay = new GroupReplay(store, clock, notImported);
            PersistenceFile.read(in, Files.size(file),
                    group -> HeldGroup.of(group, names, notImported).ifPresent(replay::add));
            replay.finish();
            return new Result(replay.groups(), replay.families(), notImported.lines());
        }
    }

    private void publish(Path begun) throws IOException {
        Files.move(begun, folder, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(parent, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** What imports that died have left; one that still runs holds the lock of its folder. */
    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> begun = Files.newDirectoryStream(parent,
                path -> path.getFileName().toString().startsWith(folder.getFileName() + BEGUN))) {
            for (Path leftover : begun) {
                LocalEngine.open(leftover, Duration.ZERO, InstantSource.system()).close();
                remove(leftover);
            }
        }
    }

    private static void remove(Path begun) throws IOException {
        if (Files.exists(begun)) {
            try (Stream<Path> all = Files.walk(begun)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
