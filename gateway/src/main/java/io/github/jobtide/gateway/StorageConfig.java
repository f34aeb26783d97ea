package io.github.jobtide.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where groups are kept.
 *
 * @param persistenceFile Pushgateway's flag: names the folder beside it, {@code FILE.jobtide/}
 * @param persistenceInterval accepted for Pushgateway's sake; every push is durable before it is answered
 * @param path the folder, whatever the other flag says
 * @param fallback the folder if neither is given; if it cannot be made, groups are kept in memory only
 * @param lockWait how long to wait for another gateway to leave the folder
 */
public record StorageConfig(Optional<Path> persistenceFile, Duration persistenceInterval, Optional<Path> path,
        Path fallback, Duration lockWait) {
    public static final StorageConfig DEFAULT = new StorageConfig(Optional.empty(), Duration.ofMinutes(5),
            Optional.empty(), Path.of("data"), Duration.ZERO);

    public StorageConfig withPath(Path changed) {
        return new StorageConfig(persistenceFile, persistenceInterval, Optional.of(changed), fallback, lockWait);
    }

    public StorageConfig withPersistenceFile(Path changed) {
        return new StorageConfig(Optional.of(changed), persistenceInterval, path, fallback, lockWait);
    }

    public StorageConfig withFallback(Path changed) {
        return new StorageConfig(persistenceFile, persistenceInterval, path, changed, lockWait);
    }
}
