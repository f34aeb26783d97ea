package io.github.jobtide.push;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Files in PEM for talking to a gateway by TLS.
 *
 * @param authorities whom to believe instead of those that this Java believes
 * @param certificate with its chain, for a gateway that asks for one; only together with {@code key}
 */
public record TlsFiles(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
    /** As this Java does by itself. */
    public static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

    public TlsFiles {
        if (certificate.isPresent() != key.isPresent()) {
            throw new UnusableSettingException(certificate.isPresent()
                    ? "the client certificate " + certificate.get() + " needs its key; name that file too"
                    : "the client key " + key.get() + " needs its certificate; name that file too");
        }
    }

    /**
     * What speaks TLS by them, for whoever asks a gateway by other means than a {@link Pusher}.
     *
     * @throws UnusableSettingException if one cannot be used
     */
    public SSLContext context() {
        return Tls.context(this);
    }
}
