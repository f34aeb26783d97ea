package io.github.jobtide.cli;

import picocli.CommandLine.Option;

/** For whom a command prints: people, or programs. */
final class OutputOption {
    /** The forms that there are. */
    enum Form {
        text, json
    }

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "text", description = "text, for people on a terminal and plain otherwise, or json. Default: ${DEFAULT-VALUE}")
    private Form form = Form.text;

    boolean isJson() {
        return form == Form.json;
    }
}
