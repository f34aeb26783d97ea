package io.github.jobtide.mixin;

import java.util.List;

/** What somebody who is called by an alert wants to know. */
record Runbook(String meaning, List<String> commands, List<String> causes, String silence) {
    private static final int COMMANDS = 3;

    Runbook {
        commands = List.copyOf(commands);
        causes = List.copyOf(causes);
    }

    static Runbook of(YamlMap map) {
        map.allowing("meaning", "commands", "causes", "silence");
        List<String> commands = map.texts("commands");
        if (commands.size() != COMMANDS) {
            throw map.wrong("commands", "a runbook has " + COMMANDS);
        }
        return new Runbook(map.needed("meaning"), commands, map.texts("causes"), map.needed("silence"));
    }
}
