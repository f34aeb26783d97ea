package io.github.jobtide.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as flags have it: {@code 65536}, {@code 64KiB}, {@code 16MiB}, {@code 2GiB}. */
record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(|KiB|MiB|GiB)");
    private static final Map<String, Integer> SHIFTS = Map.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30);

    /** One that an array can have. */
    int asInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE - 64);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            Matcher matcher = FORM.matcher(text);
            int shift = matcher.matches() ? SHIFTS.getOrDefault(matcher.group(2), 0) : -1;
            long number = shift < 0 ? 0 : Long.parseLong(matcher.group(1));
            if (number <= 0 || number > Long.MAX_VALUE >> shift) {
                throw new TypeConversionException(
                        "'%s' is not a size; write bytes, as in 65536 or 64KiB, 16MiB, 2GiB".formatted(text));
            }
            return new ByteSize(number << shift);
        }
    }
}
