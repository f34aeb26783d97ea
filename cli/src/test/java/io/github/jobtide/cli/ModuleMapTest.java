package io.github.jobtide.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the classes of every module to the table in ARCHITECTURE.md. */
final class ModuleMapTest {
    private static final String OURS = "io.github.jobtide.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.github.jobtide");

    @Test
    void theMapNamesExactlyTheModulesThatAreBuilt() {
        assertThat(ModuleMap.read().modules().keySet()).hasSameElementsAs(ModuleMap.builtModules());
    }

    @Test
    void noModuleUsesAnotherThanTheMapAllows() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName)).contains(OURS + "exposition", OURS + "lint",
                OURS + "jobs", OURS + "push", OURS + "run", OURS + "store", OURS + "migration", OURS + "gateway",
                OURS + "cli", OURS + "testing");
        assertThat(violations(ModuleMap.read())).isEmpty();
    }

    @Test
    void anImportThatTheMapDoesNotAllowIsFound() {
        ModuleMap stricter = ModuleMap.parse("""
                | `store` | groups | nothing | none |
                | `cli` | commands | `store`, `gateway` | none |
                """);

        List<String> found = violations(stricter);

        assertThat(found).anyMatch(line -> line.contains("io.github.jobtide.store.MetricStore")
                && line.contains("io.github.jobtide.exposition.MetricFamily"));
        assertThat(found).anyMatch(line -> line.contains("io.github.jobtide.cli.Version")
                && line.contains("picocli.CommandLine$IVersionProvider"));
    }

    private static List<String> violations(ModuleMap map) {
        List<String> violations = new ArrayList<>();
        map.modules().forEach((module, entry) -> {
            EvaluationResult result = noClasses().that().resideInAPackage(OURS + module + "..").should()
                    .dependOnClassesThat(notAllowed(module, entry)).allowEmptyShould(true).evaluate(CLASSES);
            violations.addAll(result.getFailureReport().getDetails());
        });
        return violations;
    }

    private static DescribedPredicate<JavaClass> notAllowed(String module, ModuleMap.Entry entry) {
        List<String> packages = new ArrayList<>(
                List.of("java..", "javax..", "jdk..", "com.sun..", "org.jspecify..", OURS + module + ".."));
        entry.mayUse().forEach(used -> packages.add(OURS + used + ".."));
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(packages.toArray(String[]::new));
        if (!entry.libraries()) {
            return DescribedPredicate.not(allowed);
        }
        return DescribedPredicate.not(allowed).and(resideInAPackage("io.github.jobtide.."));
    }
}
