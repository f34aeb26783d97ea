package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The launcher, which has to find the command behind the options by itself if there is no Java, knows which of them have no value. */
final class LauncherOptionsTest {
    @Test
    void theOptionsWithoutAValueAreThoseThatTheLauncherNames() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../dist/bin/jobtide"));
        String named = lines.stream().filter(line -> line.contains(" | -*=*) shift ;;")).findFirst().orElseThrow();

        assertThat(Arrays.stream(named.substring(0, named.indexOf(')')).split("\\|")).map(String::strip))
                .containsExactlyInAnyOrderElementsOf(Stream
                        .concat(Arrays.stream(RunOption.values()).filter(option -> !option.takesValue())
                                .map(RunOption::flag), Stream.of("-*=*"))
                        .toList());
    }
}
