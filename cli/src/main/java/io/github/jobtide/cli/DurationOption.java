package io.github.jobtide.cli;

import io.github.jobtide.jobs.DurationText;
import io.github.jobtide.jobs.InvalidScheduleException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them, days among them: {@code 90s}, {@code 1h30m}, {@code 7d}. */
final class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return DurationText.parse(text);
        } catch (InvalidScheduleException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
