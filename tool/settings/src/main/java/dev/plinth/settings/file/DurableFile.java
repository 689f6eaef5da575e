package dev.plinth.settings.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are whole under their names, whatever happens while they are written. */
public final class DurableFile {

    private DurableFile() {}

    /**
     * Writes a file beside its place, syncs it and renames it, so that neither a full disk nor a power cut leaves half of it
     * under the name. Its owner alone may read it.
     *
     * @param file the file, whose directory is made where there is none
     * @param content all of it
     * @throws IOException when it can't be written; what was under the name before is still there then
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = PrivateDirectory.createFor(file);
        // Its owner alone may read it, as it is made as a temporary file.
        Path half = Files.createTempFile(folder, "half", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
        sync(folder);
    }

    /** Syncs the directory, on systems that can open one. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows can't open directories.
        }
    }
}
