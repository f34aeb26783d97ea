package io.github.jobtide.cli;

import io.github.jobtide.gateway.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: this build's version, and the Pushgateway that its behaviour was compared with. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[]{"jobtide %s (compared with Prometheus Pushgateway %s)"
                .formatted(Build.current().version(), Build.PUSHGATEWAY_VERSION)};
    }
}
