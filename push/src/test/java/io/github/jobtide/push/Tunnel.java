package io.github.jobtide.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A proxy that gives a way to whoever asks. */
final class Tunnel {
    private Tunnel() {}

    static RawServer start() {
        RawServer[] self = new RawServer[1];
        self[0] = RawServer.start((in, out) -> {
            String request = RawServer.readRequest(in);
            self[0].requests.add(request);
            String place = request.substring("CONNECT ".length(), request.indexOf(" HTTP"));
            int colon = place.lastIndexOf(':');
            try (Socket beyond = new Socket(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)))) {
                out.write("HTTP/1.1 200 Go\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread back = new Thread(() -> copy(beyond, out), "tunnel");
                back.setDaemon(true);
                back.start();
                in.transferTo(beyond.getOutputStream());
            }
        });
        return self[0];
    }

    private static void copy(Socket from, OutputStream to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to);
        } catch (IOException e) {
            // One of the two has gone.
        }
    }
}
