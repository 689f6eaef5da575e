package dev.plinth.providers.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** SDK that is generated from a schema of the tests, compiled without warnings and loaded. */
final class GeneratedSdk extends URLClassLoader {

    private final List<String> packages;
    private final Map<String, String> sources;

    private GeneratedSdk(Path classes, Map<String, String> sources, List<String> packages)
            throws MalformedURLException {
        super(new URL[] {classes.toUri().toURL()}, GeneratedSdk.class.getClassLoader());
        this.sources = sources;
        this.packages = packages;
    }

    /**
     * Generates, compiles and loads the SDK of a schema.
     *
     * @param packageName its package, whose classes are loaded from the generated ones, though others are on the class path
     */
    static GeneratedSdk of(String schema, String packageName, Path folder) throws IOException {
        Map<String, String> sources = generate(schema);
        Path sourceFolder = folder.resolve("sources");
        new SourceFolder(sourceFolder).update(sources);
        compile(sourceFolder, sources, folder);
        return new GeneratedSdk(folder, sources, List.of(packageName));
    }

    static Map<String, String> generate(String schema) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(GeneratedSdk.class.getResourceAsStream(schema + ".json"), schema)) {
            return SdkGenerator.generate(SchemaReader.read(new ObjectMapper().readTree(stream)));
        }
    }

    /** Returns the text of a class. */
    String source(String path) {
        return Objects.requireNonNull(sources.get(path), path);
    }

    /** Returns the names of the generated classes. */
    Stream<String> classNames() {
        return sources.keySet().stream().map(path -> path.replace(".java", "").replace('/', '.'));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (packages.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
    }

    private static void compile(Path sourceFolder, Map<String, String> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
            List<File> units = new ArrayList<>();
            sources.keySet()
                    .forEach(path -> units.add(sourceFolder.resolve(path).toFile()));
            compiler.getTask(
                            null,
                            files,
                            diagnostics,
                            List.of("-Xlint:all,-path,-classfile", "-proc:none", "-d", classes.toString()),
                            null,
                            files.getJavaFileObjectsFromFiles(units))
                    .call();
        }
        assertThat(diagnostics.getDiagnostics())
                .filteredOn(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
                .isEmpty();
    }
}
