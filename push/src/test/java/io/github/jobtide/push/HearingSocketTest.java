package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
final class HearingSocketTest {
    /** A server that closes with something unread resets the connection, and the next that is sent fails. */
    @Test
    void whyNoMoreIsTakenIsReadAfterSendingHasFailed() throws Exception {
        try (RawServer server = RawServer.start((in, out) -> {
            in.read();
            out.write("why".getBytes(StandardCharsets.US_ASCII));
        }); HearingSocket socket = new HearingSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.getOutputStream().write(new byte[2]);

            while (socket.failure() == null) {
                socket.getOutputStream().write('x');
            }

            assertThat(socket.getInputStream().readNBytes(3)).asString(StandardCharsets.US_ASCII).isEqualTo("why");
        }
    }
}
