package io.github.jobtide.cli;

import io.github.jobtide.gateway.Selector;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which groups a command is about: the gateway chooses where it can, else they are chosen here. */
final class SelectionOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--match", paramLabel = "SELECTOR", description = "Only groups with such labels, as Prometheus selects series: {job=\"backup\",zone=~\"eu-.*\"}. May be repeated; one must fit.")
    private List<String> matches = new ArrayList<>();

    @Option(names = "--older-than", paramLabel = "DURATION", converter = DurationOption.class, description = "Only groups whose last accepted push is longer ago than this: 90s, 12h, 7d.")
    private @Nullable Duration olderThan;

    /** @throws ParameterException if one cannot be read */
    List<Selector> selectors() {
        List<Selector> selectors = new ArrayList<>();
        for (String match : matches) {
            try {
                selectors.add(Selector.parse(match));
            } catch (Selector.MalformedException e) {
                throw new ParameterException(spec.commandLine(),
                        "--match '%s' cannot be read: %s".formatted(match, e.getMessage()), e);
            }
        }
        return selectors;
    }

    /** Whether it leaves out anything for sure. */
    boolean asksForSomething() {
        return olderThan != null
                || (!matches.isEmpty() && selectors().stream().allMatch(Selector::asksForSomething));
    }

    /** @throws ParameterException if it is wrong in any way */
    void check() {
        selectors();
        if (olderThan != null && (olderThan.isZero() || olderThan.isNegative())) {
            throw new ParameterException(spec.commandLine(), "--older-than must be above 0");
        }
    }

    /** Parameters for a gateway that chooses by itself. */
    List<String> parameters() {
        List<String> parameters = new ArrayList<>();
        for (String match : matches) {
            parameters.add("match%5B%5D=" + encoded(match));
        }
        if (olderThan != null) {
            parameters.add("older_than=" + olderThan.toMillis() + "ms");
        }
        return parameters;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Of those, the ones that are meant. */
    List<ListedGroup> chosen(List<ListedGroup> groups, Instant now) {
        List<Selector> selectors = selectors();
        Duration age = olderThan;
        return groups.stream()
                .filter(group -> age == null || Duration.between(group.heardOf(), now).compareTo(age) > 0)
                .filter(group -> selectors.isEmpty()
                        || selectors.stream().anyMatch(selector -> selector.matches(group.asLabels())))
                .toList();
    }
}
