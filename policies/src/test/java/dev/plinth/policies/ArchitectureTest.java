package dev.plinth.policies;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.plinth.policies");

    @Test
    void theImportIsNotEmpty() {
        assertThat(CLASSES).hasSizeGreaterThan(40);
    }

    @Test
    void policiesDependOnTheModelAlone() {
        DescribedPredicate<JavaClass> others = DescribedPredicate.describe(
                "another module's",
                type -> type.getPackageName().startsWith("dev.plinth.")
                        && !type.getPackageName().startsWith("dev.plinth.policies")
                        && !type.getPackageName().startsWith("dev.plinth.model"));
        noClasses().should().dependOnClassesThat(others).check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.plinth.policies.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheServerSpeaksGrpc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "pulumirpc..")
                .check(CLASSES);
    }

    @Test
    void onlyTheServerWritesToStandardStreams() {
        noClasses()
                .that()
                .doNotHaveSimpleName("PolicyServer")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void packagesAreNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(CLASSES);
    }
}
