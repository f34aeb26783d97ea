package io.github.jobtide.e2e;

import java.util.ArrayList;
import java.util.List;

/** Runs one vector against one gateway and says what did not come out as it must. */
final class VectorRun {
    /** Accepted is not done: after a 202 the state may take a moment. */
    private static final int LOOKS_AFTER_202 = 50;

    /** Characters of an answer that a message shows. */
    private static final int SHOWN = 1_000;

    private final Target target;
    private final ServerProcess server;
    private final String prefix;

    VectorRun(Target target, ServerProcess server, String prefix) {
        this.target = target;
        this.server = server;
        this.prefix = prefix;
    }

    /** @return one line for each fault */
    List<String> faults(Vector vector) {
        Checks checks = new Checks(target, server, prefix);
        List<String> faults = new ArrayList<>();
        for (Vector.Step step : vector.steps()) {
            Answer answer = server.exchange(step.request());
            Vector.Outcome outcome = step.outcome(target);
            if (answer.status() != outcome.status()) {
                faults.add(step.text() + ": status: expected <" + outcome.status() + "> but got <" + answer.status()
                        + "> " + answer.text());
            }
            for (Vector.Check check : outcome.checks()) {
                look(checks, check, answer).forEach(fault -> faults.add(step.text() + ": " + shortened(fault)));
            }
        }
        return faults;
    }

    private static List<String> look(Checks checks, Vector.Check check, Answer answer) {
        var fault = checks.fault(check, answer);
        for (int again = 0; fault.isPresent() && answer.status() == 202 && again < LOOKS_AFTER_202; again++) {
            fault = checks.fault(check, answer);
        }
        return fault.stream().toList();
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
    }
}
