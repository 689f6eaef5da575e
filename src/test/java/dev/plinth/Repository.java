package dev.plinth;

import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.settings.StackSettings;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checkout that the tests run in, and the project that they work on: a copy of the stack files as they ship, so that
 * tests stay green when a user edits the files at the root.
 */
public final class Repository {

    /** The environments that ship with Plinth. */
    public static final List<String> STACKS = List.of("development", "production", "staging");

    private Repository() {}

    /** The root of the checkout, wherever in it the tests were started. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (Files.notExists(folder.resolve("policies").resolve("PulumiPolicy.yaml"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("the tests don't run inside the repository");
            }
            folder = parent;
        }
        return folder;
    }

    /** The directory of the copied stack files. */
    public static Path fixtures() {
        return root().resolve(Path.of("src", "test", "fixtures"));
    }

    /** The project of the copied stack files. */
    public static Project project() {
        return project(fixtures());
    }

    /** A project in another directory, which may be a copy of this one. */
    public static Project project(Path folder) {
        return Project.read(folder, new EnvironmentProgram());
    }

    /** A stack of the copied files. */
    public static StackDefinition stack(String name) {
        return StackDefinition.read(project(), name);
    }

    /** What a stack of the copied files says to the tool. */
    public static StackSettings settings(String stack) {
        return stack(stack).settings();
    }

    /** Copies the project's, the stacks' and the services' files into a directory. */
    public static void copyProject(Path folder) {
        try (Stream<Path> files = Files.walk(fixtures())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(fixtures().relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
            Path project = folder.resolve(Project.FILE);
            Files.writeString(project, Files.readString(project).replaceFirst("binary: .*", "binary: " + program()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the program's classes lie. */
    public static Path program() {
        return classes(EnvironmentProgram.class);
    }

    /** Where a class was loaded from. */
    public static Path classes(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
