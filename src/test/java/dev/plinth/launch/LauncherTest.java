package dev.plinth.launch;

import static dev.plinth.launch.LaunchedProject.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.launch.LaunchedProject.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project whose path has a space: it never runs an old program, and builds no more than has changed. */
final class LauncherTest {

    private static final String TEXT = "src/main/java/shop/Text.java";

    private LaunchedProject project;

    @BeforeEach
    void create(@TempDir Path parent) {
        project = new LaunchedProject(parent);
    }

    private Started prints(String expected) throws IOException, InterruptedException {
        Started started = project.run();
        assertThat(started.exitCode()).as(started.toString()).isZero();
        assertThat(started.out()).isEqualTo(expected);
        return started;
    }

    @Test
    void compilesAnEditedProgramWithoutMaven() throws IOException, InterruptedException {
        assertThat(prints("one 10").err()).contains("Building shop.jar");
        assertThat(prints("one 10").err()).isEmpty();

        project.write(TEXT, text("two"));
        assertThat(prints("two 10").err()).isEmpty();
        project.write("src/main/resources/prices.txt", "20");
        prints("two 20");
        project.replaceByOlder(TEXT, text("old"));
        prints("old 20");

        Files.delete(project.folder().resolve("src/main/resources/prices.txt"));
        assertThat(project.run().err()).as("the resource is gone").contains("NullPointerException");
        assertThat(project.builds()).isEqualTo(1);
    }

    @Test
    void reportsCompilationErrorsWithFileLineAndCause() throws IOException, InterruptedException {
        prints("one 10");
        project.write(TEXT, text("two").replace("String", "Strin"));

        Started failed = project.run();
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .startsWith("src/main/java/shop/Text.java:4: error: cannot find symbol")
                .contains("static final Strin VALUE", "symbol:   class Strin")
                .endsWith("error: the program does not compile");

        Files.delete(project.folder().resolve(TEXT));
        assertThat(project.run().err()).startsWith("src/main/java/shop/Main.java:5: error: cannot find symbol");

        project.write(TEXT, text("three"));
        prints("three 10");
        assertThat(project.builds()).isEqualTo(1);
    }

    @Test
    void runsMavenWhenAnythingElseHasChanged() throws IOException, InterruptedException {
        prints("one 10");
        Files.setLastModifiedTime(project.folder().resolve("pom.xml"), FileTime.from(Instant.now()));
        prints("one 10");
        assertThat(project.builds()).as("after a file was touched").isEqualTo(1);

        project.write("pom.xml", "<project> </project>");
        project.write(TEXT, text("two"));
        assertThat(prints("two 10").err()).contains("Building shop.jar");
        project.replaceByOlder("pom.xml", "<project>  </project>");
        prints("two 10");
        assertThat(project.builds()).isEqualTo(3);
        project.write("module/src/main/java/A.java", "class A {}");
        prints("two 10");
        assertThat(project.builds()).as("after a file was added").isEqualTo(4);
        Files.delete(project.folder().resolve("module/src/main/java/A.java"));
        prints("two 10");
        prints("two 10");
        assertThat(project.builds()).as("after a file was deleted").isEqualTo(5);
    }

    @Test
    void leavesSpecialProgramsToMaven() throws IOException, InterruptedException {
        project.write("pom.xml", "<project><annotationProcessorPaths/></project>");
        prints("one 10");
        project.write("src/main/resources/prices.txt", "20");
        prints("one 20");
        assertThat(project.builds()).isEqualTo(2);
    }

    @Test
    void showsMavensErrorsWithoutItsOwnPage() throws IOException, InterruptedException {
        prints("one 10");
        project.write("pom.xml", "<project>broken</project>");
        project.write(
                "maven-errors.txt",
                """
                [INFO] BUILD FAILURE
                [ERROR] COMPILATION ERROR :
                [INFO] -------------------------------------------------------------
                [ERROR] %1$s/module/src/main/java/A.java:[3,8] cannot find symbol
                  symbol:   class B
                [INFO] 1 error
                [ERROR] Failed to execute goal compile: Compilation failure
                [ERROR] %1$s/module/src/main/java/A.java:[3,8] cannot find symbol
                [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
                """
                        .formatted(project.folder()));

        Started failed = project.run();
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.err())
                .contains(
                        "module/src/main/java/A.java:3: error: cannot find symbol\n  symbol:   class B\nerror: cannot build")
                .doesNotContain("Failed to execute", "full stack trace");

        project.write("pom.xml", "<project/>");
        prints("one 10");
        assertThat(project.builds())
                .as("a failed build leaves nothing that counts as built")
                .isEqualTo(3);
    }

    @Test
    void buildsOnceForTwoLaunchersAtTheSameTime() throws IOException, InterruptedException {
        project.write("seconds", "2");
        Process first = project.start();
        Process second = project.start();
        assertThat(LaunchedProject.finish(first).out()).isEqualTo("one 10");
        assertThat(LaunchedProject.finish(second).out()).isEqualTo("one 10");
        assertThat(project.builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainAfterAnInterruptedBuild() throws IOException, InterruptedException {
        prints("one 10");
        project.write("pom.xml", "<project>  </project>");
        project.write("seconds", "60");
        Process interrupted = project.start();
        while (project.builds() < 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        interrupted.descendants().forEach(ProcessHandle::destroyForcibly);
        interrupted.destroyForcibly().waitFor();

        project.write("seconds", "0");
        project.write("pom.xml", "<project/>");
        prints("one 10");
        assertThat(project.builds()).isEqualTo(3);
    }

    /** As in the second job of a workflow, which gets the jar of the first one. */
    @Test
    void usesABuildOfAnotherCheckout() throws IOException, InterruptedException {
        prints("one 10");
        Path state = project.folder().resolve("target/launcher");
        for (String file : new String[] {"stamp", "sums"}) {
            Files.delete(state.resolve(file));
        }

        assertThat(prints("one 10").err()).isEmpty();
        assertThat(project.builds()).isEqualTo(1);
        project.write(TEXT, text("two"));
        prints("two 10");
    }
}
