package io.github.jobtide.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** Which build this is, as written down when it was made. */
public record Build(String version, String revision) {
    /** The Pushgateway whose behaviour this one was compared with. */
    public static final String PUSHGATEWAY_VERSION = "1.11.2";

    private static final Build CURRENT = read();

    public static Build current() {
        return CURRENT;
    }

    /** The machine's architecture in Go's words. */
    static String architecture() {
        String name = System.getProperty("os.arch", "");
        return name.equals("aarch64") ? "arm64" : name;
    }

    /** The operating system in Go's words. */
    static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static Build read() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Build(properties.getProperty("version", "unknown"), properties.getProperty("revision", ""));
    }
}
