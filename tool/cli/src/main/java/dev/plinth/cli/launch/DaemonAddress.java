package dev.plinth.cli.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sockets of daemons, in a directory that only their owner can open. A daemon serves commands with one project, current
 * directory, environment, Java runtime and class path: its socket's name is a digest of them.
 */
final class DaemonAddress {

    /** Version of the messages, see {@link DaemonMessage}. */
    private static final int VERSION = 1;

    /** Bytes of the digest in a name. A socket's path has room for 104 bytes on macOS and 108 on Linux. */
    private static final int DIGEST_BYTES = 8;

    private static final String SUFFIX = ".sock";

    /** Variables that differ between commands of one shell and that no command reads, or that a request carries. */
    private static final Set<String> IGNORED = Set.of("_", "OLDPWD", "SHLVL", "COLUMNS", "LINES", "PLINTH_DAEMON");

    private DaemonAddress() {}

    /**
     * Returns the socket of the daemon for commands of this process.
     *
     * @return empty where there can be no directory that is the user's alone
     */
    static Optional<Path> ofThisProcess() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeAll(IGNORED);
        List<String> parts = new ArrayList<>();
        parts.add(String.valueOf(VERSION));
        for (String property :
                List.of(ProgramJar.PROJECT, ProgramJar.JAR, "user.dir", "java.home", "java.class.path")) {
            parts.add(System.getProperty(property, ""));
        }
        environment.forEach((name, value) -> parts.add(name + "=" + value));
        return directory().map(directory -> directory.resolve(digest(parts) + SUFFIX));
    }

    /** Returns the sockets of all daemons of the user, with those that ended without deleting theirs. */
    static List<Path> all() throws IOException {
        Optional<Path> directory = directory();
        List<Path> sockets = new ArrayList<>();
        if (directory.isPresent()) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory.get(), "*" + SUFFIX)) {
                found.forEach(sockets::add);
            }
        }
        sockets.sort(null);
        return sockets;
    }

    /** Returns the directory, made with the permissions 0700; empty if it is another user's, or open to others. */
    private static Optional<Path> directory() {
        Map<String, String> environment = System.getenv();
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        Path directory = runtime.isEmpty()
                ? Path.of(System.getProperty("java.io.tmpdir"), "plinth-" + System.getProperty("user.name"))
                : Path.of(runtime, "plinth");
        try {
            if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return isPrivate(directory) ? Optional.of(directory) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Compares owners by a file of this process: the name of its user may not be that of the system. */
    private static boolean isPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(PosixFilePermissions.fromString("rwx------"))) {
            return false;
        }
        Path own = Files.createTempFile(directory, "owner", null);
        try {
            return Files.getOwner(own).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS));
        } finally {
            Files.delete(own);
        }
    }

    private static String digest(List<String> parts) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                all.update(part.getBytes(StandardCharsets.UTF_8));
                all.update((byte) 0);
            }
            return HexFormat.of().formatHex(all.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
