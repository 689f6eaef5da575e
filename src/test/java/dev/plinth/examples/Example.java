package dev.plinth.examples;

import dev.plinth.Repository;
import dev.plinth.operation.Project;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackProgram;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An example of this repository, with its program from the class path.
 *
 * @param name the folder's name
 */
public record Example(String name) {

    /** Returns all examples, sorted by name. */
    public static List<Example> all() {
        try (Stream<Path> folders = Files.list(Repository.root().resolve("examples"))) {
            return folders.filter(folder -> Files.exists(folder.resolve(Project.FILE)))
                    .map(folder -> new Example(folder.getFileName().toString()))
                    .sorted((one, other) -> one.name.compareTo(other.name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the projects of this repository: the root's, and all examples. */
    public static List<Project> projects() {
        return Stream.concat(
                        Stream.of(Project.read(Repository.root(), null).running(new EnvironmentProgram())),
                        all().stream().map(Example::project))
                .toList();
    }

    /** Returns the example's directory. */
    public Path folder() {
        return Repository.root().resolve("examples").resolve(name);
    }

    /** Returns the names of its stacks. */
    public List<String> stacks() {
        return StackFile.stacks(folder());
    }

    /** Returns its project, whose program runs in this JVM. */
    public Project project() {
        return Project.read(folder(), null).running(program());
    }

    /** Returns a new program. */
    public StackProgram<?> program() {
        try {
            return Class.forName("com.example." + name.replace("-", "") + ".EnvironmentProgram")
                    .asSubclass(StackProgram.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the example " + name + " has no program", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
