package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One HTTP/1.1 request as it goes over the wire: the path is sent exactly as written, and nothing is added but Host, Connection and the length. */
record Request(String method, String path, List<Header> headers, ByteString body) {
    /** One header field. */
    record Header(String name, String value) {}

    Request {
        headers = List.copyOf(headers);
    }

    static Request of(String method, String path) {
        return new Request(method, path, List.of(), ByteString.EMPTY);
    }

    static Request of(String method, String path, String body) {
        return of(method, path).with(ByteString.copyFromUtf8(body));
    }

    Request with(String header, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(header, value));
        return new Request(method, path, more, body);
    }

    Request with(ByteString newBody) {
        return new Request(method, path, headers, newBody);
    }

    byte[] bytes(int port) {
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(port)
                .append("\r\nConnection: close\r\n");
        headers.forEach(header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (!body.isEmpty() || method.equals("PUT") || method.equals("POST")) {
            head.append("Content-Length: ").append(body.size()).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body.toByteArray());
        return bytes.toByteArray();
    }

    /** As in a vector file. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(method).append(' ').append(path);
        headers.forEach(
                header -> text.append(' ').append(header.name()).append(":`").append(header.value()).append('`'));
        return body.isEmpty() ? text.toString() : text.append(" `").append(Words.written(body)).append('`').toString();
    }
}
