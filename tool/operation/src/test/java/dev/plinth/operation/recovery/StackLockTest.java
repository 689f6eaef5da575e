package dev.plinth.operation.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackLockTest {

    private static String hostname() throws IOException {
        Path file = Path.of("/etc/hostname");
        return Files.exists(file)
                ? Files.readString(file).strip()
                : InetAddress.getLocalHost().getHostName();
    }

    private static StackLock lock(Path folder, Instant taken) throws IOException {
        Files.writeString(
                folder.resolve("one.json"),
                "{\"pid\": %d, \"hostname\": \"%s\", \"timestamp\": \"%s\"}"
                        .formatted(ProcessHandle.current().pid(), hostname(), taken));
        return StackLock.below(folder, Map.of()).get(0);
    }

    @Test
    void theLockOfAProcessThatRunsIsNotAbandoned(@TempDir Path folder) throws IOException {
        assertThat(lock(folder, Instant.now()).isAbandoned()).isFalse();
    }

    @Test
    void aLockThatIsOlderThanTheProcessOfItsNumberIsAbandoned(@TempDir Path folder) throws IOException {
        Instant before =
                ProcessHandle.current().info().startInstant().orElseThrow().minus(Duration.ofHours(1));

        assertThat(lock(folder, before).isAbandoned()).isTrue();
    }
}
