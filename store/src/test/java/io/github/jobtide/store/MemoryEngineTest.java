package io.github.jobtide.store;

final class MemoryEngineTest extends EngineContract {
    @Override
    protected Engine open() {
        return new MemoryEngine();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
