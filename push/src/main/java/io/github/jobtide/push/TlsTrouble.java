package io.github.jobtide.push;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says what is the matter when TLS fails, in the words of whoever has to mend it. */
final class TlsTrouble {
    private TlsTrouble() {}

    static NoAnswerException of(SSLException e, Target target) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return new NoAnswerException(Trouble.CONNECTION,
                        "the TLS handshake with " + target.host() + " broke off", e);
            }
        }
        return new NoAnswerException(Trouble.TRUST, reason(e, target), e);
    }

    private static String reason(SSLException e, Target target) {
        String certificate = "the certificate of " + target.host();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return certificate + " has expired; renew it there";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return certificate + " is not valid yet; look at the clocks of both hosts";
            }
            if (cause instanceof CertPathBuilderException) {
                return certificate + " is signed by nobody that is trusted here; name its CA's file";
            }
            if (cause instanceof CertificateException && cause.getCause() == null) {
                return certificate + " is not made out to that name (" + cause.getMessage() + ")";
            }
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("fatal alert") && isAboutCertificates(message)) {
            return refusal(message, target);
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return target.host() + " does not speak TLS on port " + target.port() + "; write http:// if that is meant";
        }
        return "no TLS with " + target.host() + ": " + message;
    }

    /** Older TLS says only that the handshake fails where a certificate is missing. */
    private static boolean isAboutCertificates(String alert) {
        return alert.contains("certificate") || alert.contains("unknown_ca") || alert.contains("handshake_failure");
    }

    /** The other side does not say why, so what can be seen from here is told. */
    private static String refusal(String alert, Target target) {
        Optional<Path> file = target.files().certificate();
        if (file.isEmpty()) {
            return target.host() + " wants a client certificate, and none was shown; name it with its key (" + alert
                    + ")";
        }
        if (alert.contains("certificate_required")) {
            return target.host() + " wants a client certificate of another authority than " + file.get()
                    + " is of, which was not shown therefore (" + alert + ")";
        }
        return hasExpired(file.get())
                ? "the client certificate " + file.get() + " has expired; renew it (" + alert + ")"
                : target.host() + " refuses the client certificate " + file.get() + "; it takes those of another"
                        + " authority or name (" + alert + ")";
    }

    private static boolean hasExpired(Path file) {
        try {
            Pem.certificates(Files.readString(file), file.toString()).get(0).checkValidity();
            return false;
        } catch (CertificateExpiredException e) {
            return true;
        } catch (CertificateException | IOException | UnusableSettingException e) {
            return false;
        }
    }
}
