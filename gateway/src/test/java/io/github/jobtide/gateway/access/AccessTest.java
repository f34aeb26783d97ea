package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.gateway.GatewayException;
import io.github.jobtide.testing.Await;
import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    private static final TestCertificate AUTHORITY = TestCertificate.authority("authority");
    private static final String DENY = "http_server_config: {headers: {X-Frame-Options: deny}}\n";
    private static final String SAME = "http_server_config: {headers: {X-Frame-Options: sameorigin}}\n";
    private static final String TLS = "tls_server_config: {cert_file: tls/own.crt, key_file: tls/own.key}\n";

    @TempDir
    private Path folder;

    private Path file;
    private Access access;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(folder.resolve("web.yml"), DENY);
        access = Access.start(Optional.of(file), Optional.empty(), InstantSource.system(), Runnable::run);
    }

    @AfterEach
    void stop() {
        access.close();
    }

    @Test
    void aChangedFileIsTakenWhileItRuns() throws IOException {
        assertThat(frameOptions()).isEqualTo("deny");

        Files.writeString(file, SAME);

        Await.until(() -> frameOptions().equals("sameorigin"));
    }

    @Test
    void aWrongFileIsToldAndChangesNothingAndAMendedOneIsTaken() throws IOException {
        var before = access.webStatus().orElseThrow();

        Files.writeString(file, SAME + "nonsense: 1\n");

        Await.until(() -> !access.webStatus().orElseThrow().successful());
        assertThat(access.webStatus().orElseThrow().inForce()).isEqualTo(before.inForce());
        assertThat(frameOptions()).isEqualTo("deny");
        Files.writeString(file, SAME);
        Await.until(() -> access.webStatus().orElseThrow().successful());
        assertThat(frameOptions()).isEqualTo("sameorigin");
    }

    /** So deeply that the stack of whoever reads it ends. */
    @Test
    void aFileThatIsNestedTooDeeplyIsToldAndTheNextOneIsTaken() throws IOException {
        Files.writeString(file, "http_server_config: " + "[".repeat(200_000));

        Await.until(() -> !access.webStatus().orElseThrow().successful());
        assertThat(frameOptions()).isEqualTo("deny");
        assertThatThrownBy(
                () -> Access.start(Optional.of(file), Optional.empty(), InstantSource.system(), Runnable::run))
                .isInstanceOf(GatewayException.class).hasMessage(file + " is nested too deeply to be such a file");
        Files.writeString(file, SAME);
        Await.until(() -> access.webStatus().orElseThrow().successful());
        assertThat(frameOptions()).isEqualTo("sameorigin");
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws IOException {
        Files.delete(file);

        Await.until(() -> !access.webStatus().orElseThrow().successful());
        assertThat(frameOptions()).isEqualTo("deny");
        Files.writeString(file, DENY);
        Await.until(() -> access.webStatus().orElseThrow().successful());
    }

    @Test
    void theSameFileIsReadAgainWhenAsked() {
        var before = access.webStatus().orElseThrow().inForce();

        access.readSoon();

        Await.until(() -> access.webStatus().orElseThrow().inForce().isAfter(before));
    }

    /** Kubernetes keeps a mounted secret's files in a folder of their own and swaps the link to it. */
    @Test
    void certificatesBehindASwappedLinkAreTaken() throws IOException {
        TestCertificate first = AUTHORITY.issue("first", "localhost");
        TestCertificate second = AUTHORITY.issue("second", "localhost");
        Files.createSymbolicLink(folder.resolve("tls"), keep("data1", first));
        restart(TLS);
        assertThat(subject()).isEqualTo("CN=first");

        Path link = Files.createSymbolicLink(folder.resolve("new"), keep("data2", second));
        Files.move(link, folder.resolve("tls"), StandardCopyOption.ATOMIC_MOVE);

        Await.until(() -> subject().equals("CN=second"));
    }

    @Test
    void aCertificateWithoutItsKeyChangesNothingUntilTheKeyComes() throws IOException {
        TestCertificate second = AUTHORITY.issue("second", "localhost");
        Files.move(keep("data", AUTHORITY.issue("first", "localhost")), folder.resolve("tls"));
        restart(TLS);

        Files.writeString(folder.resolve("tls/own.crt"), second.certificatePem());

        Await.until(() -> !access.webStatus().orElseThrow().successful());
        assertThat(subject()).isEqualTo("CN=first");
        Files.writeString(folder.resolve("tls/own.key"), second.keyPem());
        Await.until(() -> subject().equals("CN=second"));
    }

    @Test
    void tlsCannotComeWhileItRuns() throws IOException {
        Files.move(keep("data", AUTHORITY.issue("first", "localhost")), folder.resolve("tls"));

        Files.writeString(file, TLS);

        Await.until(() -> !access.webStatus().orElseThrow().successful());
        assertThat(frameOptions()).isEqualTo("deny");
    }

    @Test
    void whatIsWrongAtStartIsThrown() throws IOException {
        Files.writeString(file, "nonsense: 1\n");

        assertThatThrownBy(
                () -> Access.start(Optional.of(file), Optional.empty(), InstantSource.system(), Runnable::run))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("web.yml, line 1: there is no key 'nonsense'");
    }

    private void restart(String yaml) throws IOException {
        access.close();
        access = Access.start(Optional.of(Files.writeString(file, yaml)), Optional.empty(), InstantSource.system(),
                Runnable::run);
    }

    private Path keep(String name, TestCertificate certificate) throws IOException {
        Path kept = Files.createDirectory(folder.resolve(name));
        Files.writeString(kept.resolve("own.crt"), certificate.certificatePem());
        Files.writeString(kept.resolve("own.key"), certificate.keyPem());
        return kept;
    }

    private String frameOptions() {
        return access.headers().getOrDefault("X-Frame-Options", "");
    }

    private String subject() {
        return access.certificate().getSubjectX500Principal().getName();
    }
}
