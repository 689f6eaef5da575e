package dev.plinth.settings;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Directories with states, plans and records of stacks, which only their owner may read. */
public final class PrivateDirectory {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private PrivateDirectory() {}

    /**
     * Makes a directory and those above it that do not exist, each with the permissions 0700 where the file system has such.
     *
     * @return the directory
     * @throws IOException when it can't be made
     */
    public static Path create(Path directory) throws IOException {
        FileAttribute<?>[] attributes =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                        : new FileAttribute<?>[0];
        return Files.createDirectories(directory, attributes);
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
