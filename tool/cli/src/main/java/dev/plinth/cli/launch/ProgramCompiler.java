package dev.plinth.cli.launch;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the sources of a program in this process.
 *
 * @param project the project's directory; errors show paths relative to it
 * @param classPath the class path of the libraries
 * @param release the Java release, such as {@code 17}
 */
record ProgramCompiler(Path project, String classPath, int release) {

    /**
     * Compiles sources.
     *
     * @param sources the Java files
     * @param target the directory of the classes
     * @throws CompilationException when the sources have errors
     */
    void compile(Collection<Path> sources, Path target) throws IOException {
        Files.createDirectories(target);
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new CompilationException("error: " + System.getProperty("java.home")
                    + " has no compiler; install a JDK 17 or later, or set JAVA_HOME to one");
        }
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "--release",
                    Integer.toString(release),
                    "-classpath",
                    classPath,
                    "-d",
                    target.toString(),
                    "-encoding",
                    "UTF-8",
                    "-parameters",
                    "-g",
                    "-proc:none",
                    "-nowarn",
                    "-Xmaxerrs",
                    "20");
            boolean compiled = compiler.getTask(
                            output, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new CompilationException(errors(output.toString()));
            }
        }
    }

    /** Returns the compiler's errors with short paths, without its notes on other code. */
    private String errors(String output) {
        return Stream.of(output.split("\\R"))
                .filter(line -> !line.startsWith("Note: ") && !line.startsWith("warning: "))
                .map(line -> line.replace(project + File.separator, ""))
                .collect(Collectors.joining("\n"));
    }
}
