package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * This process as Linux sees it, under the names that every Prometheus client gives. What cannot be read is left out.
 *
 * <p>Source: proc(5): {@code /proc/self/stat}, {@code limits}, {@code fd}, {@code net/netstat}; {@code btime} of {@code /proc/stat}.
 */
final class ProcessMetrics {
    static final Map<String, MetricType> TYPES = Map.of(
            "process_cpu_seconds_total", MetricType.COUNTER, "process_max_fds", MetricType.GAUGE,
            "process_network_receive_bytes_total", MetricType.COUNTER, "process_network_transmit_bytes_total",
            MetricType.COUNTER, "process_open_fds", MetricType.GAUGE, "process_resident_memory_bytes",
            MetricType.GAUGE, "process_start_time_seconds", MetricType.GAUGE, "process_virtual_memory_bytes",
            MetricType.GAUGE, "process_virtual_memory_max_bytes", MetricType.GAUGE);

    private static final Path SELF = Path.of("/proc/self");
    private static final double TICKS_PER_SECOND = 100;
    private static final double PAGE_BYTES = 4096;

    private final List<MetricFamily> families = new ArrayList<>();

    private ProcessMetrics() {}

    static List<MetricFamily> read() {
        var process = new ProcessMetrics();
        process.readWhatIsThere(process::readStat);
        process.readWhatIsThere(process::readLimits);
        process.readWhatIsThere(process::readOpenFiles);
        process.readWhatIsThere(process::readNetwork);
        return process.families;
    }

    private void readWhatIsThere(Source source) {
        try {
            source.read();
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            System.getLogger(ProcessMetrics.class.getName()).log(System.Logger.Level.DEBUG, "cannot read /proc", e);
        }
    }

    private void readStat() throws IOException {
        String stat = Files.readString(SELF.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        add("process_cpu_seconds_total", "CPU time of this process, user and system.",
                (number(fields[11]) + number(fields[12])) / TICKS_PER_SECOND);
        add("process_virtual_memory_bytes", "Virtual memory.", number(fields[20]));
        add("process_resident_memory_bytes", "Resident memory.", number(fields[21]) * PAGE_BYTES);
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            lines.filter(line -> line.startsWith("btime ")).findFirst()
                    .ifPresent(line -> add("process_start_time_seconds", "When the process started, since the epoch.",
                            number(line.substring(6)) + number(fields[19]) / TICKS_PER_SECOND));
        }
    }

    private void readLimits() throws IOException {
        for (String line : Files.readAllLines(SELF.resolve("limits"))) {
            if (line.startsWith("Max open files ")) {
                add("process_max_fds", "How many file descriptors may be open.", limit(line));
            } else if (line.startsWith("Max address space ")) {
                add("process_virtual_memory_max_bytes", "How much virtual memory is allowed.", limit(line));
            }
        }
    }

    /** How many files this process may have open; no limit where that is not told. */
    static long maxFiles() {
        try (Stream<String> lines = Files.lines(SELF.resolve("limits"))) {
            return lines.filter(line -> line.startsWith("Max open files ")).mapToLong(line -> (long) limit(line))
                    .findFirst().orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** The first number behind the 26 characters of a limit's name. */
    private static double limit(String line) {
        String soft = line.substring(26).strip().split(" ", 2)[0];
        return soft.equals("unlimited") ? 0x1p64 : number(soft);
    }

    private void readOpenFiles() throws IOException {
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            // one of them is the folder itself, being listed
            add("process_open_fds", "Open file descriptors.", (double) (open.count() - 1));
        }
    }

    private void readNetwork() throws IOException {
        String[] names = {};
        for (String line : Files.readAllLines(SELF.resolve("net/netstat"))) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("IpExt:") && names.length == 0) {
                names = words;
            } else if (words[0].equals("IpExt:")) {
                addNetwork(names, words);
            }
        }
    }

    private void addNetwork(String[] names, String[] values) {
        for (int i = 1; i < names.length; i++) {
            if (names[i].equals("InOctets")) {
                add("process_network_receive_bytes_total", "Bytes that this network namespace received.",
                        number(values[i]));
            } else if (names[i].equals("OutOctets")) {
                add("process_network_transmit_bytes_total", "Bytes that this network namespace sent.",
                        number(values[i]));
            }
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text.strip());
    }

    private void add(String name, String help, double value) {
        MetricType type = TYPES.getOrDefault(name, MetricType.UNTYPED);
        families.add(new MetricFamily(name, type, help, List.of(Metric.of(value))));
    }

    /** One file or folder to read. */
    @FunctionalInterface
    private interface Source {
        void read() throws IOException;
    }
}
