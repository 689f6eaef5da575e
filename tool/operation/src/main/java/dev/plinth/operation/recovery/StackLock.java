package dev.plinth.operation.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A lock of a stack in a backend of files.
 *
 * @param file the lock's file
 * @param holder who holds it, such as "held by process 4711 on build-1 since 2026-11-01T10:00:00Z"
 * @param here whether the holder ran on this host
 * @param alive whether a process of that number runs on this host
 */
public record StackLock(Path file, String holder, boolean here, boolean alive) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tolerance of the system's start time of a process. */
    private static final Duration CLOCK = Duration.ofSeconds(5);

    /**
     * Reads the locks below a directory.
     *
     * @param directory the backend's directory of locks, or that of one stack; it need not exist
     * @param environment the process environment
     * @throws UncheckedIOException when they cannot be read
     */
    public static List<StackLock> below(Path directory, Map<String, String> environment) {
        List<StackLock> locks = new ArrayList<>();
        if (Files.notExists(directory)) {
            return locks;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            String hostname = hostname(environment);
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                locks.add(read(file, hostname));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the locks under " + directory + " cannot be read", e);
        }
        return locks;
    }

    private static StackLock read(Path file, String hostname) throws IOException {
        JsonNode lock = content(file);
        long pid = lock.path("pid").asLong();
        String host = lock.path("hostname").asText();
        String holder = lock.isMissingNode()
                ? "cannot be read"
                : "held by process " + pid + " on " + host + " since "
                        + lock.path("timestamp").asText();
        boolean alive = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !startedAfter(process, lock.path("timestamp").asText()))
                .isPresent();
        return new StackLock(file, holder, host.equals(hostname), alive);
    }

    /** Returns whether a process began after the lock was created, so that its number was reused. */
    private static boolean startedAfter(ProcessHandle process, String taken) {
        try {
            Instant soonest = OffsetDateTime.parse(taken).toInstant().plus(CLOCK);
            return process.info()
                    .startInstant()
                    .filter(start -> start.isAfter(soonest))
                    .isPresent();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** A run that was killed while it wrote a lock leaves half of it, which says nothing. */
    private static JsonNode content(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException | NoSuchFileException e) {
            return MissingNode.getInstance();
        }
    }

    private static String hostname(Map<String, String> environment) throws IOException {
        Path file = Path.of("/etc/hostname");
        if (Files.isReadable(file)) {
            return Files.readString(file).strip();
        }
        String name = environment.getOrDefault("HOSTNAME", "");
        return name.isBlank() ? InetAddress.getLocalHost().getHostName() : name;
    }

    /** Returns whether the holder ran on this host and has ended, so that the lock is never released. */
    public boolean isAbandoned() {
        return here && !alive;
    }

    /**
     * Releases the lock.
     *
     * @throws UncheckedIOException when its file cannot be deleted
     */
    public void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + file + " cannot be removed", e);
        }
    }

    /** Returns the next step for a lock that is not abandoned. */
    public String remedy() {
        return here && alive
                ? "wait for it"
                : "wait for it, or remove " + file + " once it is certain that it has ended";
    }
}
