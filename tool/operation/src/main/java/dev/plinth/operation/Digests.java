package dev.plinth.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** SHA-256 digests of what a plan is made from, as {@code sha256:} and 64 hexadecimal digits. */
public final class Digests {

    private static final Pattern STACK_FILE = Pattern.compile("Pulumi\\..+\\.yaml");
    private static final Set<String> GENERATED =
            Set.of(".git", ".plinth", ".pulumi", "node_modules", "venv", ".venv", "target");

    private static final String ABSENT = "absent";

    /** Directory of the libraries, beside the program's jar. */
    private static final String LIBRARIES = "lib";

    private Digests() {}

    /** Digests a text. */
    public static String ofText(String text) {
        MessageDigest digest = sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return format(digest);
    }

    /**
     * Digests a file's content, or {@code absent} where there is none.
     *
     * @throws UncheckedIOException when it can't be read
     */
    public static String ofFile(Path file) {
        if (Files.notExists(file)) {
            return ABSENT;
        }
        MessageDigest digest = sha256();
        add(digest, file);
        return format(digest);
    }

    /**
     * Digests the files of a folder with their paths in it, or a single file; {@code absent} where there is neither.
     *
     * @param root the folder
     * @param included which of its files count, by their paths in it
     * @throws UncheckedIOException when a file can't be read
     */
    public static String ofFolder(Path root, Predicate<Path> included) {
        if (!Files.isDirectory(root)) {
            return ofFile(root);
        }
        MessageDigest digest = sha256();
        for (Path file : files(root, included)) {
            digest.update(root.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(ofFile(file).getBytes(StandardCharsets.UTF_8));
        }
        return format(digest);
    }

    private static List<Path> files(Path root, Predicate<Path> included) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (Files.isRegularFile(file) && included.test(root.relativize(file))) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    // Another process may remove its temporary files meanwhile.
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(root + " cannot be read", e);
        }
        files.sort(null);
        return files;
    }

    /**
     * Digests a project's program: Plinth's jar, and where that is not the program, the project's files that Git does not
     * ignore and the binary that Pulumi.yaml names.
     *
     * @param project the project
     */
    public static String ofProgram(Project project) {
        if (project.program().isPresent()) {
            Path program = location(project.program().get().getClass());
            return location(Digests.class).resolveSibling("").endsWith(LIBRARIES)
                    ? ofText(ofProgram() + "\n" + ofFolder(program, path -> true))
                    : ofProgram();
        }
        Path folder = project.folder();
        List<String> files = Git.answer(folder, "ls-files", "--cached", "--others", "--exclude-standard")
                .map(answer -> answer.lines().sorted().toList())
                .orElse(List.of("."));
        String binary = project.settings().at("/runtime/options/binary").asText();
        String digests = Stream.concat(files.stream(), binary.isBlank() ? Stream.empty() : Stream.of(binary))
                .filter(file -> !STACK_FILE.matcher(file).matches())
                .map(file -> file + " " + ofFolder(folder.resolve(file), Digests::isSource))
                .collect(Collectors.joining("\n"));
        return ofText(ofProgram() + "\n" + digests);
    }

    /** Outside a repository of Git: what is neither made by a tool nor a state nor a stack's own configuration. */
    private static boolean isSource(Path file) {
        return StreamSupport.stream(file.spliterator(), false).noneMatch(name -> GENERATED.contains(name.toString()))
                && !STACK_FILE.matcher(file.toString()).matches();
    }

    /**
     * Digests the program that runs: Plinth's jars, which hold the components, the rules and the providers' SDKs; a folder of
     * classes where it runs from one.
     */
    public static String ofProgram() {
        Path own = location(Digests.class);
        Path folder = own.resolveSibling("");
        return folder.endsWith(LIBRARIES)
                ? ofFolder(folder, path -> path.toString().endsWith(".jar"))
                : ofFolder(own, path -> true);
    }

    private static Path location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's location is not a file", e);
        }
    }

    private static void add(MessageDigest digest, Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String format(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
