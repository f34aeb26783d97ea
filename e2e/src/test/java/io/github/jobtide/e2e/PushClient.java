package io.github.jobtide.e2e;

import java.util.List;

/** A client library that pushes the same metrics as every other, step by step (see src/test/clients/README.md). */
interface PushClient {
    /** What one call of a client does to a group. */
    enum Step {
        PUT, ADD, CLASH, REPLACE, DELETE;

        /** The steps of a job's life, each from what the one before left. */
        static List<Step> life() {
            return List.of(values());
        }
    }

    /** @return whether the library took it as accepted; false if it told its caller that the gateway refused */
    boolean does(Step step, ServerProcess gateway, String job, List<Label> grouping);

    /** A grouping label. */
    record Label(String name, String value) {}
}
