package io.github.jobtide.e2e;

import java.util.List;
import java.util.Map;

/** A gateway that many vectors use one after the other: started when first needed, empty for each. Used by one thread. */
final class SharedGateway implements AutoCloseable {
    private final Target target;
    private final String prefix;
    private final String[] flags;
    private List<ServerProcess> running = List.of();

    SharedGateway(Target target, String prefix, String... flags) {
        this.target = target;
        this.prefix = prefix;
        this.flags = flags;
    }

    /** The gateway without any group; a new one if the old cannot be emptied. */
    ServerProcess empty() {
        for (ServerProcess server : running) {
            if (server.isAlive() && isEmptied(server)) {
                return server;
            }
        }
        return fresh();
    }

    ServerProcess fresh() {
        close();
        ServerProcess started = target.start(prefix, flags);
        running = List.of(started);
        return started;
    }

    private boolean isEmptied(ServerProcess server) {
        for (int attempt = 0; attempt < 50; attempt++) {
            List<Map<String, Object>> groups;
            try {
                groups = Groups.of(server, prefix);
            } catch (IllegalStateException e) {
                return false;
            }
            if (groups.isEmpty()) {
                return server.exchange(Request.of("GET", prefix + "/-/healthy")).status() == 200;
            }
            groups.forEach(group -> server.exchange(Request.of("DELETE", prefix + Groups.path(group))));
        }
        return false;
    }

    @Override
    public void close() {
        running.forEach(ServerProcess::kill);
        running = List.of();
    }
}
