package io.github.jobtide.cli;

import java.lang.reflect.Proxy;

/** SIGHUP as a wish to read the configuration again. */
final class Hangup {
    private Hangup() {}

    /**
     * From now on SIGHUP runs {@code work} instead of ending the program. There is no public way to have this; where the JDK's own is
     * not to be had, the signal goes on ending the program in good order.
     */
    static void onSignal(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object runsWork = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler},
                    (_, _, _) -> { // The handler's only method.
                        work.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance("HUP"), runsWork);
        } catch (ReflectiveOperationException e) {
            System.getLogger(Hangup.class.getName()).log(System.Logger.Level.WARNING,
                    "SIGHUP ends the gateway instead of reading its configuration: {0}", e);
        }
    }
}
