package io.github.jobtide.cli;

import io.github.jobtide.push.Delivery;
import io.github.jobtide.push.Group;
import io.github.jobtide.push.HttpAnswer;
import io.github.jobtide.push.Push;
import io.github.jobtide.push.Pusher;
import io.github.jobtide.push.Target;
import io.github.jobtide.settings.Destination;
import java.time.Duration;
import java.util.Optional;

/** One gateway, as commands speak to it: an answer, or the end of the command with a line that says why. */
record GatewayLink(Destination destination, Pusher pusher, Duration budget) {
    /** Of an answer that is only told of. */
    private static final int SHORT_ANSWER = 64 * 1024;
    private static final int LONGEST_TOLD = 2000;

    Target target() {
        return destination.target();
    }

    String url() {
        return target().url();
    }

    Delivery push(Push push) {
        return pusher.push(target(), push, budget);
    }

    /** @throws CommandFailedException unless it is taken */
    HttpAnswer delete(Group group) {
        return accepted(ask("DELETE", "/metrics" + group.path(), SHORT_ANSWER));
    }

    /** @param path without the target's prefix */
    Delivery ask(String method, String path, int maxAnswerBytes) {
        return pusher.ask(target(), method, target().prefix() + path, budget, maxAnswerBytes);
    }

    /**
     * The answer of a place that some gateways do not have; empty if this one does not.
     *
     * @throws CommandFailedException if there is one and it is not a success
     */
    Optional<HttpAnswer> askIfThere(String method, String path, int maxAnswerBytes) {
        Delivery delivery = ask(method, path, maxAnswerBytes);
        if (delivery instanceof Delivery.Rejected rejected
                && (rejected.answer().status() == 404 || rejected.answer().status() == 405)) {
            return Optional.empty();
        }
        return Optional.of(whole(accepted(delivery)));
    }

    private HttpAnswer whole(HttpAnswer answer) {
        if (!answer.whole()) {
            throw new CommandFailedException(ExitStatus.UNREACHABLE,
                    "the answer of %s is longer than it may be, or broke off; select less with --match"
                            .formatted(url()));
        }
        return answer;
    }

    /** @throws CommandFailedException unless the gateway took it */
    HttpAnswer accepted(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Delivered delivered -> delivered.answer();
            case Delivery.Rejected rejected -> throw refused(rejected.answer());
            case Delivery.NoAddingPlace none -> throw new CommandFailedException(ExitStatus.REFUSED,
                    "%s has no place where pushes are added up (status %d): it is another gateway than Jobtide, or an older one; leave out --add"
                            .formatted(url(), none.answer().status()));
            case Delivery.Unreachable unreachable -> throw new CommandFailedException(ExitStatus.UNREACHABLE,
                    "%s: %s%s".formatted(url(), unreachable.reason(),
                            unreachable.attempts() > 1
                                    ? ", at the last of %d attempts".formatted(unreachable.attempts())
                                    : ""));
            case Delivery.Unusable unusable -> throw new CommandFailedException(ExitStatus.WRONG_USE,
                    unusable.reason());
        };
    }

    private CommandFailedException refused(HttpAnswer answer) {
        return new CommandFailedException(ExitStatus.REFUSED, "%s refuses it with status %d%s%s".formatted(url(),
                answer.status(), told(answer), advice(answer)));
    }

    private static String told(HttpAnswer answer) {
        String text = answer.body().strip();
        if (text.isEmpty() || text.startsWith("<")) {
            return "";
        }
        String shown = text.length() > LONGEST_TOLD ? text.substring(0, LONGEST_TOLD) + " …" : text;
        return ": " + String.join("\n", shown.lines().map(Style::clean).toList());
    }

    private static String advice(HttpAnswer answer) {
        int status = answer.status();
        if (status == 401) {
            return "; it does not know who you are: name a token with --token-file or JOBTIDE_TOKEN_FILE, or a password with --password-file";
        }
        if (status == 403) {
            return "; whoever you are to it may not do this";
        }
        return status >= 300 && status < 400
                ? "; redirections are not followed: name the gateway by the place that it is at"
                : "";
    }
}
