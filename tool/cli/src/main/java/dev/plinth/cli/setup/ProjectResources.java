package dev.plinth.cli.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The files of new projects among the resources of this module: in its jar, or in a directory of classes. */
final class ProjectResources {

    private static final String ROOT = "dev/plinth/cli";

    private ProjectResources() {}

    /** Returns the names of the folders in a folder, sorted; none where the folder does not exist. */
    static List<String> folders(String folder) {
        return read(root -> {
            Path parent = root.resolve(folder);
            if (!Files.isDirectory(parent)) {
                return List.of();
            }
            try (Stream<Path> folders = Files.list(parent)) {
                return folders.filter(Files::isDirectory)
                        .map(path -> path.getFileName().toString().replace("/", ""))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns the content of all files in a folder, by path with forward slashes. */
    static SortedMap<String, byte[]> files(String folder) {
        return read(root -> {
            SortedMap<String, byte[]> files = new TreeMap<>();
            Path parent = root.resolve(folder);
            try (Stream<Path> found = Files.walk(parent)) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    files.put(parent.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return files;
        });
    }

    private static <T> T read(Function<Path, T> reader) {
        try {
            Path source = Path.of(ProjectResources.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(source)) {
                return reader.apply(source.resolve(ROOT));
            }
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                return reader.apply(jar.getPath(ROOT));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
