import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Links the runtime image of the packages from the JDK that runs this: {@code java Link.java FOLDER}. One that is there and of this JDK stays. */
final class Link {
    /** What the jars of the class path ask for, by {@code jdeps --print-module-deps}, less java.compiler, which only annotations name. */
    private static final String MODULES = "java.base,java.logging,java.management,java.naming,java.net.http,jdk.jfr,jdk.unsupported";

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path stamp = folder.resolveSibling(folder.getFileName() + ".of");
        String wanted = Runtime.version() + " " + System.getProperty("java.vendor.version") + " " + MODULES + "\n";
        if (Files.exists(folder) && Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return;
        }
        delete(folder);
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow(() -> new IllegalStateException(
                "the JDK " + System.getProperty("java.home") + " has no jlink; install a whole JDK 25"));
        int status = jlink.run(System.out, System.err, "--add-modules", MODULES, "--output", folder.toString(),
                "--strip-debug", "--no-header-files", "--no-man-pages", "--compress", "zip-6");
        if (status != 0) {
            throw new IllegalStateException("jlink ended with status " + status);
        }
        for (String unused : List.of("bin/jrunscript", "bin/rmiregistry", "bin/jfr", "bin/keytool", "lib/classlist", "lib/jexec")) {
            Files.deleteIfExists(folder.resolve(unused));
        }
        Files.writeString(stamp, wanted);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
