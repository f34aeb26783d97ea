package io.github.jobtide.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, in the macros of {@code man(7)}; from what {@code --help} says, too. */
final class ManPage {
    private final StringBuilder page = new StringBuilder();
    private final CommandSpec spec;

    private ManPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** {@code jobtide-push.1} */
    static String fileName(CommandSpec spec) {
        return spec.qualifiedName("-") + ".1";
    }

    static String of(CommandSpec spec, String version) {
        return new ManPage(spec).write(version);
    }

    private String write(String version) {
        String name = spec.qualifiedName("-");
        line(".TH \"%s\" 1 \"\" \"jobtide %s\" \"Jobtide\"".formatted(escaped(name.toUpperCase(Locale.ROOT)),
                escaped(version)));
        line(".SH NAME");
        List<String> description = List.of(spec.usageMessage().description());
        text(name + " - " + firstSentence(description));
        line(".SH SYNOPSIS");
        text(spec.commandLine().getHelp().synopsis(0).strip().replaceAll("\\s+", " "));
        line(".SH DESCRIPTION");
        description.forEach(this::paragraph);
        arguments();
        commands();
        statuses();
        line(".SH SEE ALSO");
        text(spec.parent() == null ? "The commands have pages of their own: jobtide-push(1)" : "jobtide(1)");
        return page.toString();
    }

    private static String firstSentence(List<String> description) {
        String text = plain(description.isEmpty() ? "" : description.getFirst());
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private void arguments() {
        List<ArgSpec> arguments = new ArrayList<>(spec.positionalParameters());
        arguments.addAll(spec.options());
        if (!arguments.isEmpty()) {
            line(".SH OPTIONS");
        }
        for (ArgSpec argument : arguments) {
            if (!argument.hidden()) {
                line(".TP");
                line(".B " + escaped(heading(argument)));
                text(String.join(" ", List.of(argument.description())).replace("${DEFAULT-VALUE}",
                        String.valueOf(argument.defaultValue())));
            }
        }
    }

    private static String heading(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> String.join(", ", option.names())
                    + (option.typeInfo().isBoolean() ? "" : "=" + option.paramLabel());
            case PositionalParamSpec parameter -> parameter.paramLabel();
            default -> "";
        };
    }

    private void commands() {
        boolean any = false;
        for (Map.Entry<String, CommandLine> command : spec.subcommands().entrySet()) {
            CommandSpec sub = command.getValue().getCommandSpec();
            if (!sub.usageMessage().hidden()) {
                if (!any) {
                    line(".SH COMMANDS");
                    any = true;
                }
                line(".TP");
                line(".B " + escaped(sub.qualifiedName()));
                text(firstSentence(List.of(sub.usageMessage().description())) + ".");
            }
        }
    }

    private void statuses() {
        Map<String, String> statuses = spec.usageMessage().exitCodeList();
        if (!statuses.isEmpty()) {
            line(".SH EXIT STATUS");
        }
        statuses.forEach((status, meaning) -> {
            line(".TP");
            line(".B " + escaped(status));
            text(meaning);
        });
    }

    private void paragraph(String text) {
        line(".PP");
        text(text);
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private void text(String text) {
        line(escaped(plain(text)));
    }

    /** As picocli would print it, without its marks. */
    private static String plain(String text) {
        return Help.Ansi.OFF.string(text).replace("%n", " ").replace("%%", "%").strip();
    }

    /** What the formatter would take for an order of its own. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
