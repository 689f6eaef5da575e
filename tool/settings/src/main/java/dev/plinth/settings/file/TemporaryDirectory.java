package dev.plinth.settings.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A directory of temporary files, such as plans and states, that only their owner may read. It is deleted with all that it holds
 * when it is closed, and at the latest when the process ends, unless that is killed.
 */
public final class TemporaryDirectory implements AutoCloseable {

    private static final Set<TemporaryDirectory> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(TemporaryDirectory::deleteAll, "plinth-delete-temporary-files"));
    }

    private final Path path;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes a directory below the system's own for temporary files, with the permissions 0700 where the file system has such.
     *
     * @throws UncheckedIOException when it can't be made
     */
    public static TemporaryDirectory create() {
        try {
            TemporaryDirectory directory = new TemporaryDirectory(Files.createTempDirectory("plinth"));
            OPEN.add(directory);
            return directory;
        } catch (IOException e) {
            throw cannot(System.getProperty("java.io.tmpdir"), e);
        }
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /**
     * Makes an empty file in it, with the permissions 0600 where the file system has such.
     *
     * @param name what its name begins with
     * @throws UncheckedIOException when it can't be made
     */
    public Path file(String name) {
        try {
            return Files.createTempFile(path, name, ".json");
        } catch (IOException e) {
            throw cannot(path.toString(), e);
        }
    }

    private static UncheckedIOException cannot(String directory, IOException cause) {
        return new UncheckedIOException("a temporary file cannot be created in " + directory, cause);
    }

    /** Deletes every directory that is open. To be called before the process ends without its exit handlers. */
    public static void deleteAll() {
        for (TemporaryDirectory directory : OPEN) {
            try {
                directory.close();
            } catch (UncheckedIOException e) {
                // A process that was just killed may have written to it; the others are deleted all the same.
            }
        }
    }

    /** Deletes the directory and all that it holds. */
    @Override
    public void close() {
        OPEN.remove(this);
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // It is deleted already.
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary directory " + path + " cannot be deleted", e);
        }
    }
}
