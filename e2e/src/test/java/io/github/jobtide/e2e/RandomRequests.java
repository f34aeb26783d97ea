package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A stream of requests to a gateway that a seed decides: mostly pushes, mostly good, few groups and few names so that they meet. */
final class RandomRequests {
    private static final List<String> OTHER_METHODS = List.of("GET", "GET", "HEAD", "OPTIONS", "PATCH");
    private static final List<String> CONTENT_TYPES = List.of("text/plain", "text/plain; version=0.0.4",
            "application/json", "bad;;", "*/*",
            "application/vnd.google.protobuf", "application/openmetrics-text");

    private final RandomGenerator random;
    private final RandomPath paths;
    private final RandomText texts;
    private final RandomProtobuf protobufs;

    private RandomRequests(RandomGenerator random) {
        this.random = random;
        paths = new RandomPath(random);
        texts = new RandomText(random);
        protobufs = new RandomProtobuf(random);
    }

    static RandomRequests from(long seed) {
        return new RandomRequests(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    Request next() {
        int kind = random.nextInt(100);
        if (kind < 42) {
            return push("POST");
        }
        if (kind < 80) {
            return push("PUT");
        }
        if (kind < 94) {
            return Request.of("DELETE", paths.next());
        }
        return Request.of(OTHER_METHODS.get(random.nextInt(OTHER_METHODS.size())), paths.next());
    }

    private Request push(String method) {
        Request request = Request.of(method, paths.next());
        if (random.nextInt(4) == 0) {
            return request.with("Content-Type", Protobuf.CONTENT_TYPE).with(protobufs.next());
        }
        ByteString body = texts.next();
        if (random.nextInt(5) == 0) {
            request = request.with("Content-Type", CONTENT_TYPES.get(random.nextInt(CONTENT_TYPES.size())));
        }
        return switch (random.nextInt(20)) {
            case 0, 1 -> request.with("Content-Encoding", "gzip").with(VectorRequest.gzip(body));
            case 2 -> request.with("Content-Encoding", random.nextBoolean() ? "gzip" : "br").with(body);
            case 3 -> request.with("Content-Encoding", "gzip").with(cut(VectorRequest.gzip(body)));
            default -> request.with(body);
        };
    }

    private ByteString cut(ByteString bytes) {
        return bytes.substring(0, random.nextInt(bytes.size()));
    }
}
