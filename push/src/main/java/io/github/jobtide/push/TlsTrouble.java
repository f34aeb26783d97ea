package io.github.jobtide.push;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
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
        if (message.contains("fatal alert")) {
            return target.host() + " refuses the client certificate, or wants one (" + message + ")";
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return target.host() + " does not speak TLS on port " + target.port() + "; write http:// if that is meant";
        }
        return "no TLS with " + target.host() + ": " + message;
    }
}
