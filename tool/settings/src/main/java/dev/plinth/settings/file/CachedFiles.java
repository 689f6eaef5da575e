package dev.plinth.settings.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Files that other programs need and this one carries as resources, written once per user into the cache directory. */
public final class CachedFiles {

    private CachedFiles() {}

    /**
     * Returns the directory that all of Plinth's cached files lie in, absolute: the engine runs in another directory.
     *
     * @param environment the process environment, for {@code XDG_CACHE_HOME} and {@code HOME}
     */
    public static Path cache(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(cache);
        return base.resolve("plinth").toAbsolutePath();
    }

    /**
     * Writes files, unless they are there; other contents have another directory.
     *
     * @param name the first part of the directory's name
     * @param owner the class that the resources belong to
     * @param prefix the resources' directory, relative to that class, ending with a slash
     * @param files their paths below it, which they keep
     * @param environment the process environment
     * @return the directory
     * @throws UncheckedIOException when they can't be written
     */
    public static Path write(
            String name, Class<?> owner, String prefix, List<String> files, Map<String, String> environment) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        MessageDigest sha256 = sha256();
        for (String file : files) {
            byte[] content = read(owner, prefix + file);
            contents.put(file, content);
            sha256.update(content);
        }
        Path directory = cache(environment)
                .resolve(name + "-" + HexFormat.of().formatHex(sha256.digest()).substring(0, 12));
        try {
            for (Map.Entry<String, byte[]> each : contents.entrySet()) {
                Path target = directory.resolve(each.getKey());
                if (Files.notExists(target)) {
                    Path parent = Objects.requireNonNull(target.getParent());
                    Files.createDirectories(parent);
                    // Another process may write it at the same time; a file that is there is whole.
                    Path partial = Files.createTempFile(parent, "partial", "");
                    Files.write(partial, each.getValue());
                    Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
                    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    directory + " cannot be written; free space or set XDG_CACHE_HOME to another directory", e);
        }
        return directory;
    }

    private static byte[] read(Class<?> owner, String resource) {
        try (InputStream stream = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
