package dev.plinth.providers.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Folder of generated sources. */
record SourceFolder(Path folder) {

    /**
     * Makes the folder hold these files and no others. A file that has its text already is left alone, so that the compiler
     * sees no change.
     *
     * @param files the text of each file, by its path below the folder
     * @return the number of files that changed
     */
    int update(Map<String, String> files) throws IOException {
        int changed = 0;
        Files.createDirectories(folder);
        for (Path file : existing()) {
            if (!files.containsKey(path(file))) {
                Files.delete(file);
                changed++;
            }
        }
        for (Map.Entry<String, String> one : files.entrySet()) {
            Path file = folder.resolve(one.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(one.getValue())) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, one.getValue());
                changed++;
            }
        }
        return changed;
    }

    private Iterable<Path> existing() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private String path(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
