package io.github.jobtide.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobFamilyTest {
    private static final Path PAGE = Path.of("../docs/formats/job-metrics.md");

    @Test
    void theVocabularyIsWordForWordWhatItsPageSays() throws IOException {
        List<String> documented = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `jobtide_")) {
                List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
                documented.add(String.join(" | ", cells.subList(1, 5)));
            }
        }

        List<String> spelled = Arrays.stream(JobFamily.values()).map(JobFamilyTest::row).toList();

        assertThat(spelled).containsExactlyInAnyOrderElementsOf(documented);
    }

    private static String row(JobFamily family) {
        return String.join(" | ", "`" + family.familyName() + "`", family.type().word(),
                String.join(" ", family.labelNames().stream().map(name -> "`" + name + "`").toList()), family.help());
    }

    @Test
    void onlyCountersEndInTotalAndEveryNameIsOfTheClassicAlphabet() {
        for (JobFamily family : JobFamily.values()) {
            assertThat(Names.isMetricName(family.familyName())).as(family.familyName()).isTrue();
            assertThat(family.familyName().endsWith("_total")).as(family.familyName())
                    .isEqualTo(family.type().word().equals("counter"));
        }
    }
}
