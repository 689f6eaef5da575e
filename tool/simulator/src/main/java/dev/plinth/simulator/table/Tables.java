package dev.plinth.simulator.table;

import com.google.common.base.Suppliers;
import dev.plinth.simulator.value.Values;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of all types, each read when it is first needed. */
public final class Tables {

    private static final Pattern FILE = Pattern.compile("/table/(\\w+)/(\\w+)\\.(\\w+)\\.json$");
    private static final Supplier<SortedSet<String>> TYPES = Suppliers.memoize(Tables::list);

    private static final ConcurrentHashMap<String, Table> TABLES = new ConcurrentHashMap<>();

    /** The table of a type token such as {@code aws:rds/instance:Instance}; empty when there is none. */
    public Table find(String type) {
        return TABLES.computeIfAbsent(type, Tables::read);
    }

    /** Returns the types that have a table. */
    public static SortedSet<String> types() {
        return TYPES.get();
    }

    private static SortedSet<String> list() {
        String folder = Tables.class.getPackageName().replace('.', '/') + "/";
        try {
            Path location = Path.of(Tables.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(location)) {
                try (Stream<Path> files = Files.walk(location.resolve(folder))) {
                    return types(files.map(
                            file -> location.relativize(file).toString().replace(File.separatorChar, '/')));
                }
            }
            try (JarFile jar = new JarFile(location.toFile())) {
                return types(jar.stream().map(JarEntry::getName));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot list the tables in " + folder, e);
        }
    }

    private static SortedSet<String> types(Stream<String> files) {
        SortedSet<String> types = new TreeSet<>();
        files.map(FILE::matcher).filter(Matcher::find).forEach(file -> {
            String name = file.group(3);
            String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            types.add(file.group(1) + ":" + file.group(2) + "/" + member + ":" + name);
        });
        return Collections.unmodifiableSortedSet(types);
    }

    private static Table read(String type) {
        String[] parts = type.split("[:/]", -1);
        String name = parts[0] + "/" + parts[1] + "." + parts[parts.length - 1] + ".json";
        try (InputStream file = Tables.class.getResourceAsStream(name)) {
            return file == null
                    ? Table.EMPTY
                    : Table.of(Values.mapFromJson(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
