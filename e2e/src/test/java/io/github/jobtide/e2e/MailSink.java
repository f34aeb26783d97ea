package io.github.jobtide.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that takes every mail and keeps it. It ends when it is closed; any number of threads may look. */
final class MailSink implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final ServerSocket socket;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();

    /** @param text decoded, with the ends of lines of this system */
    record Mail(String to, String subject, String text) {}

    private MailSink(ServerSocket socket) {
        this.socket = socket;
    }

    static MailSink start() {
        try {
            var sink = new MailSink(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
            Thread.ofVirtual().start(sink::accept);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Mail> mails() {
        return List.copyOf(mails);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(TIMEOUT_MILLIS);
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            say(client, "220 sink");
            String to = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("RCPT TO:")) {
                    to = line.substring("RCPT TO:".length()).replaceAll("[<>]", "").strip();
                }
                if (line.equals("DATA")) {
                    say(client, "354 go on");
                    mails.add(mail(to, in));
                }
                say(client, line.equals("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException e) {
            // The client is gone; what it had sent whole is kept.
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Mail mail(String to, BufferedReader in) throws IOException {
        StringBuilder raw = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            raw.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
        }
        String subject = raw.toString().lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElse("");
        return new Mail(to, subject.substring(Math.min(subject.length(), "Subject: ".length())),
                decoded(raw.toString()));
    }

    /** Quoted-printable, which leaves ASCII as it is. */
    private static String decoded(String text) {
        return text.replace("=\n", "").replace("=3D", "=");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
