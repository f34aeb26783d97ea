package io.github.jobtide.cli;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Names;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.push.Bytes;
import io.github.jobtide.push.Part;
import io.github.jobtide.push.Push;
import io.github.jobtide.push.PushMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobtide histogram}: numbers in, a histogram out. */
@Command(name = "histogram", description = {
        "Read a number from each line and write a histogram of them, or push it with --job.",
        "Decimals, exponents and blank lines are fine. Text, NaN, infinity and negative numbers end it with the number of the line."
                + " With --add and a gateway that adds up (Jobtide), histograms of several runs become one that quantiles over time can be taken of."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                        ExitStatus.DONE_LINE, "1:a line is no number that is not negative; or the gateway refuses it",
                        ExitStatus.WRONG_USE_LINE, ExitStatus.UNREACHABLE_LINE})
final class HistogramCommand implements Callable<Integer> {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", defaultValue = BodySource.INPUT, description = "Holds the numbers; - or nothing for the standard input.")
    private String file = BodySource.INPUT;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the metric, with its unit: import_record_duration_seconds.")
    private String name = "";

    @Option(names = "--about", paramLabel = "TEXT", description = "What it is, for the metric's HELP.")
    private String about = "";

    @Option(names = "--buckets", paramLabel = "BOUND", split = ",", description = "Upper bounds of the buckets, in any order: 1,5,10.")
    private List<String> buckets = new ArrayList<>();

    @Option(names = "--quantiles", paramLabel = "RANK", split = ",", description = "Instead of buckets: write a summary with these quantiles, such as 0.5,0.9,0.99. They tell of this run alone; nothing can be computed from those of several.")
    private List<String> quantiles = new ArrayList<>();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label of the metric. May be repeated.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--skip-invalid", description = "Leave lines out that are no such number, and tell how many.")
    private boolean skipInvalid;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GroupOptions group;

    @Option(names = "--add", description = "With --job: add to what the group holds; only Jobtide's gateway can.")
    private boolean add;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GatewayOptions gateway;

    HistogramCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Observations observations = observations();
        Labels labelling = labelling();
        check();
        long skipped = read(observations);
        if (skipped > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("jobtide histogram: warning: %d lines were left out, because they are no such number"
                    .formatted(skipped));
            err.flush();
        }
        byte[] text = TextWriter.write(List.of(new MetricFamily(name, type(), help(),
                List.of(Metric.of(labelling, observations.reading())))));
        if (group.isGiven()) {
            push(text);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(new String(text, StandardCharsets.UTF_8));
            out.flush();
        }
        return ExitStatus.DONE;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void check() {
        if (!Names.isMetricName(name)) {
            throw wrong("--name '%s' is not the name of a metric; write letters, digits, _ and :, no digit first"
                    .formatted(name));
        }
        if (add && (!group.isGiven() || !quantiles.isEmpty())) {
            throw wrong(group.isGiven()
                    ? "quantiles cannot be added up; use --buckets with --add"
                    : "--add is for a push, so it needs --job");
        }
        if (group.isGiven()) {
            group.group();
        }
    }

    private Observations observations() {
        if (buckets.isEmpty() == quantiles.isEmpty()) {
            throw wrong(buckets.isEmpty()
                    ? "give the bounds with --buckets, for example --buckets 1,5,10"
                    : "--buckets and --quantiles exclude each other; use two metrics");
        }
        return quantiles.isEmpty()
                ? new BucketObservations(numbers("--buckets", buckets, Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY))
                : new QuantileObservations(numbers("--quantiles", quantiles, 0, 1));
    }

    private double[] numbers(String option, List<String> texts, double lowest, double highest) {
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(option, texts.get(i).strip());
            if (!(numbers[i] >= lowest && numbers[i] <= highest)) {
                throw wrong("%s '%s' is not between %s and %s".formatted(option, texts.get(i), lowest, highest));
            }
        }
        return numbers;
    }

    private double number(String option, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Numbers.read(bytes, 0, bytes.length);
        } catch (NumberFormatException e) {
            throw wrong("%s '%s' is not a number".formatted(option, text));
        }
    }

    private Labels labelling() {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (String label : labels) {
            int sign = label.indexOf('=');
            String key = sign < 0 ? "" : label.substring(0, sign);
            if (!Names.isLabelName(key) || key.startsWith("__") || pairs.containsKey(key)
                    || key.equals(quantiles.isEmpty() ? "le" : "quantile")) {
                throw wrong("--label '%s' is not of the form KEY=VALUE, with a name that is free".formatted(label));
            }
            pairs.put(key, label.substring(sign + 1));
        }
        return Labels.of(pairs.entrySet().stream().flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
                .toArray(String[]::new));
    }

    private long read(Observations observations) {
        try (InputStream in = BodySource.open(file, around)) {
            return NumberLines.read(in, skipInvalid, observations::add);
        } catch (IOException e) {
            throw BodySource.unreadable(file, e);
        }
    }

    private MetricType type() {
        return quantiles.isEmpty() ? MetricType.HISTOGRAM : MetricType.SUMMARY;
    }

    private String help() {
        String text = about.isEmpty() ? "Observations of one run." : about;
        return quantiles.isEmpty()
                ? text
                : text + " The quantiles are of one run and cannot be aggregated over runs or labels.";
    }

    private void push(byte[] text) {
        GatewayLink link = gateway.link();
        Bytes body = Bytes.of(text);
        link.accepted(link.push(new Push(group.group(), add ? PushMode.ADD : PushMode.REPLACE, Push.TEXT,
                List.of(add ? Part.adding(name, body) : Part.replacing(name, body)),
                add ? UUID.randomUUID().toString() : "", around.clock().instant())));
        if (around.terminal()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("pushed to %s at %s".formatted(Style.clean(group.group().toString()), link.url()));
            out.flush();
        }
    }
}
