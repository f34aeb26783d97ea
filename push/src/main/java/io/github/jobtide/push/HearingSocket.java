package io.github.jobtide.push;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A socket that what cannot be sent does not keep from hearing. A server may refuse, and stop listening, before it has everything; then sending
 * fails, but why is there to be read. A TLS engine on top would read no more after a failure, and its alert would be lost.
 */
final class HearingSocket extends Socket {
    private volatile @Nullable IOException failure;

    /** What went wrong in sending; it tells more than the end of what can be read. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) {
                write(new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (failure != null) {
                    return;
                }
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    failure = e;
                }
            }
        };
    }
}
