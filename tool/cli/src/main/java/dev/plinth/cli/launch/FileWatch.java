package dev.plinth.cli.launch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Waits for changes of files in directories. Hidden files, editors' backups and what tools generate do not count. */
final class FileWatch implements AutoCloseable {

    /** An editor's save is several events; one that takes longer is seen in parts. */
    private static final Duration QUIET = Duration.ofMillis(100);

    private static final Set<String> GENERATED = Set.of("target", "node_modules", "venv", "__pycache__");

    /** Backups and swap files, and the file that vim writes to test a directory. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..*|.*~|.*\\.swp|.*\\.tmp|4913");

    private final WatchService service;
    private final Map<WatchKey, Directory> directories = new HashMap<>();

    private final Set<Path> created = new HashSet<>();

    private record Directory(Path path, boolean recursive, Predicate<Path> relevant) {}

    /** Creates a watch on no directory. */
    FileWatch(Path any) throws IOException {
        this.service = any.getFileSystem().newWatchService();
    }

    /**
     * Adds the files of a directory, which need not exist.
     *
     * @param relevant which of the files count
     */
    void add(Path directory, Predicate<Path> relevant) throws IOException {
        if (Files.isDirectory(directory)) {
            register(new Directory(directory, false, relevant));
        }
    }

    /**
     * Adds the files of a directory and those below, which need not exist.
     *
     * @param relevant which of the files count
     */
    void addTree(Path root, Predicate<Path> relevant) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!directory.equals(root) && isIgnored(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                register(new Directory(directory, true, relevant));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void register(Directory directory) throws IOException {
        directories.put(directory.path().register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY), directory);
    }

    private static boolean isIgnored(Path path) {
        String name = path.getFileName().toString();
        return GENERATED.contains(name) || TEMPORARY.matcher(name).matches();
    }

    /** Waits until files have changed and no more follow. Changes since the last call count. */
    Set<Path> await() throws IOException, InterruptedException {
        Set<Path> changed = new TreeSet<>();
        while (changed.isEmpty()) {
            collect(service.take(), changed);
            for (WatchKey key = poll(); key != null; key = poll()) {
                collect(key, changed);
            }
            // An editor that writes a second file and renames it.
            changed.removeIf(file -> created.contains(file) && Files.notExists(file));
            created.clear();
        }
        return changed;
    }

    private @Nullable WatchKey poll() throws InterruptedException {
        return service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void collect(WatchKey key, Set<Path> changed) throws IOException {
        Directory directory = directories.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (directory == null) {
                continue;
            }
            if (event.kind() == OVERFLOW) {
                changed.add(directory.path());
                continue;
            }
            Path path = directory.path().resolve((Path) event.context());
            if (isIgnored(path)) {
                continue;
            }
            if (Files.isDirectory(path)) {
                if (directory.recursive() && event.kind() == ENTRY_CREATE) {
                    addTree(path, directory.relevant());
                    changed.add(path);
                }
            } else if (directory.relevant().test(path)) {
                changed.add(path);
                if (event.kind() == ENTRY_CREATE) {
                    created.add(path);
                }
            }
        }
        if (!key.reset()) {
            directories.remove(key);
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
