package io.github.jobtide.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many attackers at once, each on a thread of its own. */
final class Attackers {
    private Attackers() {}

    /**
     * Lets that many attack, numbered from 0, and waits for all.
     *
     * @return what each of them found, by number
     */
    static <T> List<T> attack(int count, Attack<T> attack) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> attacks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                attacks.add(() -> attack.run(number));
            }
            List<T> found = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(attacks)) {
                found.add(future.get());
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during an attack", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an attack failed", e.getCause());
        }
    }

    /** What one attacker does. */
    @FunctionalInterface
    interface Attack<T> {
        T run(int number) throws Exception;
    }
}
