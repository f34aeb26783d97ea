package io.github.jobtide.cli;

import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.gateway.GatewayBounds;
import io.github.jobtide.store.StoreLimits;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of {@code jobtide serve} that begin with {@code --limits.}. What is not given is derived from the heap: docs/operating.md has a table. */
final class LimitFlags {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--limits.groups", paramLabel = "N", description = "Groups that are kept.")
    private Optional<Integer> groups = Optional.empty();

    @Option(names = "--limits.series", paramLabel = "N", description = "Series that are kept, over all groups.")
    private Optional<Long> series = Optional.empty();

    @Option(names = "--limits.memory", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "What all groups may take in memory, roughly.")
    private Optional<ByteSize> memory = Optional.empty();

    @Option(names = "--limits.group-series", paramLabel = "N", description = "Series of one group.")
    private Optional<Integer> groupSeries = Optional.empty();

    @Option(names = "--limits.group-bytes", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "Bytes of one group.")
    private Optional<ByteSize> groupBytes = Optional.empty();

    @Option(names = "--limits.key-bytes", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "Bytes of one group's labels.")
    private Optional<ByteSize> keyBytes = Optional.empty();

    @Option(names = "--limits.label-sets", paramLabel = "N", description = "Different sets of grouping label names, over all groups.")
    private Optional<Integer> labelSets = Optional.empty();

    @Option(names = "--limits.samples", paramLabel = "N", description = "Samples of one push, and values of a family that pushes are added to.")
    private Optional<Integer> samples = Optional.empty();

    @Option(names = "--limits.labels", paramLabel = "N", description = "Labels of one sample.")
    private Optional<Integer> labels = Optional.empty();

    @Option(names = "--limits.name-length", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "Bytes of a metric or label name.")
    private Optional<ByteSize> nameLength = Optional.empty();

    @Option(names = "--limits.value-length", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "Bytes of a label value.")
    private Optional<ByteSize> valueLength = Optional.empty();

    @Option(names = "--limits.body-bytes", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "Bytes of a body as it is sent.")
    private Optional<ByteSize> bodyBytes = Optional.empty();

    @Option(names = "--limits.unpacked-bytes", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "Bytes of a body when it is unpacked.")
    private Optional<ByteSize> unpackedBytes = Optional.empty();

    @Option(names = "--limits.head-bytes", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "Bytes of a request line, and of all headers of a request.")
    private Optional<ByteSize> headBytes = Optional.empty();

    @Option(names = "--limits.bytes-in-flight", paramLabel = "SIZE", converter = ByteSize.Converter.class, description = "Bytes of all bodies that are being received, read or stored.")
    private Optional<ByteSize> bytesInFlight = Optional.empty();

    @Option(names = "--limits.queued-pushes", paramLabel = "N", description = "Pushes that wait for storage.")
    private Optional<Integer> queuedPushes = Optional.empty();

    @Option(names = "--limits.push-ids", paramLabel = "N", description = "Ids of pushes that are remembered, so that none counts twice.")
    private Optional<Integer> pushIds = Optional.empty();

    @Option(names = "--limits.connections", paramLabel = "N", description = "Connections at one time.")
    private Optional<Integer> connections = Optional.empty();

    @Option(names = "--limits.scrapes", paramLabel = "N", description = "Pages that are put together at one time.")
    private Optional<Integer> scrapes = Optional.empty();

    @Option(names = "--limits.read-timeout", paramLabel = "DURATION", converter = GoDuration.class, description = "Time for a request to arrive.")
    private Optional<Duration> readTimeout = Optional.empty();

    @Option(names = "--limits.body-rate", paramLabel = "N", description = "Bytes a second that a body must bring, after its first ten seconds.")
    private Optional<Integer> bodyRate = Optional.empty();

    @Option(names = "--limits.idle-timeout", paramLabel = "DURATION", converter = GoDuration.class, description = "Time that a connection may wait for its next request.")
    private Optional<Duration> idleTimeout = Optional.empty();

    @Option(names = "--limits.write-timeout", paramLabel = "DURATION", converter = GoDuration.class, description = "Time that a reader may take for one page.")
    private Optional<Duration> writeTimeout = Optional.empty();

    /** The bounds that were given, and those of {@code derived} for the rest. */
    GatewayBounds bounds(GatewayBounds derived) {
        requirePositive("groups", groups);
        requirePositive("series", series);
        requirePositive("group-series", groupSeries);
        requirePositive("label-sets", labelSets);
        requirePositive("samples", samples);
        requirePositive("labels", labels);
        requirePositive("queued-pushes", queuedPushes);
        requirePositive("push-ids", pushIds);
        requirePositive("connections", connections);
        requirePositive("scrapes", scrapes);
        requirePositive("read-timeout", readTimeout.map(Duration::toMillis));
        requirePositive("idle-timeout", idleTimeout.map(Duration::toMillis));
        requirePositive("write-timeout", writeTimeout.map(Duration::toMillis));
        return new GatewayBounds(store(derived.store()), reader(derived.reader()),
                bytes(bodyBytes, derived.maxBodyBytes()),
                bytes(unpackedBytes, derived.maxUnpackedBytes()), bytes(headBytes, derived.maxHeadBytes()),
                bytesInFlight.map(ByteSize::bytes).orElse(derived.maxBytesInFlight()),
                connections.orElse(derived.maxConnections()), scrapes.orElse(derived.maxScrapes()),
                readTimeout.orElse(derived.readTimeout()), bodyRate.orElse(derived.minBodyRate()),
                idleTimeout.orElse(derived.idleTimeout()), writeTimeout.orElse(derived.writeTimeout()),
                derived.stopTimeout());
    }

    private StoreLimits store(StoreLimits derived) {
        return new StoreLimits(groups.orElse(derived.maxGroups()), series.orElse(derived.maxSeries()),
                memory.map(ByteSize::bytes).orElse(derived.maxMemoryBytes()),
                groupSeries.orElse(derived.maxGroupSeries()),
                bytes(groupBytes, derived.maxGroupBytes()), bytes(keyBytes, derived.maxKeyBytes()),
                labelSets.orElse(derived.maxNameSets()), queuedPushes.orElse(derived.maxQueuedPushes()),
                derived.maxQueuedBytes(), pushIds.orElse(derived.maxPushIds()),
                samples.orElse(derived.maxFamilyValues()));
    }

    private ReaderLimits reader(ReaderLimits derived) {
        return new ReaderLimits(samples.orElse(derived.maxMetrics()), labels.orElse(derived.maxLabels()),
                bytes(nameLength, derived.maxNameBytes()), bytes(valueLength, derived.maxValueBytes()));
    }

    private static int bytes(Optional<ByteSize> given, int derived) {
        return given.map(ByteSize::asInt).orElse(derived);
    }

    private void requirePositive(String flag, Optional<? extends Number> given) {
        if (given.isPresent() && given.get().longValue() <= 0) {
            throw new ParameterException(spec.commandLine(),
                    "--limits.%s must be more than 0, not %s; leave it out for the default".formatted(flag,
                            given.get()));
        }
    }
}
