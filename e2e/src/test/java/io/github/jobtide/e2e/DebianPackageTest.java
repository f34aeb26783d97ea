package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The package for Debian, installed on a host that has nothing but what every Debian has, and no Java: from {@code dpkg -i} to its removal, in
 * the order in which a host sees it. Needs root, for chroot.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DebianPackageTest {
    private static final int ROOT = 0;
    private static final int DYNAMIC = 61234; // such as systemd gives to the gateway
    private static final int OPERATOR = 1000;
    private static final BareHost HOST = BareHost.copy();

    private static Command.Result installed = new Command.Result(-1, "");

    @BeforeAll
    static void install() throws IOException {
        Files.copy(debianPackage(), HOST.path("/root/jobtide.deb"), StandardCopyOption.REPLACE_EXISTING);
        installed = HOST.runAs(ROOT, "dpkg", "-i", "/root/jobtide.deb");
    }

    private static Path debianPackage() throws IOException {
        Path target = Workspace.root().resolve("dist/target");
        try (Stream<Path> all = Files.list(target)) {
            return all.filter(each -> each.getFileName().toString().endsWith("_amd64.deb")).findFirst().orElseThrow(
                    () -> new MissingPeerException("no package in " + target + "; build it: mvn -pl dist -am package"));
        }
    }

    @AfterAll
    static void remove() {
        HOST.close();
    }

    @Test
    @Order(1)
    void itIsInstalledWithoutAWordOfWarningOnAHostWithoutJava() {
        assertThat(installed.output()).contains("Setting up jobtide").doesNotContain("warning", "error");
        assertThat(installed.status()).isZero();
        assertThat(HOST.shellAs(ROOT, "command -v java javac; ls -d /usr/lib/jvm").output())
                .isEqualTo("ls: cannot access '/usr/lib/jvm': No such file or directory\n");
    }

    @Test
    @Order(2)
    void everybodyMayMakeAFolderInTheSpoolAndNobodyMayLook() throws IOException {
        for (String folder : List.of("/var/spool/jobtide", "/var/lib/jobtide/state")) {
            assertThat(HOST.runAs(ROOT, "stat", "-c", "%a %u", folder).output()).isEqualTo("1733 0\n");
        }
        assertThat(HOST.shellAs(OPERATOR, "ls /var/spool/jobtide").status()).isNotZero();
    }

    @Test
    @Order(2)
    void settingsManualAndCompletionAreWhereTheyBelong() throws IOException {
        assertThat(HOST.runAs(ROOT, "dpkg-query", "-W", "-f", "${Conffiles}", "jobtide").output())
                .contains("/etc/jobtide/jobtide.yml", "/etc/default/jobtide-gateway");
        assertThat(Files.readString(HOST.path("/etc/jobtide/jobtide.yml")).lines())
                .allMatch(line -> line.startsWith("#"));
        assertThat(HOST.path("/usr/lib/systemd/system/jobtide-gateway.service")).exists();
        assertThat(HOST.path("/usr/lib/systemd/system/jobtide-drain.timer")).exists();
        assertThat(HOST.path("/usr/share/man/man1/jobtide-run.1.gz")).isNotEmptyFile();
        assertThat(HOST.shellAs(ROOT, ". /usr/share/bash-completion/completions/jobtide; complete -p jobtide").output())
                .isNotNull();
        assertThat(HOST.path("/usr/share/bash-completion/completions/jobtide")).content().contains("complete");
    }

    @Test
    @Order(3)
    void programsOfThePackageStartFromTheirCaches() {
        assertThat(HOST.shellAs(OPERATOR, "JOBTIDE_JAVA_OPTIONS=-Xlog:aot:stdout jobtide serve --web.systemd-socket")
                .output())
                .contains("Using AOT-linked classes: true");
        assertThat(HOST.shellAs(OPERATOR,
                "JOBTIDE_JAVA_OPTIONS=-Xlog:aot:stdout jobtide run --job cached -- true").output())
                .contains("Using AOT-linked classes: true");
    }

    @Test
    @Order(4)
    void theGatewayAnswersTheWrapperReportsAndTheDrainDeliversWhatWaited() throws IOException {
        int port = ServerProcess.freePort();
        String job = "jobtide run --gateway http://127.0.0.1:" + port + " --push-budget 1s --job ";
        assertThat(HOST
                .shellAs(ROOT,
                        "mkdir -m 0700 -p /var/lib/jobtide-gateway && chown " + DYNAMIC + " /var/lib/jobtide-gateway")
                .status()).isZero();

        Command.Result waiting = HOST.shellAs(OPERATOR, job + "waiting -- sh -c 'exit 3'");
        try (ServerProcess gateway = start(port)) {
            Command.Result reported = HOST.shellAs(OPERATOR, job + "reported -- sh -c 'echo output; exit 4'");
            Command.Result drained = HOST.runAs(ROOT, "/usr/lib/jobtide/bin/drain-all");

            assertThat(waiting.output()).hasLineCount(1);
            assertThat(waiting.status()).isEqualTo(3);
            assertThat(reported.output()).startsWith("output\n");
            assertThat(reported.status()).isEqualTo(4);
            assertThat(drained).isEqualTo(new Command.Result(0, ""));
            assertThat(page(gateway)).contains("jobtide_last_run_exit_code{instance=\"\",job=\"waiting\"} 3\n")
                    .contains("jobtide_last_run_exit_code{instance=\"\",job=\"reported\"} 4\n");
            assertThat(HOST.runAs(ROOT, "stat", "-c", "%u %a", "/var/spool/jobtide/" + OPERATOR).output())
                    .isEqualTo(OPERATOR + " 700\n");
            assertThat(HOST.shellAs(ROOT, "ls /var/spool/jobtide/" + OPERATOR + "/*.push").status()).isNotZero();
        }
    }

    private static String page(ServerProcess gateway) {
        return gateway.exchange(Request.of("GET", "/metrics")).text();
    }

    /** As jobtide-gateway.service does it. */
    private static ServerProcess start(int port) {
        List<String> words = HOST.wordsAs(DYNAMIC, "/usr/bin/jobtide", "serve",
                "--storage.path=/var/lib/jobtide-gateway/data", "--web.listen-address=127.0.0.1:" + port);
        return ServerProcess.start("package", port, Workspace.newFolder("package"), words, "/-/ready");
    }

    @Test
    @Order(5)
    void theDrainLeavesAFolderOfSomebodyElseAlone() throws IOException {
        HOST.shellAs(ROOT, "mkdir /var/spool/jobtide/4321 && touch /var/spool/jobtide/4321/0000000000000001.push");
        HOST.shellAs(ROOT, "ln -s /root /var/spool/jobtide/0");

        Command.Result drained = HOST.runAs(ROOT, "/usr/lib/jobtide/bin/drain-all");

        assertThat(drained).isEqualTo(new Command.Result(0, ""));
        assertThat(HOST.path("/var/spool/jobtide/4321/0000000000000001.push")).exists();
    }

    @Test
    @Order(6)
    void aRemovalLeavesSettingsAndDataAndAPurgeTheData() throws IOException {
        Files.writeString(HOST.path("/etc/jobtide/jobtide.yml"), "jobs: []\n");

        Command.Result removed = HOST.runAs(ROOT, "dpkg", "-r", "jobtide");
        String kept = Files.readString(HOST.path("/etc/jobtide/jobtide.yml"));
        Command.Result purged = HOST.runAs(ROOT, "dpkg", "-P", "jobtide");

        assertThat(removed.status()).as(removed.output()).isZero();
        assertThat(kept).isEqualTo("jobs: []\n");
        assertThat(purged.status()).as(purged.output()).isZero();
        assertThat(HOST.path("/usr/lib/jobtide")).doesNotExist();
        assertThat(HOST.path("/usr/bin/jobtide")).doesNotExist();
        assertThat(HOST.path("/etc/jobtide/jobtide.yml")).doesNotExist();
        assertThat(HOST.path("/var/lib/jobtide-gateway/data")).isNotEmptyDirectory();
        assertThat(HOST.path("/var/spool/jobtide/" + OPERATOR)).isDirectory();
        assertThat(HOST.path("/var/lib/jobtide/state/" + OPERATOR)).isDirectory();
    }
}
