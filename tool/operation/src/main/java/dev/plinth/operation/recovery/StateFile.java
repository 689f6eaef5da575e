package dev.plinth.operation.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.settings.file.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state of one stack in a backend of files, with the copies of it that the engine and this program keep.
 *
 * <p>The engine writes {@code stacks/PROJECT/STACK.json} after each step, with the one before as {@code .bak}, and a copy under
 * {@code backups} and {@code history} once an update has ended.
 *
 * @see <a href="https://www.pulumi.com/docs/iac/concepts/state-and-backends/">State and backends</a>
 */
public final class StateFile {

    /** Number of states of this stack that are kept. */
    public static final int KEPT = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Path file;
    private final Path copies;
    private final String project;
    private final String stack;

    /**
     * Finds a stack's state.
     *
     * @param backend the backend's directory, which holds {@code .pulumi}
     * @param project the project's name
     * @param stack the stack's name
     */
    public StateFile(Path backend, String project, String stack) {
        this.root = backend.resolve(".pulumi");
        this.project = project;
        this.stack = stack;
        this.file = root.resolve(Path.of("stacks", project, stack + ".json"));
        this.copies = backend.resolve(Path.of("copies", project, stack));
    }

    /**
     * An earlier state that is whole.
     *
     * @param file where it lies
     * @param written when it was written
     * @param deployment what it holds: resources, pending operations, the secrets provider
     */
    public record Earlier(Path file, Instant written, JsonNode deployment) {}

    /** Returns the directory of the stack's locks, which need not exist. */
    public Path locks() {
        return root.resolve(Path.of("locks", "organization", project, stack));
    }

    /** Returns whether there is a state. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** Returns what the state holds; empty where there is none, or one that is damaged. */
    public Optional<JsonNode> whole() {
        return deployment(file);
    }

    /** Returns whether there is a state that is incomplete. */
    public boolean isDamaged() {
        return Files.exists(file) && whole().isEmpty();
    }

    /** Returns the state's file. */
    public Path path() {
        return file;
    }

    /**
     * Deletes the attributes beside the state and its predecessor where they were not written to their end. The engine reads
     * no state beside such attributes, and needs none: they hold a content type and a checksum.
     *
     * @throws UncheckedIOException when they cannot be read or deleted
     */
    public void dropDamagedAttributes() {
        for (String suffix : List.of(".attrs", ".bak.attrs")) {
            Path attributes = file.resolveSibling(file.getFileName() + suffix);
            try {
                if (Files.exists(attributes) && !isObject(Files.readString(attributes))) {
                    Files.delete(attributes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(attributes + " is damaged and cannot be deleted", e);
            }
        }
    }

    private static boolean isObject(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /**
     * Keeps a copy of the state, and deletes all but the newest ten; does nothing where there is no state, or a damaged one.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void keep() {
        if (whole().isEmpty()) {
            return;
        }
        try {
            byte[] content = Files.readAllBytes(file);
            FileTime written = Files.getLastModifiedTime(file);
            Path copy = copies.resolve(String.format("%015d.json", written.toMillis()));
            if (Files.notExists(copy)) {
                DurableFile.write(copy, content);
                Files.setLastModifiedTime(copy, written);
            }
            List<Path> all = files(copies);
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state of " + stack + " cannot be copied to " + copies, e);
        }
    }

    /** Returns the newest state before the present one that is whole, wherever it is kept. */
    public Optional<Earlier> newestWhole() {
        List<Path> all = new ArrayList<>(List.of(file.resolveSibling(file.getFileName() + ".bak")));
        all.addAll(files(copies));
        all.addAll(files(root.resolve(Path.of("backups", project, stack))));
        all.addAll(files(root.resolve(Path.of("history", project, stack))).stream()
                .filter(each -> each.toString().endsWith(".checkpoint.json"))
                .toList());
        return all.stream()
                .filter(Files::exists)
                .flatMap(each -> deployment(each).map(content -> new Earlier(each, modified(each), content)).stream())
                .max(Comparator.comparing(Earlier::written));
    }

    /**
     * Puts an earlier state in the place of the present one, which is kept beside it under {@code .damaged}.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void restore(Earlier earlier) {
        try {
            Files.copy(
                    file,
                    file.resolveSibling(file.getFileName() + ".damaged"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            DurableFile.write(file, Files.readAllBytes(earlier.file()));
        } catch (IOException e) {
            throw new UncheckedIOException("the state " + earlier.file() + " cannot be written to " + file, e);
        }
    }

    /** Returns what a checkpoint holds; empty where it is not whole. */
    private static Optional<JsonNode> deployment(Path checkpoint) {
        try {
            JsonNode document = JSON.readTree(Files.readString(checkpoint));
            JsonNode latest = document.path("checkpoint").path("latest");
            boolean neverUpdated = document.path("checkpoint").path("stack").isTextual() && !latest.isObject();
            if (neverUpdated) {
                return Optional.of(JSON.createObjectNode());
            }
            return latest.isObject() && StateIntegrity.faults(latest).isEmpty()
                    ? Optional.of(latest)
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
