package dev.plinth.operation;

import com.pulumi.Context;
import dev.plinth.Repository;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
import dev.plinth.stack.Environment;
import dev.plinth.stack.EnvironmentConfig;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The program of the stacks, edited and compiled as a user would. */
final class EditedProgram {

    private static final String PROGRAM = Environment.class.getName();
    private static final String PACKAGE = Environment.class.getPackageName();

    private EditedProgram() {}

    /**
     * Compiles the program with one text replaced.
     *
     * @param folder where the classes go
     * @param text what the program holds exactly once
     * @param replacement what stands there instead
     */
    static StackProgram<EnvironmentConfig> compile(Path folder, String text, String replacement) throws IOException {
        Path sources = Repository.root().resolve("src/main/java");
        Path source = sources.relativize(holding(sources.resolve(PACKAGE.replace('.', '/')), text));
        String program = Files.readString(sources.resolve(source));
        Path classes = Files.createTempDirectory(folder, "program");
        Path file = classes.resolve(source);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, program.replace(text, replacement));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int problems = compiler.run(
                null, null, null, "-proc:none", "-cp", classPath, "-d", classes.toString(), file.toString());
        if (problems != 0) {
            throw new IllegalArgumentException("the edited program does not compile");
        }
        URL others = Environment.class.getProtectionDomain().getCodeSource().getLocation();
        return run(new OwnFirst(classes.toUri().toURL(), others));
    }

    /** The only file of the program that holds a text, exactly once. */
    private static Path holding(Path folder, String text) throws IOException {
        List<Path> holding = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                int pieces = Files.readString(file).split(Pattern.quote(text), -1).length;
                for (int i = 1; i < pieces; i++) {
                    holding.add(file);
                }
            }
        }
        if (holding.size() != 1) {
            throw new IllegalArgumentException("the program does not hold this exactly once: " + text);
        }
        return holding.get(0);
    }

    private static StackProgram<EnvironmentConfig> run(ClassLoader loader) {
        try {
            MethodHandle create = MethodHandles.lookup()
                    .findStatic(
                            loader.loadClass(PROGRAM),
                            "create",
                            MethodType.methodType(
                                    void.class, Context.class, EnvironmentConfig.class, StackSettings.class));
            return Programs.creating((context, config, settings) -> {
                try {
                    create.invoke(context, config, settings);
                } catch (RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loads the classes of the program's package itself, the edited first, and everything else as ever. */
    private static final class OwnFirst extends URLClassLoader {

        OwnFirst(URL... folders) {
            super(folders, Environment.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                // The configuration is the session's own; its type must be the same on both sides.
                if (!name.startsWith(PACKAGE + ".")
                        || name.startsWith(PACKAGE + ".config.")
                        || name.startsWith(EnvironmentConfig.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
