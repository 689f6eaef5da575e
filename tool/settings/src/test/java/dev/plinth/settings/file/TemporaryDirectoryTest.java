package dev.plinth.settings.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class TemporaryDirectoryTest {

    @Test
    void isItsOwnersAloneAndDeletedWithAllThatItHolds() throws IOException {
        Path path;
        try (TemporaryDirectory directory = TemporaryDirectory.create()) {
            path = directory.path();
            Path file = Files.writeString(directory.file("plan"), "{}");
            Files.createDirectories(path.resolve("a").resolve("b"));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(file).hasParent(path);
            assertThat(file.getFileName().toString()).matches("plan\\d+\\.json");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void allThatAreOpenAreDeletedAtOnce() {
        TemporaryDirectory first = TemporaryDirectory.create();
        TemporaryDirectory second = TemporaryDirectory.create();

        TemporaryDirectory.deleteAll();

        assertThat(first.path()).doesNotExist();
        assertThat(second.path()).doesNotExist();
        // It may be closed once more.
        first.close();
    }
}
