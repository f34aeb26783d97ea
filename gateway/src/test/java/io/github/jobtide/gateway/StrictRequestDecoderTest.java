package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connection decodes before an answer is given: one request, however many are there. */
final class StrictRequestDecoderTest {
    private final StrictRequestDecoder decoder = new StrictRequestDecoder(GatewayBounds.forHeap(1 << 30));
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder, decoder.answers());

    @Test
    void aRequestIsDecodedWhenTheOneBeforeItIsAnswered() {
        send(request("/1") + request("/2") + request("/3"));
        assertThat(decoded()).containsExactly("/1");
        assertThat(channel.config().isAutoRead()).isFalse();

        answer(HttpResponseStatus.OK);
        assertThat(decoded()).containsExactly("/2");

        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        assertThat(decoded()).isEmpty();
        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(decoded()).containsExactly("/3");

        answer(HttpResponseStatus.OK);
        assertThat(channel.config().isAutoRead()).isTrue();
        send(request("/4"));
        assertThat(decoded()).containsExactly("/4");
    }

    @Test
    void anInterimAnswerIsNone() {
        send(request("/1") + request("/2"));

        answer(HttpResponseStatus.CONTINUE);

        assertThat(decoded()).containsExactly("/1");
    }

    @Test
    void anAnswerBeforeTheEndOfItsRequestLetsTheRestOfTheRequestPass() {
        send("PUT /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
        answer(HttpResponseStatus.OK);

        send("cd" + request("/2") + request("/3"));

        assertThat(decoded()).containsExactly("/1", "/2");
    }

    private static String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void answer(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    /** Paths of the requests that came out since the last time. */
    private List<String> decoded() {
        List<String> paths = new ArrayList<>();
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part instanceof HttpRequest request) {
                paths.add(request.uri());
            }
        }
        return paths;
    }
}
