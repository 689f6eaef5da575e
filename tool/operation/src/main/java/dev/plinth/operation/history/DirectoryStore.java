package dev.plinth.operation.history;

import dev.plinth.settings.file.DurableFile;
import dev.plinth.settings.file.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Records in a directory that only its owner can read.
 *
 * @param folder the directory, which need not exist
 * @param limit a sentence on records that other machines cannot see; empty where all machines see the same
 */
record DirectoryStore(Path folder, String limit) implements RecordStore {

    /** Suffix of a file that is not yet written completely. */
    private static final String HALF = ".tmp";

    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!file.toString().endsWith(HALF)) {
                        names.add(folder.relativize(file).toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    // Another process has renamed or deleted it meanwhile, or there is no record yet.
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the records under " + folder + " cannot be read", e);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public boolean create(String name, byte[] content) {
        Path file = folder.resolve(name);
        Path half = file.resolveSibling(UUID.randomUUID() + HALF);
        try {
            PrivateDirectory.createFor(file);
            DurableFile.write(half, content);
            return link(half, file);
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + file + " cannot be written", e);
        } finally {
            deleteIfExists(half);
        }
    }

    /** Gives a complete file its name; both ways fail where the name exists. */
    private static boolean link(Path half, Path file) throws IOException {
        try {
            Files.createLink(file, half);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // The file system has no hard links.
            try {
                Files.copy(half, file);
                return true;
            } catch (FileAlreadyExistsException existing) {
                return false;
            }
        }
    }

    @Override
    public void delete(String name) {
        deleteIfExists(folder.resolve(name));
    }

    private static void deleteIfExists(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It costs storage only.
        }
    }
}
