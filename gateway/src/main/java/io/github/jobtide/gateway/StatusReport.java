package io.github.jobtide.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jobtide.exposition.NameRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the gateway says of itself: its build, its flags, and when it started.
 *
 * @param startTime RFC 3339
 */
record StatusReport(SortedMap<String, String> build, SortedMap<String, String> flags, String startTime) {
    static StatusReport of(GatewayConfig config, long startNanos) {
        return new StatusReport(buildInformation(), flags(config), ApiJson.time(startNanos));
    }

    private static SortedMap<String, String> buildInformation() {
        Build build = Build.current();
        return new TreeMap<>(Map.of("branch", "", "buildDate", "", "buildUser", "", "goVersion", "", "revision",
                build.revision(), "version", Build.PUSHGATEWAY_VERSION, "jobtideVersion", build.version()));
    }

    /** Every flag that a Pushgateway has, and Jobtide's own; the values that hold. */
    private static SortedMap<String, String> flags(GatewayConfig config) {
        WebConfig web = config.web();
        StorageConfig storage = config.storage();
        SortedMap<String, String> flags = new TreeMap<>();
        flags.put("access.config.file", config.accessFile().map(Object::toString).orElse(""));
        flags.put("limits.group-series", Long.toString(config.bounds().store().maxGroupSeries()));
        flags.put("lint", config.lint().word());
        flags.put("log.format", config.log().format().name().toLowerCase(Locale.ROOT));
        flags.put("log.level", config.log().level().name().toLowerCase(Locale.ROOT));
        flags.put("persistence.file", storage.persistenceFile().map(Object::toString).orElse(""));
        flags.put("persistence.interval", GoDuration.text(storage.persistenceInterval()));
        flags.put("push.disable-consistency-check", Boolean.toString(!config.consistencyCheck()));
        flags.put("push.enable-utf8-names", Boolean.toString(config.names() == NameRule.UTF_8));
        flags.put("storage.lock-wait", GoDuration.text(storage.lockWait()));
        flags.put("storage.path", storage.path().map(Object::toString).orElse(""));
        flags.put("web.config.file", web.configFile().map(Object::toString).orElse(""));
        flags.put("web.enable-admin-api", Boolean.toString(web.adminApi()));
        flags.put("web.enable-lifecycle", Boolean.toString(web.lifecycle()));
        flags.put("web.enable-openmetrics", Boolean.toString(web.openMetrics()));
        flags.put("web.external-url", web.externalUrl());
        flags.put("web.listen-address",
                web.listenAddresses().stream().map(ListenAddress::toString).collect(Collectors.joining(",")));
        flags.put("web.route-prefix", web.normalPrefix());
        flags.put("web.systemd-socket", "false");
        flags.put("web.telemetry-path", web.telemetryPath());
        return flags;
    }

    /** As {@code /api/v1/status} has it. */
    String json() {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = ApiJson.to(bytes)) {
            json.writeStartObject();
            json.writeStringField("status", "success");
            json.writeObjectFieldStart("data");
            write(json, "build_information", build);
            write(json, "flags", flags);
            json.writeStringField("start_time", startTime);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, String name, Map<String, String> members) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> member : members.entrySet()) {
            json.writeStringField(member.getKey(), member.getValue());
        }
        json.writeEndObject();
    }
}
