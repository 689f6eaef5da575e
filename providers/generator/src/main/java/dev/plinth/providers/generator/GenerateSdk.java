package dev.plinth.providers.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Generates the classes of every schema in a folder. */
public final class GenerateSdk {

    private GenerateSdk() {}

    /**
     * Generates the classes.
     *
     * @param arguments the folder of the schemas, and the folder of the generated sources
     * @throws IOException when a schema cannot be read or a source cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected two arguments: SCHEMAS SOURCES");
        }
        Map<String, String> files = new TreeMap<>();
        for (Path schema : schemas(Path.of(arguments[0]))) {
            files.putAll(SdkGenerator.generate(SchemaReader.read(schema)));
        }
        new SourceFolder(Path.of(arguments[1])).update(files);
    }

    private static List<Path> schemas(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
