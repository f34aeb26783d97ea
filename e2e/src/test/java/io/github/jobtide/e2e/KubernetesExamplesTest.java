package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples for Kubernetes hold to what Kubernetes and the Prometheus operator publish: names of fields, types, what must be there. */
final class KubernetesExamplesTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path EXAMPLES = Workspace.root().resolve("examples/kubernetes");
    private static final Path PEER = Workspace.root().resolve("target/peers/kubernetes");

    @Test
    void everyDocumentFits() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            Command.Result result = check(files.sorted().toList());

            assertThat(result.output()).isEqualTo("5 documents fit\n");
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void aFieldOrAWordThatIsNotKnownIsFound() throws IOException {
        String job = Files.readString(EXAMPLES.resolve("cronjob.yml"));
        Path wrong = Workspace.newFolder("kubernetes").resolve("wrong.yml");
        Files.writeString(wrong, job.replace("restartPolicy:", "restartPolice:").replace(": Forbid", ": Forbidden"));

        Command.Result result = check(List.of(wrong));

        assertThat(result.output()).contains("restartPolice", "Forbidden");
        assertThat(result.status()).isEqualTo(1);
    }

    private static Command.Result check(List<Path> files) throws IOException {
        if (!Files.isDirectory(PEER.resolve("node_modules"))) {
            throw new MissingPeerException(
                    "the types of Kubernetes are not there (looked for " + PEER + "); run tools/peers clients");
        }
        Path script = PEER.resolve("check.mjs");
        Files.copy(Workspace.root().resolve("e2e/src/test/kubernetes/check.mjs"), script,
                StandardCopyOption.REPLACE_EXISTING);
        List<String> words = new ArrayList<>(
                List.of("sh", "-c", "cd \"$0\" && exec node check.mjs \"$@\"", PEER.toString()));
        files.forEach(each -> words.add(each.toString()));
        return Command.run(LIMIT, words);
    }
}
