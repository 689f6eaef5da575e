package dev.plinth.operation.compose;

import com.google.protobuf.ByteString;
import dev.plinth.settings.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file that a Compose project mounts into a container.
 *
 * @param path the path, relative to the Compose file
 * @param content the content; empty when it is known only after an update
 * @param secret whether the content is a secret
 * @param executable whether the file is a program
 */
public record MountedFile(String path, Optional<ByteString> content, boolean secret, boolean executable) {

    /** Returns whether the content is a secret with a placeholder for an encrypted value of the stack file. */
    public boolean isPlaceholder() {
        return secret && content.map(ByteString::toStringUtf8).orElse("").contains(StackFile.SECRET_STAND_IN);
    }

    /**
     * Writes the file, readable by every account: Compose mounts it with its permissions on the host, and the account of the container is
     * another one.
     *
     * @param directory the directory of the Compose file
     * @throws IOException when it cannot be written
     * @see <a href="https://docs.docker.com/reference/compose-file/services/#secrets">Compose applies no mode to file-based secrets</a>
     */
    public void writeTo(Path directory) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.write(file, content.orElse(ByteString.EMPTY).toByteArray());
        PosixFileAttributeView attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (attributes != null) {
            attributes.setPermissions(PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
