package dev.plinth.engine.external;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a Java program against the Pulumi SDK only, into a jar whose manifest names the SDK's jars. */
final class JavaJar {

    private JavaJar() {}

    /**
     * Makes a jar.
     *
     * @param source the source of the one class
     * @param className the class's name, without a package
     * @param jar the jar to write
     */
    static void make(String source, String className, Path jar) throws IOException {
        Path directory = Files.createTempDirectory("plinth-program");
        Path file = Files.writeString(directory.resolve(className + ".java"), source);
        List<Path> libraries = libraries();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    directory.toString(),
                    "-proc:none",
                    "-classpath",
                    libraries.stream().map(Path::toString).collect(Collectors.joining(":")));
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new IllegalArgumentException(messages.toString());
            }
        }
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, className);
        attributes.put(
                Attributes.Name.CLASS_PATH,
                libraries.stream().map(path -> path.toUri().toString()).collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> classes = Files.list(directory)) {
            for (Path each :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                entries.putNextEntry(new JarEntry(each.getFileName().toString()));
                entries.write(Files.readAllBytes(each));
                entries.closeEntry();
            }
        }
    }

    /** The libraries of the test's class path, without any class of Plinth. */
    private static List<Path> libraries() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(":", -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(path -> !path.getFileName().toString().startsWith("plinth"))
                .toList();
    }
}
