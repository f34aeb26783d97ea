package io.github.jobtide.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document of JSON as maps, lists, texts, numbers ({@code Long}) and truths, to be compared. */
final class JsonTree {
    private JsonTree() {}

    /** An object, and nothing behind it. */
    static Map<String, Object> of(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            Map<String, Object> object = object(json);
            if (json.nextToken() != null) {
                throw new IOException("something stands behind the object");
            }
            return object;
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            throw new IOException("no object");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (members.put(name, value(json)) != null) {
                throw new IOException(name + " stands twice");
            }
        }
        return members;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> list(json);
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> json.getText();
        };
    }

    private static List<Object> list(JsonParser json) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }
}
