package dev.plinth.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plinth.lifecycle.TestProject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * A small project with the real launcher, and a script instead of Maven: it counts its runs, fails when {@code pom.xml} is not
 * valid, and provides the classes of this test as the library.
 */
final class LaunchedProject {

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "$*" >>maven.log
            if grep -q broken pom.xml; then
              cat "$(dirname "$0")/maven-errors.txt"
              exit 1
            fi
            mkdir -p target/launcher/lib
            sleep "$(cat seconds)"
            cp ../maven/library.jar target/launcher/lib/
            printf 'lib/library.jar' >target/launcher/lib/class-path
            cp ../maven/shop.jar target/launcher/shop.jar
            """;

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();

    /**
     * Creates the project with its sources, not built.
     *
     * @param parent an empty directory
     */
    LaunchedProject(Path parent) {
        this.folder = parent.resolve("my shop");
        try {
            Files.createDirectories(folder);
            String launcher = Files.readString(TestProject.ROOT.resolve("plinth"));
            executable("plinth", launcher.replace("src/target/plinth.jar", "target/shop.jar"));
            executable("mvnw", MAVEN);
            write("seconds", "0");
            write("pom.xml", "<project/>");
            write(
                    "src/main/java/shop/Main.java",
                    """
                    package shop;

                    public final class Main {
                        public static void main(String[] arguments) throws java.io.IOException {
                            System.out.println(Text.VALUE + " "
                                    + new String(Main.class.getResourceAsStream("/prices.txt").readAllBytes()).strip());
                        }
                    }
                    """);
            write("src/main/java/shop/Text.java", text("one"));
            write("src/main/resources/prices.txt", "10");
            maven(parent.resolve("maven"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the source of the class that the program prints a value of. */
    static String text(String value) {
        return "package shop;\n\nfinal class Text {\n    static final String VALUE = \"" + value + "\";\n}\n";
    }

    Path folder() {
        return folder;
    }

    /** Writes a file as an editor does. */
    void write(String file, String content) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of Maven's builds. */
    int builds() throws IOException {
        Path log = folder.resolve("maven.log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private void executable(String file, String content) {
        write(file, content);
        if (!folder.resolve(file).toFile().setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be made executable");
        }
    }

    private void maven(Path maven) throws IOException {
        Files.createDirectories(maven);
        Manifest library = new Manifest();
        library.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        library.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(classPath.split(File.pathSeparator))
                                .filter(entry -> !entry.isEmpty())
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(maven.resolve("library.jar")), library).close();

        List<String> command = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", maven.toString()));
        for (String name : List.of("Main", "Text")) {
            command.add(folder.resolve("src/main/java/shop/" + name + ".java").toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the program does not compile");
        }
        Manifest program = new Manifest();
        program.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        program.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "shop.Main");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(maven.resolve("shop.jar")), program)) {
            jar.putNextEntry(new ZipEntry("shop/Main.class"));
            Files.copy(maven.resolve("shop/Main.class"), jar);
        }
    }

    /** Sets a variable for the launchers that start from now on. */
    void variable(String name, String value) {
        environment.put(name, value);
    }

    /** Starts the launcher. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("./plinth"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs the launcher. */
    Started run(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    /** Waits for a launcher. */
    static Started finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Started(process.waitFor(), out.strip(), err.strip());
    }

    /** Replaces a file by another one whose time is older than the build. */
    void replaceByOlder(String file, String content) throws IOException {
        Path older = folder.resolveSibling("older");
        Files.writeString(older, content);
        Files.setLastModifiedTime(older, FileTime.fromMillis(1_000_000_000_000L));
        Files.move(older, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * End of a launcher.
     *
     * @param exitCode the exit code
     * @param out standard output
     * @param err standard error
     */
    record Started(int exitCode, String out, String err) {}
}
