package io.github.jobtide.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The job in {@code examples/msisdn-stock}: a shell script that counts phone numbers and pushes the counts with curl. */
record ExampleJob(Path home, String name) {
    /** Looks where the launcher says that Jobtide is. */
    static ExampleJob find() {
        Path home = Path.of(System.getProperty("jobtide.home", "."));
        ExampleJob job = new ExampleJob(home, "examples/msisdn-stock/count-and-push.sh");
        if (!Files.isRegularFile(home.resolve(job.name))) {
            throw new CommandFailedException(
                    "the example job %s is missing in %s; start the demo by ./jobtide of a clone"
                            .formatted(job.name, home.toAbsolutePath()));
        }
        return job;
    }

    /** @return what it printed, which is what it pushed */
    String run(URI gateway) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", name, "--show").directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PUSHGATEWAY_URL", gateway.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new CommandFailedException("the example job ended with status %d; what it said is above"
                        .formatted(status));
            }
            return printed;
        } catch (IOException e) {
            throw new CommandFailedException("cannot run the example job: " + e.getMessage());
        }
    }
}
