package io.github.jobtide.migration;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.ProtobufWriter;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the groups of a running gateway over into another, by pushing each. Groups that are there already are left as they are: they were
 * pushed to by their jobs. What HTTP cannot carry is when each push was, and which failed.
 */
public final class HttpImport {
    private final GatewayClient target;
    private final NotImported notImported = new NotImported();
    private int groups;
    private int families;
    private int leftAlone;

    private HttpImport(GatewayClient target) {
        this.target = target;
    }

    /**
     * What was taken over.
     *
     * @param leftAlone groups that the target had already
     * @param notImported a line for each group or family that the target refused, with its reason
     */
    public record Result(int groups, int families, int leftAlone, List<String> notImported) {
        public Result {
            notImported = List.copyOf(notImported);
        }
    }

    /**
     * @param authorities certificates for HTTPS, as PEM
     * @param overwrite whether groups that the target has are replaced
     * @throws MigrationException if one of the gateways cannot be asked; what was pushed until then stays
     */
    public static Result run(GatewayAddress from, GatewayAddress to, Optional<Path> authorities, boolean overwrite) {
        try (GatewayClient source = GatewayClient.of(from, authorities);
                GatewayClient target = GatewayClient.of(to, authorities)) {
            HttpImport run = new HttpImport(target);
            Set<Labels> there = overwrite ? Set.of() : RemoteContent.keys(target);
            run.pushAll(RemoteContent.of(source), there);
            return new Result(run.groups, run.families, run.leftAlone, run.notImported.lines());
        }
    }

    private void pushAll(RemoteContent content, Set<Labels> there) {
        for (int i = 0; i < content.hiddenGroups(); i++) {
            notImported.group("(unknown)", "it has a family called labels, behind which the gateway hides its key");
        }
        for (RemoteGroup group : content.groups().values()) {
            if (there.contains(group.labels())) {
                leftAlone++;
            } else {
                push(group);
            }
        }
    }

    private void push(RemoteGroup group) {
        URI place = target.address().group(group.labels());
        Optional<String> refusal = target.push("PUT", place, body(group.families().values()));
        if (refusal.isEmpty()) {
            taken(group.families().size());
        } else {
            pushWhatFits(group, place);
        }
    }

    /** Family by family, and then once more those only that fit, so that no failure is left. */
    private void pushWhatFits(RemoteGroup group, URI place) {
        List<MetricFamily> fit = new ArrayList<>();
        for (MetricFamily family : group.families().values()) {
            target.push("POST", place, body(List.of(family))).ifPresentOrElse(
                    why -> notImported.family(group.labels().toString(), family.name(), why), () -> fit.add(family));
        }
        target.delete(place);
        target.push("PUT", place, body(fit)).ifPresentOrElse(why -> notImported.group(group.labels().toString(), why),
                () -> taken(fit.size()));
    }

    private void taken(int withFamilies) {
        groups++;
        families += withFamilies;
    }

    private static byte[] body(Collection<MetricFamily> families) {
        var body = new ByteArrayOutputStream();
        families.forEach(family -> ProtobufWriter.write(family, body));
        return body.toByteArray();
    }
}
