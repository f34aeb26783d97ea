package io.github.jobtide.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: this build's version, and the Pushgateway that its behaviour was compared with. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Properties versions = versions();
        return new String[]{"jobtide %s (compared with Prometheus Pushgateway %s)"
                .formatted(versions.getProperty("jobtide"), versions.getProperty("pushgateway"))};
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing: this build is not complete");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
