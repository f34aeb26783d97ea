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

/** {@code jobtide cleanup}: removes groups that are old, or of certain labels. */
@Command(name = "cleanup", description = {
        "Delete the groups of a gateway that are old or have certain labels. Without --yes it only tells which.",
        "Jobtide keeps a group that is pushed to in the meantime. A Pushgateway cannot: there each group is deleted by a request of its own, whatever has come since it was listed."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                ExitStatus.DONE_LINE, ExitStatus.REFUSED_LINE, ExitStatus.WRONG_USE_LINE, ExitStatus.UNREACHABLE_LINE})
final class CleanupCommand implements Callable<Integer> {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private SelectionOptions selection;

    @Option(names = "--yes", description = "Delete them.")
    private boolean yes;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GatewayOptions gateway;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private OutputOption output;

    CleanupCommand(Surroundings around) {
        this.around = around;
    }

    /**
     * What was, or would be, deleted.
     *
     * @param found how many were selected, those beyond one answer included
     * @param kept pushed to in the meantime
     */
    private record Removed(long found, List<ListedGroup> groups, List<ListedGroup> kept) {}

    @Override
    public Integer call() {
        selection.check();
        if (!selection.asksForSomething()) {
            throw new ParameterException(spec.commandLine(),
                    "this would select groups by nothing that they have; give --older-than, or a --match of which"
                            + " a condition asks for a label that is not empty, such as {job=~\".+\"}");
        }
        GatewayLink link = gateway.link();
        Removed removed = together(link).orElseGet(() -> oneByOne(link));
        tell(removed);
        return ExitStatus.DONE;
    }

    /** Empty if the gateway cannot choose by itself. */
    private Optional<Removed> together(GatewayLink link) {
        List<ListedGroup> groups = new ArrayList<>();
        List<ListedGroup> kept = new ArrayList<>();
        long found = 0;
        boolean more;
        do {
            List<String> parameters = selection.parameters();
            parameters.add("dry_run=" + !yes);
            Optional<HttpAnswer> answer = link.askIfThere("DELETE", "/api/v2/groups?" + String.join("&", parameters),
                    GroupsCommand.MAX_PAGE_BYTES);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            GroupAnswers.Page page = GroupAnswers.page(answer.get().body());
            groups.addAll(page.groups());
            kept.addAll(page.kept());
            found = Math.max(found, page.found());
            more = yes && page.more() && !page.groups().isEmpty();
        } while (more);
        return Optional.of(new Removed(found, groups, kept));
    }

    private Removed oneByOne(GatewayLink link) {
        List<ListedGroup> chosen = selection.chosen(GroupsCommand.held(link), around.clock().instant()).stream()
                .sorted(GroupOrder.name.order(false)).toList();
        int done = 0;
        for (ListedGroup group : yes ? chosen : List.<ListedGroup>of()) {
            try {
                link.delete(group.group());
                done++;
            } catch (CommandFailedException e) {
                throw new CommandFailedException(e.status().orElse(ExitStatus.REFUSED),
                        "%d of %d groups were deleted; then: %s".formatted(done, chosen.size(), e.getMessage()));
            }
        }
        return new Removed(chosen.size(), chosen, List.of());
    }

    private void tell(Removed removed) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(json(removed));
        } else {
            if (!removed.groups().isEmpty()) {
                GroupTable.of(around).print(removed.groups(), out);
            }
            out.flush();
            if (!yes) {
                note("nothing was deleted; --yes deletes these %d groups".formatted(removed.found()));
            } else if (around.terminal()) {
                out.println("%d groups deleted%s".formatted(removed.groups().size(), removed.kept().isEmpty()
                        ? ""
                        : ", %d kept because they were pushed to meanwhile".formatted(removed.kept().size())));
            }
        }
        out.flush();
    }

    /** Not among what programs read. */
    private void note(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("jobtide cleanup: " + text);
        err.flush();
    }

    private String json(Removed removed) {
        return JsonText.object(json -> {
            json.writeBooleanField("dry_run", !yes);
            json.writeNumberField("found", removed.found());
            json.writeArrayFieldStart(yes ? "deleted" : "would_delete");
            for (ListedGroup group : removed.groups()) {
                group.write(json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("kept");
            for (ListedGroup group : removed.kept()) {
                group.write(json);
            }
            json.writeEndArray();
        });
    }
}
