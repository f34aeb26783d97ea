package io.github.jobtide.e2e;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A few requests in a row to a gateway without groups, and what must come of each.
 *
 * @param place file and line, for messages
 * @param fresh a real Pushgateway has to be started for this vector alone, since it may be spoilt by it
 */
record Vector(String title, String place, boolean fresh, List<Step> steps) {
    Vector {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return title;
    }

    /** One request; {@code outcomes} holds one for each target that answers differently from the rest. */
    record Step(String text, Request request, Outcome outcome, Map<Target, Outcome> outcomes) {
        Step {
            outcomes = Map.copyOf(outcomes);
        }

        Outcome outcome(Target target) {
            return outcomes.getOrDefault(target, outcome);
        }
    }

    /** @param difference why Jobtide answers so, where Pushgateway does not */
    record Outcome(int status, List<Check> checks, Optional<Difference> difference) {
        Outcome {
            checks = List.copyOf(checks);
        }
    }

    /**
     * One thing to look at besides the status.
     *
     * @param word what to look at; {@link Checks} knows the words
     */
    record Check(String word, String text) {}
}
