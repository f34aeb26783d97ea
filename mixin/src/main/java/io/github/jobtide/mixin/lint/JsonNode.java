package io.github.jobtide.mixin.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value in JSON that knows where it stands. */
sealed interface JsonNode {
    JsonFactory FACTORY = new JsonFactory();

    /** The member of that name; one that says nothing if it is not there, or this is no object. */
    default JsonNode member(String name) {
        return Other.NONE;
    }

    default List<JsonNode> items() {
        return List.of();
    }

    default Optional<Text> text() {
        return Optional.empty();
    }

    record Members(Map<String, JsonNode> values) implements JsonNode {
        @Override
        public JsonNode member(String name) {
            return values.getOrDefault(name, Other.NONE);
        }
    }

    record Items(List<JsonNode> items) implements JsonNode {}

    record Characters(Text characters) implements JsonNode {
        @Override
        public Optional<Text> text() {
            return Optional.of(characters);
        }
    }

    /** A number, a truth, null, or nothing. */
    enum Other implements JsonNode {
        NONE
    }

    /** @throws IOException if it is no JSON, or nested too deeply */
    static JsonNode read(Source source) throws IOException {
        try (JsonParser json = FACTORY.createParser(source.text())) {
            json.nextToken();
            return value(json, source);
        }
    }

    private static JsonNode value(JsonParser json, Source source) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, JsonNode> members = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, value(json, source));
            }
            return new Members(members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<JsonNode> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(json, source));
            }
            return new Items(items);
        }
        return token == JsonToken.VALUE_STRING
                ? new Characters(new Text(json.getText(), source, (int) json.currentTokenLocation().getCharOffset()))
                : Other.NONE;
    }
}
