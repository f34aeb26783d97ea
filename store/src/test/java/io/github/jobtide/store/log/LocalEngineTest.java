package io.github.jobtide.store.log;

import io.github.jobtide.store.Engine;
import io.github.jobtide.store.EngineContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

final class LocalEngineTest extends EngineContract {
    @TempDir
    Path folder;

    @Override
    protected Engine open() {
        return LocalEngine.open(folder, Duration.ZERO, InstantSource.system());
    }

    @Override
    protected boolean isDurable() {
        return true;
    }
}
