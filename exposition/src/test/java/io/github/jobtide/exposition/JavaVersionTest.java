package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaVersionTest {
    /** The build runs all tests twice and says here which Java it asked for. */
    @Test
    void theTestsRunOnTheJavaThatTheBuildAskedFor() {
        assertThat(Runtime.version().feature())
                .isEqualTo(Integer.getInteger("jobtide.java", Runtime.version().feature()));
    }
}
