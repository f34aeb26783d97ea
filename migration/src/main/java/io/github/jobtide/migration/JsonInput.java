package io.github.jobtide.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from its beginning to its end, value by value: callers ask for what they expect, and skip what they do not know. Holds nothing
 * but the text that was asked for.
 */
final class JsonInput {
    private static final long MAX_DOCUMENT_BYTES = 1L << 30;
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxDocumentLength(MAX_DOCUMENT_BYTES).maxNestingDepth(64).maxNameLength(1 << 16).maxStringLength(16 << 20)
            .build()).build();

    /** It stands at the first token of the value that is to be read next, or at the last of the one that was read. */
    private final JsonParser parser;

    private JsonInput(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads one value, after which nothing may follow.
     *
     * @throws MalformedJsonException if it is no JSON, goes beyond a bound, or is other JSON than the reader expects
     */
    static <T> T read(InputStream in, Value<T> reader) throws IOException {
        try (JsonParser parser = JSON.createParser(in)) {
            JsonInput json = new JsonInput(parser);
            if (parser.nextToken() == null) {
                throw json.malformed("there is nothing");
            }
            T value = reader.read(json);
            if (parser.nextToken() != null) {
                throw json.malformed("something follows the end");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation(), e.getOriginalMessage());
        }
    }

    boolean isObject() {
        return parser.hasToken(JsonToken.START_OBJECT);
    }

    boolean isText() {
        return parser.hasToken(JsonToken.VALUE_STRING);
    }

    /** Hands each member's name to {@code members}, which must read or skip its value. */
    void object(Members members) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            members.read(name);
        }
    }

    /** Calls {@code elements} before each element, which it must read or skip. */
    void array(Elements elements) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.read();
        }
    }

    String text() throws IOException {
        expect(JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    private void expect(JsonToken token, String what) throws MalformedJsonException {
        if (!parser.hasToken(token)) {
            throw malformed("%s was expected".formatted(what));
        }
    }

    private MalformedJsonException malformed(String problem) {
        return malformed(parser.currentTokenLocation(), problem);
    }

    private static MalformedJsonException malformed(@Nullable JsonLocation where, String problem) {
        long at = where == null ? 0 : Math.max(0, where.getByteOffset());
        return new MalformedJsonException("byte %d: %s".formatted(at, problem));
    }

    /** Reads a whole document. */
    @FunctionalInterface
    interface Value<T> {
        T read(JsonInput json) throws IOException;
    }

    /** Reads one member's value. */
    @FunctionalInterface
    interface Members {
        void read(String name) throws IOException;
    }

    /** Reads one element. */
    @FunctionalInterface
    interface Elements {
        void read() throws IOException;
    }

    /** What stands there is no JSON, or other JSON than was expected. */
    static final class MalformedJsonException extends IOException {
        private static final long serialVersionUID = 1;

        MalformedJsonException(String message) {
            super(message);
        }
    }
}
