package dev.plinth.settings.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Directories with states, plans and records of stacks, which only their owner may read. */
public final class PrivateDirectory {

    /** The directory of a project that holds all that the tool keeps of it. */
    private static final Path KEPT = Path.of(".plinth");

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private PrivateDirectory() {}

    /**
     * Makes a directory and those above it that do not exist, each with the permissions 0700 where the file system has such. From
     * {@code .plinth} downwards, those that exist get the same permissions: earlier versions made them readable by all users.
     *
     * @return the directory
     * @throws IOException when it can't be made
     */
    public static Path create(Path directory) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return Files.createDirectories(directory);
        }
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER));
        Path absolute = directory.toAbsolutePath().normalize();
        for (int i = absolute.getNameCount() - 1; i >= 0; i--) {
            if (absolute.getName(i).equals(KEPT)) {
                for (int j = i + 1; j <= absolute.getNameCount(); j++) {
                    close(absolute.getRoot().resolve(absolute.subpath(0, j)));
                }
                break;
            }
        }
        return directory;
    }

    private static void close(Path directory) {
        try {
            if (!Files.getPosixFilePermissions(directory).equals(OWNER)) {
                Files.setPosixFilePermissions(directory, OWNER);
            }
        } catch (IOException e) {
            // It belongs to another user, or its file system has no permissions: this user can't close it.
        }
    }

    /**
     * Makes the directory of a file, as {@link #create} does.
     *
     * @return the directory; the root where the file has none
     * @throws IOException when it can't be made
     */
    public static Path createFor(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path parent = whole.getParent();
        return parent == null ? whole : create(parent);
    }
}
