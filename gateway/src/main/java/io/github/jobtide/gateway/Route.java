package io.github.jobtide.gateway;

import io.github.jobtide.store.PushMode;

/** What a request is about, judged by its method and path alone. */
sealed interface Route {
    /** Whether a request of this route changes what is stored, or ends the gateway. */
    default boolean changesSomething() {
        return false;
    }

    /** Who may ask for it. */
    Need need();

    /**
     * Replace or add to a group.
     *
     * @param group what follows {@code /metrics/job/}, decoded; see {@link GroupPath}
     * @param jobIsBase64 whether the job is written in base64
     */
    record Push(PushMode mode, String group, boolean jobIsBase64) implements Route {
        @Override
        public boolean changesSomething() {
            return true;
        }

        @Override
        public Need need() {
            return Need.PUSH;
        }
    }

    /** Remove a group. */
    record Delete(String group, boolean jobIsBase64) implements Route {
        @Override
        public boolean changesSomething() {
            return true;
        }

        @Override
        public Need need() {
            return Need.DELETE;
        }
    }

    /** One group of the API, by its key in base64. */
    record OneGroup(String key) implements Route {
        @Override
        public Need need() {
            return Need.READ;
        }
    }

    /** A file of the page, by its name below {@code /static/}. */
    record StaticFile(String name) implements Route {
        @Override
        public Need need() {
            return Need.READ;
        }
    }

    /** The path as written is never looked at: it belongs elsewhere, whatever the request is. */
    record Moved(String location) implements Route {
        @Override
        public Need need() {
            return Need.KNOWN;
        }
    }

    /** There is a route for this method that was probably meant. */
    record Redirect(int status, String location) implements Route {
        @Override
        public Need need() {
            return Need.KNOWN;
        }
    }

    /** The path is known, but not with this method. */
    record NotAllowed(String allow) implements Route {
        @Override
        public Need need() {
            return Need.KNOWN;
        }
    }

    /** OPTIONS of a known path. */
    record Options(String allow) implements Route {
        @Override
        public Need need() {
            return Need.KNOWN;
        }
    }

    /** The URI cannot be read. */
    record Malformed(String message) implements Route {
        @Override
        public Need need() {
            return Need.KNOWN;
        }
    }

    /** Routes without parameters. */
    enum Fixed implements Route {
        SCRAPE, PAGE, STATUS_PAGE, PAGE_DELETE, PAGE_DELETE_ALL, HEALTHY, READY, QUIT, QUIT_BY_GET, API_STATUS,
        API_METRICS, API_OPTIONS, WIPE, GROUPS, GROUPS_DELETE, NOT_FOUND;

        @Override
        public boolean changesSomething() {
            return this == WIPE || this == QUIT || this == GROUPS_DELETE || isForm();
        }

        @Override
        public Need need() {
            return switch (this) {
                case HEALTHY, READY -> Need.HEALTH;
                case QUIT_BY_GET, API_OPTIONS, NOT_FOUND -> Need.KNOWN;
                case SCRAPE, PAGE, STATUS_PAGE, API_STATUS, API_METRICS, GROUPS -> Need.READ;
                case PAGE_DELETE, GROUPS_DELETE -> Need.DELETE;
                case PAGE_DELETE_ALL, WIPE, QUIT -> Need.ADMIN;
            };
        }

        /** Whether a form's body comes with it. */
        boolean isForm() {
            return this == PAGE_DELETE || this == PAGE_DELETE_ALL;
        }

        boolean isApi() {
            return this == API_STATUS || this == API_METRICS || this == API_OPTIONS || this == WIPE;
        }
    }
}
