package dev.plinth.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The launcher's program, compiled when its sources have changed, and loaded when its jar has. */
final class CurrentProgram {

    private final ProgramJar jar;
    private @Nullable FileStamp loaded;
    private @Nullable URLClassLoader loader;
    private ProgramHandover.@Nullable Runner runner;

    CurrentProgram(ProgramJar jar) {
        this.jar = jar;
    }

    /**
     * Returns what runs commands with the program as its sources are now.
     *
     * @return null if the program's main method does not run Plinth
     * @throws CompilationException when the sources have errors
     * @throws UncheckedIOException when the jar cannot be written or read
     * @throws Throwable what the program's main method throws
     */
    ProgramHandover.@Nullable Runner runner() throws Throwable {
        jar.update();
        FileStamp current = FileStamp.of(jar.file());
        if (runner == null || loader == null || !current.equals(loaded)) {
            // The one before stays open: threads of its commands may still load classes.
            loader = jar.loader();
            ProgramLauncher.use(loader);
            var main = loader.loadClass(jar.mainClass()).getMethod("main", String[].class);
            try {
                runner = ProgramHandover.receive(() -> main.invoke(null, (Object) new String[0]));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            loaded = current;
        }
        ProgramLauncher.use(loader);
        return runner;
    }

    /**
     * Identity of a file's content, as far as its attributes tell.
     *
     * @param size in bytes
     * @param modified time of the last change, in milliseconds
     * @param key the file system's identity of the file, such as its inode
     */
    record FileStamp(long size, long modified, String key) {

        /** Returns the stamp of a file; that of a missing file equals no other. */
        static FileStamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new FileStamp(
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis(),
                        String.valueOf(attributes.fileKey()));
            } catch (IOException e) {
                return new FileStamp(-1, -1, "");
            }
        }
    }
}
