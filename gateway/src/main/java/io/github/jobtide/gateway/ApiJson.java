package io.github.jobtide.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.github.jobtide.store.Nanos;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** JSON and times written as Go writes them, which clients of the API compare with. */
final class ApiJson {
    private static final JsonFactory FACTORY = JsonFactory.builder().build().setCharacterEscapes(new GoEscapes());

    /** RFC 3339 with as many digits of the second as are needed, in local time. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss").appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z").toFormatter(Locale.ROOT);

    private ApiJson() {}

    static JsonGenerator to(OutputStream target) throws IOException {
        return FACTORY.createGenerator(target);
    }

    static String time(long nanosSinceEpoch) {
        return TIME.format(ZonedDateTime.ofInstant(Nanos.instant(nanosSinceEpoch), ZoneId.systemDefault()));
    }

    /** Escapes what HTML or JavaScript would take for its own, in lower-case digits. */
    private static final class GoEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        private final int[] ascii = standardAsciiEscapesForJSON();

        GoEscapes() {
            for (int c = 0; c < ' '; c++) {
                ascii[c] = ascii[c] < 0 ? ESCAPE_CUSTOM : ascii[c];
            }
            ascii['<'] = ESCAPE_CUSTOM;
            ascii['>'] = ESCAPE_CUSTOM;
            ascii['&'] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        @SuppressWarnings("NullAway") // the library asks for null where nothing is escaped
        public SerializableString getEscapeSequence(int c) {
            return c >= 128 && c != 0x2028 && c != 0x2029
                    ? null
                    : new SerializedString("\\u" + Integer.toHexString(c | 0x10000).substring(1));
        }
    }
}
