package dev.plinth.simulator.table;

import dev.plinth.simulator.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of all types, each read when it is first needed. */
public final class Tables {

    private static final ConcurrentHashMap<String, Table> TABLES = new ConcurrentHashMap<>();

    /** The table of a type token such as {@code aws:rds/instance:Instance}; empty when there is none. */
    public Table find(String type) {
        return TABLES.computeIfAbsent(type, Tables::read);
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
