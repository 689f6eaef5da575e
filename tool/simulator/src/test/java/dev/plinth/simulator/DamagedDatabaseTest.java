package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedDatabaseTest {

    @Test
    void aDamagedDatabaseIsExplainedAndSetAsideByAReset(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("cloud.db"), "this is no database, and long enough to be one".repeat(50));

        assertThatThrownBy(() -> Simulator.open(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + " is damaged")
                .hasMessageContaining("plinth simulator reset");

        Simulator.reset(file);

        try (Simulator simulator = Simulator.open(file)) {
            assertThat(simulator.list()).isEmpty();
        }
        assertThat(folder.resolve("cloud.db.damaged")).exists();
    }

    @Test
    void aResetOfAWholeDatabaseSetsNothingAside(@TempDir Path folder) {
        Path file = folder.resolve("cloud.db");
        Simulator.open(file).close();

        Simulator.reset(file);

        assertThat(folder.resolve("cloud.db.damaged")).doesNotExist();
    }
}
