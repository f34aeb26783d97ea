package io.github.jobtide.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signals that this process catches and passes on to the command: TERM, INT, HUP and USR1. One that comes before the command is there
 * is passed on as soon as it is. Any number of threads.
 *
 * <p>Of several of the same kind that is to end it, within a second, one is passed on. INT is not passed on if this process is in its terminal's foreground: then the command has had it from there.
 */
final class Signals implements InvocationHandler {
    private static final String[] NAMES = {"TERM", "INT", "HUP", "USR1"};
    private static final int[] NUMBERS = {15, 2, 1, 10};
    private static final int USR1 = 10;
    private static final int TERM = 15;
    private static final int INT = 2;
    private static final long TWIN_NANOS = 1_000_000_000;
    private static final long LAST_WORD_MILLIS = 1_000;
    private static final long INSTALLING_NANOS = 2_000_000_000;

    private @Nullable Process command;
    private final Thread bridge = new Thread(new Runnable() {
        @Override
        public void run() {
            onShutdown();
        }
    }, "jobtide-shutdown");
    private final Set<Integer> waiting = new LinkedHashSet<>();
    private int ending;
    private int last;
    private long lastNanos;
    private boolean user;
    private boolean installed;
    private boolean done;

    /**
     * From now on a signal that would end this process is passed on to the command, as TERM or INT, and the process goes on until that has ended. For
     * the moments until {@link #install} is done, which takes longer than a command should have to wait.
     */
    void prepare() {
        Runtime.getRuntime().addShutdownHook(bridge);
    }

    private void onShutdown() {
        caught(isInForeground() ? INT : TERM); // Which signal it was nobody says; on a terminal it is usually Ctrl-C.
        try {
            synchronized (this) {
                while (!done) {
                    wait();
                }
            }
            Thread.sleep(LAST_WORD_MILLIS); // The main thread ends the process now, with the command's exit code.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended and is reported. */
    synchronized void done() {
        done = true;
        notifyAll();
    }

    /** Catches them from now on, as soon as a thread of its own has got so far. */
    void installSoon() {
        Thread thread = new Thread(new Runnable() {
            @Override
            public void run() {
                try {
                    install();
                    Runtime.getRuntime().removeShutdownHook(bridge);
                } catch (RuntimeException | Error e) {
                    // The bridge stays, then, or has been taken already.
                }
                installed();
            }
        }, "jobtide-signals");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Error e) {
            installed(); // The bridge stays.
        }
    }

    private synchronized void installed() {
        installed = true;
        notifyAll();
    }

    /** Waits for a moment until that is done: who hears of the command from now on may send it any of them. */
    synchronized void awaitInstalled() throws InterruptedException {
        long end = System.nanoTime() + INSTALLING_NANOS;
        while (!installed && end - System.nanoTime() > 0) {
            wait(10);
        }
    }

    /** Catches them from now on. Those that were ignored when this process started stay so, as with nohup. */
    private void install() {
        try {
            // There is no public way to have this; by reflection, because compilers warn of what is not public whatever they are told.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            Object passesOn = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler}, this);
            for (String name : NAMES) {
                try {
                    handle.invoke(null, signal.getConstructor(String.class).newInstance(name), passesOn);
                } catch (ReflectiveOperationException | IllegalArgumentException e) {
                    // This one stays as it was: the virtual machine has it for itself.
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signals cannot be caught", e);
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        if (method.getName().equals("handle")) {
            String name = String.valueOf(arguments[0]); // SIGTERM
            for (int i = 0; i < NAMES.length; i++) {
                if (name.equals("SIG" + NAMES[i])) {
                    caught(NUMBERS[i]);
                }
            }
        }
        return this; // What a method without a result returns is not looked at.
    }

    void caught(int number) {
        Process running;
        synchronized (this) {
            if (number == USR1) {
                user = true;
            } else {
                ending = number;
            }
            running = isTwin(number) ? null : command;
            if (command == null) {
                waiting.add(number);
            }
            notifyAll();
        }
        if (running != null) {
            passOn(number, running);
        }
    }

    /** One that went to a whole process group comes from there, and again from the launcher, which is in the group, too. */
    private boolean isTwin(int number) {
        if (number == USR1) {
            return false;
        }
        long now = System.nanoTime();
        if (number == last && now - lastNanos < TWIN_NANOS) {
            return true;
        }
        last = number;
        lastNanos = now;
        return false;
    }

    /** From now on signals go to that one. */
    void passTo(Process started) {
        List<Integer> missed;
        synchronized (this) {
            command = started;
            missed = List.copyOf(waiting);
            waiting.clear();
        }
        for (int number : missed) {
            passOn(number, started);
        }
    }

    /** There is no command at the moment. */
    synchronized void passToNobody() {
        command = null;
    }

    private static void passOn(int number, Process running) {
        if (number != INT || !isInForeground()) {
            SignalSender.send(number, running);
        }
    }

    private static boolean isInForeground() {
        Optional<ProcessStatus> self = ProcessStatus.ofSelf();
        return self.isPresent() && self.get().isInForeground();
    }

    /** The signal that this process was to be ended by; 0 if there was none. */
    synchronized int ending() {
        return ending;
    }

    /** Whether a command that ended with that code was ended by a signal from here. */
    synchronized boolean ended(int exitCode) {
        return ending != 0 || (user && exitCode == 128 + USR1);
    }

    /** Waits, and no longer once this process is to end. */
    synchronized void pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (ending == 0 && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = end - System.nanoTime();
        }
    }
}
