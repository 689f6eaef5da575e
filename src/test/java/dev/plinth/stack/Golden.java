package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts that are kept with the tests; {@code -Dplinth.golden.update=true} writes them anew. */
final class Golden {

    private Golden() {}

    /** Compares lines with those that are kept in a file. */
    static void check(String name, List<String> lines) {
        Path file = Repository.root()
                .resolve(Path.of("src", "test", "resources", "dev", "plinth", "stack"))
                .resolve(name);
        try {
            if (Boolean.getBoolean("plinth.golden.update")) {
                Files.createDirectories(file.getParent());
                Files.write(file, lines);
            }
            assertThat(lines).isEqualTo(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record's values, one a line, by their paths. */
    static List<String> lines(Record configuration) {
        List<String> lines = new ArrayList<>();
        collect("", configuration, lines);
        return lines;
    }

    private static void collect(String path, @Nullable Object value, List<String> into) {
        if (value instanceof Record holder) {
            for (RecordComponent component : holder.getClass().getRecordComponents()) {
                collect(
                        path.isEmpty() ? component.getName() : path + "." + component.getName(),
                        value(holder, component),
                        into);
            }
        } else if (value instanceof Optional<?> optional) {
            collect(path, optional.isPresent() ? optional.get() : "none", into);
        } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, entry) -> collect(path + "." + key, entry, into));
        } else {
            into.add(path + " = " + value);
        }
    }

    private static @Nullable Object value(Record holder, RecordComponent component) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
