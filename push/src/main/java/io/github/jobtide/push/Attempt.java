package io.github.jobtide.push;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, on a connection of its own.
 *
 * <p>It runs on a thread of its own, because some waits cannot be bounded from within: for the system to know a name, and for a server to take
 * what is sent. Whoever asked waits as long as it likes, and then closes the connection, which ends all the others.
 *
 * <p>java.net.http is not used: loading it takes longer than most pushes do.
 */
final class Attempt implements Runnable {
    private static final int PROXY_ANSWER = 4096;

    private final Target target;
    private final HttpRequest request;
    private final Optional<Proxies.Proxy> proxy;
    private final Optional<SSLSocketFactory> tls;
    private final Timeouts timeouts;
    private final Object lock = new Object();
    private @Nullable HearingSocket socket;
    private boolean closed;
    private volatile String stage = ""; // until the gateway is being asked
    private volatile @Nullable HttpAnswer answer;
    private volatile @Nullable NoAnswerException failure;

    Attempt(Target target, HttpRequest request, Optional<Proxies.Proxy> proxy, Optional<SSLSocketFactory> tls,
            Timeouts timeouts) {
        this.target = target;
        this.request = request;
        this.proxy = proxy;
        this.tls = tls;
        this.timeouts = timeouts;
    }

    /**
     * Makes it, and waits no longer than that.
     *
     * @throws NoAnswerException if there was no status in time
     */
    HttpAnswer within(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw unasked();
        }
        Thread thread = new Thread(this, "jobtide-push");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(Math.max(1, limit.toMillis()));
            return outcome(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(Trouble.INTERRUPTED, "the wait was broken off", e);
        } finally {
            close(); // Only now: what breaks by this is not what came of the attempt.
        }
    }

    private HttpAnswer outcome(Duration limit) {
        HttpAnswer known = answer;
        if (known != null) {
            return known;
        }
        NoAnswerException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        if (stage.isEmpty()) {
            throw unasked();
        }
        throw new NoAnswerException(Trouble.TIME, stage + " took more than " + limit.toMillis() + " ms");
    }

    private static NoAnswerException unasked() {
        return new NoAnswerException(Trouble.UNASKED, "there was no time left to ask");
    }

    @Override
    public void run() {
        try {
            exchange();
        } catch (NoAnswerException e) {
            failure = e;
        } catch (SocketTimeoutException e) {
            failure = new NoAnswerException(Trouble.TIME, stage + " took too long", e);
        } catch (SSLException e) {
            failure = TlsTrouble.of(e, target);
        } catch (IOException e) {
            IOException first = first(e);
            failure = new NoAnswerException(Trouble.CONNECTION, stage + " failed: " + words(first), first);
        } catch (RuntimeException e) {
            failure = new NoAnswerException(Trouble.CONNECTION, stage + " failed: " + e, e);
        } finally {
            close();
        }
    }

    /** That no more could be sent tells more than that nothing can be read any more. */
    private IOException first(IOException reading) {
        HearingSocket used = socket;
        IOException sending = used == null ? null : used.failure();
        return sending == null ? reading : sending;
    }

    private static String words(IOException e) {
        return e instanceof EOFException || e.getMessage() == null
                ? "the connection was closed before there was an answer"
                : String.valueOf(e.getMessage());
    }

    private void exchange() throws IOException {
        Socket connected = connect();
        connected.setSoTimeout(millis(timeouts.read()));
        String place = request.path();
        String proxyHeader = "";
        if (proxy.isPresent() && target.tls()) {
            tunnel(connected, proxy.get());
        } else if (proxy.isPresent()) {
            place = "http://" + target.authority() + request.path();
            proxyHeader = authorization(proxy.get());
        }
        if (tls.isPresent()) {
            connected = secure(connected, tls.get());
        }
        talk(connected, head(place, proxyHeader));
    }

    private byte[] head(String place, String proxyHeader) {
        byte[] head = request.head(place, target.authority());
        if (proxyHeader.isEmpty()) {
            return head;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return (text.substring(0, text.length() - 2) + proxyHeader + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String authorization(Proxies.Proxy way) {
        return way.authorization().isPresent() ? "Proxy-Authorization: " + way.authorization().get() + "\r\n" : "";
    }

    private Socket connect() throws IOException {
        String host = proxy.isPresent() ? proxy.get().host() : target.host();
        int port = proxy.isPresent() ? proxy.get().port() : target.port();
        String who = proxy.isPresent() ? "the proxy " + host : host;
        stage = "looking up " + who;
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new NoAnswerException(Trouble.NAME, "nobody knows the host " + host, e);
        }
        stage = "connecting to " + who + " port " + port;
        IOException last = new IOException("there is no address");
        for (InetAddress address : addresses) {
            Socket attempt = open(new HearingSocket());
            try {
                attempt.connect(new InetSocketAddress(address, port), millis(timeouts.connect()));
                attempt.setTcpNoDelay(true);
                return attempt;
            } catch (IOException e) {
                attempt.close();
                last = e;
            }
        }
        throw last;
    }

    /** From now on {@link #close} closes that one. */
    private Socket open(HearingSocket opened) throws IOException {
        synchronized (lock) {
            if (closed) {
                opened.close();
                throw new IOException("it was broken off");
            }
            socket = opened;
        }
        return opened;
    }

    private void tunnel(Socket connected, Proxies.Proxy way) throws IOException {
        stage = "asking the proxy " + way + " for a way to " + target.host();
        String place = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
        String head = "CONNECT " + place + ":" + target.port() + " HTTP/1.1\r\nHost: " + place + ":" + target.port()
                + "\r\n" + authorization(way) + "\r\n";
        connected.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        AnswerReader tunnel = new AnswerReader(connected.getInputStream(), PROXY_ANSWER);
        tunnel.readHead();
        if (!tunnel.answer().isSuccess()) {
            throw new NoAnswerException(Trouble.PROXY, "the proxy " + way + " gives no way to " + target.host() + ": "
                    + tunnel.answer().summary());
        }
    }

    private Socket secure(Socket connected, SSLSocketFactory sockets) throws IOException {
        stage = "the TLS handshake with " + target.host();
        SSLSocket secured = (SSLSocket) sockets.createSocket(connected, target.host(), target.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private void talk(Socket connected, byte[] head) throws IOException {
        AnswerReader reading = new AnswerReader(new BufferedInputStream(connected.getInputStream(), 8192),
                request.maxAnswerBytes());
        send(connected, head);
        stage = "waiting for the answer of " + target.host();
        reading.readHead();
        answer = reading.answer();
        reading.readBody(request.method());
        answer = reading.answer();
    }

    private void send(Socket connected, byte[] head) throws IOException {
        stage = "sending to " + target.host();
        OutputStream out = connected.getOutputStream();
        byte[] body = request.body().array();
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        out.write(all);
        out.flush();
    }

    private void close() {
        Socket open;
        synchronized (lock) {
            closed = true;
            open = socket;
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // There is nothing left that it could matter to.
            }
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(duration.toNanos())));
    }
}
