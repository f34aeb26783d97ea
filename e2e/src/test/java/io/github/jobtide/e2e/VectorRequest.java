package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Reads the request of a vector: method, path, then headers as {@code Name:value} or {@code Name:`value`}, and a body in backquotes. */
final class VectorRequest {
    private VectorRequest() {}

    static Request parse(List<String> words) {
        Request request = Request.of(words.getFirst(), words.get(1));
        for (String word : words.subList(2, words.size())) {
            String name = Words.name(word);
            request = word.endsWith("`") && !name.endsWith(":")
                    ? withBody(request, name, Words.quoted(word))
                    : withHeader(request, word);
        }
        return request;
    }

    private static Request withHeader(Request request, String word) {
        int colon = word.indexOf(':');
        String value = word.endsWith("`") ? Words.text(Words.quoted(word)) : word.substring(colon + 1);
        return request.with(word.substring(0, colon), value);
    }

    private static Request withBody(Request request, String kind, String text) {
        return switch (kind) {
            case "" -> request.with(Words.bytes(text));
            case "hex" -> request.with(ByteString.copyFrom(HexFormat.of().parseHex(text.replace(" ", ""))));
            case "gzip" -> request.with("Content-Encoding", "gzip").with(gzip(Words.bytes(text)));
            case "proto" -> request.with("Content-Type", Protobuf.CONTENT_TYPE).with(Protobuf.encode(text));
            case "protohex" -> request.with("Content-Type", Protobuf.CONTENT_TYPE)
                    .with(ByteString.copyFrom(HexFormat.of().parseHex(text.replace(" ", ""))));
            default -> throw new IllegalArgumentException("no kind of body '" + kind + "'");
        };
    }

    static ByteString gzip(ByteString plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            plain.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }
}
