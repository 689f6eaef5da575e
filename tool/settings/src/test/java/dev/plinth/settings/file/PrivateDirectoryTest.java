package dev.plinth.settings.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {

    private static final String OPEN = "rwxr-xr-x";
    private static final String PRIVATE = "rwx------";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private static String mode(Path directory) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    }

    private static Path open(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OPEN));
    }

    @Test
    void makesEachDirectoryForItsOwnerAlone() throws IOException {
        Path made = PrivateDirectory.create(folder.resolve("a").resolve("b"));

        assertThat(made).isEqualTo(folder.resolve("a").resolve("b"));
        assertThat(mode(made)).isEqualTo(PRIVATE);
        assertThat(mode(folder.resolve("a"))).isEqualTo(PRIVATE);
    }

    @Test
    void closesThoseThatAnEarlierVersionMadeAndNoOther() throws IOException {
        Path project = open(folder.resolve("project"));
        Path kept = open(project.resolve(".plinth"));
        Path simulator = open(kept.resolve("simulator"));
        Path other = open(kept.resolve("rollback"));

        Path made = PrivateDirectory.create(simulator.resolve("state"));

        assertThat(mode(project)).isEqualTo(OPEN);
        assertThat(mode(kept)).isEqualTo(PRIVATE);
        assertThat(mode(simulator)).isEqualTo(PRIVATE);
        assertThat(mode(made)).isEqualTo(PRIVATE);
        // Nobody gets to it through the directory above.
        assertThat(mode(other)).isEqualTo(OPEN);
    }

    @Test
    void leavesDirectoriesOutsideOfAProjectsOwnAsTheyAre() throws IOException {
        Path directory = open(folder.resolve("reports"));

        PrivateDirectory.create(directory);

        assertThat(mode(directory)).isEqualTo(OPEN);
    }
}
