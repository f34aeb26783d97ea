package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewPrincipalTest {
    @Test
    void whatIsPrintedIsWhatAnAccessFileReads(@TempDir Path folder) throws IOException {
        String first = TokenText.fresh(new SecureRandom());
        String second = TokenText.fresh(new SecureRandom());
        Instant end = Instant.parse("2027-01-31T00:00:00Z");
        var principal = new NewPrincipal(Optional.of("nightly"), NewPrincipal.roles(List.of("read", "push")),
                TokenText.hash(first), Optional.of(end));
        var token = new NewPrincipal(Optional.empty(), Set.of(), TokenText.hash(second), Optional.empty());

        AccessFile file = AccessFileReader.read(Files.writeString(folder.resolve("access.yml"),
                "principals:\n" + principal.lines() + token.lines()), new Sources());

        assertThat(file.principals()).hasSize(1);
        assertThat(file.byToken(TokenText.sha256(first)).orElseThrow().token().end()).contains(end);
        assertThat(file.byToken(TokenText.sha256(second)).orElseThrow().caller())
                .isEqualTo(new Caller("nightly", Set.of(Role.PUSH, Role.READ)));
    }
}
