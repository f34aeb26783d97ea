package io.github.jobtide.cli;

/** Colour for people: on a terminal, unless the environment's {@code NO_COLOR} says that it is not wanted. */
record Style(boolean coloured) {
    static Style of(Surroundings around) {
        return new Style(around.terminal() && around.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !around.environment().getOrDefault("TERM", "").equals("dumb"));
    }

    String bold(String text) {
        return with("1", text);
    }

    String green(String text) {
        return with("32", text);
    }

    String red(String text) {
        return with("31", text);
    }

    String yellow(String text) {
        return with("33", text);
    }

    private String with(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Without what would steer a terminal: names and answers come from anywhere. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> clean.appendCodePoint(Character.isISOControl(letter) ? '?' : letter));
        return clean.toString();
    }
}
