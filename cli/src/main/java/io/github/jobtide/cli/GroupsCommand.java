package io.github.jobtide.cli;

import io.github.jobtide.push.HttpAnswer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobtide groups}: lists what a gateway holds. */
@Command(name = "groups", description = {"List the groups of a gateway, Jobtide or Pushgateway.",
        "On a terminal it is a table; else each line has the path of a group, when it was last pushed to, when a push to it was last refused, its families and its series, with tabs between."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                ExitStatus.DONE_LINE, ExitStatus.REFUSED_LINE, ExitStatus.WRONG_USE_LINE, ExitStatus.UNREACHABLE_LINE})
final class GroupsCommand implements Callable<Integer> {
    /** Of a Pushgateway's whole content. */
    static final int MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
    static final int MAX_PAGE_BYTES = 16 * 1024 * 1024;
    private static final int PAGE = 1000;

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private SelectionOptions selection;

    @Option(names = "--sort", paramLabel = "ORDER", defaultValue = "name", description = "name; pushed or failed, the latest first; or series, the most first. Default: ${DEFAULT-VALUE}")
    private GroupOrder sort = GroupOrder.name;

    @Option(names = "--backwards", description = "Turn the order round.")
    private boolean backwards;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", description = "List that many at most. Default: ${DEFAULT-VALUE}")
    private int limit = PAGE;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GatewayOptions gateway;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private OutputOption output;

    GroupsCommand(Surroundings around) {
        this.around = around;
    }

    /** @param found how many there are, those beyond the limit included */
    private record Listing(long found, List<ListedGroup> groups) {}

    @Override
    public Integer call() {
        if (limit < 1 || limit > 100_000) {
            throw new ParameterException(spec.commandLine(), "--limit must be from 1 to 100000");
        }
        selection.check();
        GatewayLink link = gateway.link();
        Listing listing = pages(link).orElseGet(() -> document(link));
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(json(listing));
        } else {
            GroupTable.of(around).print(listing.groups(), out);
            tellRest(listing, out);
        }
        out.flush();
        return ExitStatus.DONE;
    }

    /** Empty if the gateway has no such list. */
    private Optional<Listing> pages(GatewayLink link) {
        List<ListedGroup> groups = new ArrayList<>();
        Optional<String> next = Optional.empty();
        long found = 0;
        do {
            Optional<HttpAnswer> answer = link.askIfThere("GET", path(limit - groups.size(), next), MAX_PAGE_BYTES);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            GroupAnswers.Page page = GroupAnswers.page(answer.get().body());
            groups.addAll(page.groups());
            found = Math.max(found, page.found());
            next = page.groups().isEmpty() ? Optional.empty() : page.next();
        } while (next.isPresent() && groups.size() < limit);
        return Optional.of(new Listing(found, groups));
    }

    private String path(int left, Optional<String> cursor) {
        List<String> parameters = selection.parameters();
        parameters.add("sort=" + sort);
        parameters.add("backwards=" + backwards);
        parameters.add("limit=" + Math.min(PAGE, left));
        cursor.ifPresent(text -> parameters.add("cursor=" + SelectionOptions.encoded(text)));
        return "/api/v2/groups?" + String.join("&", parameters);
    }

    private Listing document(GatewayLink link) {
        List<ListedGroup> chosen = selection.chosen(held(link), around.clock().instant());
        return new Listing(chosen.size(), chosen.stream().sorted(sort.order(backwards)).limit(limit).toList());
    }

    /** All groups of a gateway that has no list of them but its whole content. */
    static List<ListedGroup> held(GatewayLink link) {
        String place = "/api/v1/metrics";
        return GroupAnswers.document(link.askIfThere("GET", place, MAX_DOCUMENT_BYTES)
                .orElseThrow(() -> new CommandFailedException(ExitStatus.REFUSED,
                        "%s has no %s; is it a gateway, and does the URL have all of its prefix?".formatted(link.url(),
                                place)))
                .body());
    }

    private static String json(Listing listing) {
        return JsonText.object(json -> {
            json.writeNumberField("found", listing.found());
            json.writeArrayFieldStart("groups");
            for (ListedGroup group : listing.groups()) {
                group.write(json);
            }
            json.writeEndArray();
        });
    }

    private void tellRest(Listing listing, PrintWriter out) {
        long rest = listing.found() - listing.groups().size();
        if (around.terminal() && (rest > 0 || listing.groups().isEmpty())) {
            out.println(rest > 0 ? "and %d more; --limit shows them".formatted(rest) : "no groups");
        } else if (rest > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("jobtide groups: warning: %d more are left out; --limit shows them".formatted(rest));
            err.flush();
        }
    }
}
