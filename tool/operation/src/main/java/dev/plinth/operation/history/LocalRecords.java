package dev.plinth.operation.history;

import dev.plinth.operation.Project;
import dev.plinth.settings.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Update records that earlier versions of Plinth kept on this machine, under {@code .plinth/rollback/STACK}. They are only read.
 *
 * @param folder the directory, which need not exist
 */
record LocalRecords(Path folder) {

    private static final String RECORD = "update.json";

    static LocalRecords of(Project project, String stack, boolean simulated) {
        return new LocalRecords(project.folder()
                .resolve(Path.of(
                        ".plinth", "rollback", StackFile.checked(stack), simulated ? "embedded-cloud" : "cloud")));
    }

    /** Returns the updates by their numbers. */
    Map<Integer, UpdateRecord> updates() {
        Map<Integer, UpdateRecord> updates = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> folders = Files.list(folder)) {
                folders.map(each -> each.resolve(RECORD))
                        .filter(Files::exists)
                        .map(file -> UpdateRecord.of(UpdateHistory.read(file), Optional.empty()))
                        .forEach(update -> updates.put(update.number(), update));
            } catch (IOException e) {
                throw new UncheckedIOException("the updates under " + folder + " cannot be read", e);
            }
        }
        return updates;
    }

    Path file(UpdateRecord update, String name) {
        return folder.resolve(String.format("%06d", update.number())).resolve(name);
    }
}
