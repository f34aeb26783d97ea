package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/**
 * What came back for one request.
 *
 * @param status 0 if the connection was refused, or closed without an answer
 */
record Answer(int status, List<Request.Header> headers, ByteString body) {
    static final Answer NONE = new Answer(0, List.of(), ByteString.EMPTY);

    Answer {
        headers = List.copyOf(headers);
    }

    Optional<String> header(String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Request.Header::value)
                .findFirst();
    }

    String text() {
        return body.toStringUtf8();
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
