package dev.plinth.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.plinth.Main;
import dev.plinth.cli.Plinth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    private static final Set<String> MODULES = Set.of(
            "cli",
            "components",
            "diagram",
            "engine",
            "model",
            "operation",
            "policies",
            "preview",
            "report",
            "settings",
            "simulator",
            "stack",
            "testkit");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.plinth");

    private static String within(String name) {
        return "dev.plinth." + name + "..";
    }

    /** The classes of a package and those below it, of which there must be some. */
    private static JavaClasses in(String name) {
        JavaClasses found = CLASSES.that(JavaClass.Predicates.resideInAPackage(within(name)));
        assertThat(found).as("classes of " + name).hasSizeGreaterThan(2);
        return found;
    }

    @Test
    void seesEveryModule() {
        assertThat(CLASSES).hasSizeGreaterThan(200);
        assertThat(MODULES).allSatisfy(module -> assertThat(in(module)).isNotEmpty());
        assertThat(CLASSES.contain(Main.class)).isTrue();
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }

    /** What each module may use; Maven enforces the same, but for what comes by way of another module. */
    @ParameterizedTest
    @CsvSource({
        "components, model",
        "model, ''",
        "policies, model",
        "settings, model policies",
        "simulator, model",
        "engine, model settings",
        "preview, model policies settings",
        "diagram, model",
        "report, diagram model policies preview settings",
        "operation, engine model policies preview settings simulator",
        "cli, diagram engine model operation policies preview report settings simulator",
        "testkit, cli engine model operation policies settings simulator",
        "stack, components settings",
    })
    void aModuleKnowsOnlyThoseItMayKnow(String module, String others) {
        List<String> allowed = new ArrayList<>(List.of(within(module)));
        for (String other : others.split(" ", -1)) {
            if (!other.isEmpty()) {
                assertThat(in(other)).isNotEmpty();
                allowed.add(within(other));
            }
        }

        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.plinth..")
                        .and(DescribedPredicate.not(
                                JavaClass.Predicates.resideInAnyPackage(allowed.toArray(String[]::new))))
                        .as("our classes outside " + allowed))
                .check(in(module));
    }

    @Test
    void hasNoOtherModules() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String name = type.getPackageName();
            if (!name.equals("dev.plinth")) {
                found.add(name.substring("dev.plinth.".length()).split("\\.", -1)[0]);
            }
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(MODULES);
    }

    /** Packages at any depth: {@code dev.plinth.preview.guard} and {@code dev.plinth.preview} are two. */
    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.plinth.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** A module's top-level package with all below it. */
    @Test
    void topLevelPackagesHaveNoCycles() {
        slices().matching("dev.plinth.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheTerminalAndTheEntryPointTouchTheStandardStreams() {
        DescribedPredicate<JavaClass> permitted = JavaClass.Predicates.type(Plinth.class)
                .or(DescribedPredicate.describe(
                        "the terminal", type -> type.getName().equals("dev.plinth.cli.terminal.Terminal")))
                .or(DescribedPredicate.describe(
                        "the daemon, which sends them to another process",
                        type -> type.getName().equals("dev.plinth.cli.launch.Daemon")))
                .or(DescribedPredicate.describe("the client of the daemon", type -> type.getName()
                        .equals("dev.plinth.cli.launch.DaemonClient")))
                // It prints the port and its messages before there is any terminal.
                .or(DescribedPredicate.describe("the policy pack's own process", type -> type.getName()
                        .startsWith("dev.plinth.policies.server.")));
        JavaClasses rest = CLASSES.that(DescribedPredicate.not(permitted));
        assertThat(rest).hasSizeGreaterThan(200);

        noClasses().should(ACCESS_STANDARD_STREAMS).check(rest);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<JavaPackage> packages = new ArrayList<>();
        collect(CLASSES.getPackage("dev.plinth"), packages);

        assertThat(packages).hasSizeGreaterThan(15).allSatisfy(each -> assertThat(
                        each.isAnnotatedWith(NullMarked.class))
                .as(each.getName())
                .isTrue());
    }

    private static void collect(JavaPackage parent, List<JavaPackage> into) {
        if (!parent.getClasses().isEmpty()) {
            into.add(parent);
        }
        parent.getSubpackages().forEach(sub -> collect(sub, into));
    }
}
