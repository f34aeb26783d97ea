package io.github.jobtide.cli;

import io.github.jobtide.gateway.GatewayException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as Pushgateway's flags write them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 1.5h}, {@code 0}. */
final class GoDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return io.github.jobtide.gateway.GoDuration.parse(text);
        } catch (GatewayException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
