package dev.plinth.components.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts and configuration files that run on a host, with placeholders such as {@code {domain}}. */
public final class HostFiles {

    /** The scripts of backups, each of which needs the others in its directory. */
    public static final List<String> BACKUP_SCRIPTS =
            List.of("backup.sh", "checksums.sql", "common.sh", "fresh.sh", "restore.sh", "schedule.sh", "verify.sh");

    /** A brace that follows a dollar sign belongs to a shell's variable. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-z]+)}");

    private HostFiles() {}

    /**
     * Returns a file as it is.
     *
     * @param name the file's name, such as {@code backup.sh}
     */
    public static String read(String name) {
        try (InputStream file = HostFiles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("No file " + name + " in " + HostFiles.class.getPackageName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a file with its placeholders filled.
     *
     * @param name the file's name
     * @param values the value of each placeholder
     * @throws IllegalArgumentException when a placeholder has no value
     */
    public static String fill(String name, Map<String, String> values) {
        return PLACEHOLDER.matcher(read(name)).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException(name + ": no value for " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
