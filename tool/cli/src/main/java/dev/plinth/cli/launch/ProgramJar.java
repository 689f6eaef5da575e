package dev.plinth.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The jar of a project's program, without its libraries, and the sources that it is made from.
 *
 * <p>Maven makes the first one, and the launcher starts Maven when anything but the program has changed. When only the program
 * has, this compiles it in the same process. The jar's manifest has the digest of the sources, so that a deleted file, an older
 * file and a changed resource count like an edit, and a file that was only touched does not.
 */
public final class ProgramJar {

    /** The property that the launcher sets to the project's directory. */
    static final String PROJECT = "plinth.launcher.project";

    /** The property that the launcher sets to the jar of the program. */
    static final String JAR = "plinth.launcher.jar";

    private static final Attributes.Name SOURCES = new Attributes.Name("Plinth-Sources");

    /** The major version of class files is the Java release and this. */
    private static final int CLASS_FILE_OFFSET = 44;

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final Path project;
    private final Path jar;

    /**
     * Creates the jar's builder.
     *
     * @param project the project's directory, with the sources in {@code src/main}
     * @param jar the jar
     */
    ProgramJar(Path project, Path jar) {
        this.project = project;
        this.jar = jar;
    }

    /** Returns the jar of the program that the launcher has started; empty when another launcher started this process. */
    public static Optional<ProgramJar> ofThisProcess() {
        return Optional.ofNullable(System.getProperty(PROJECT))
                .flatMap(project -> Optional.ofNullable(System.getProperty(JAR))
                        .map(jar -> new ProgramJar(Path.of(project), Path.of(jar))));
    }

    /** Returns the project's directory. */
    Path project() {
        return project;
    }

    /** Returns the jar. */
    Path file() {
        return jar;
    }

    /** Returns the directory of the program's sources and resources. */
    public Path sources() {
        return project.resolve("src").resolve("main");
    }

    /**
     * Compiles the program unless the jar is up to date. Another process that does is waited for.
     *
     * @throws CompilationException when the sources have errors
     * @throws UncheckedIOException when the jar cannot be written
     */
    public void update() {
        try {
            if (isCurrent(files(), manifest())) {
                return;
            }
            Path directory = Files.createDirectories(jar.resolveSibling("launcher"));
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("program.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                SortedMap<String, Path> files = files();
                Manifest manifest = manifest();
                if (lock.isValid() && !isCurrent(files, manifest)) {
                    build(files, manifest, directory);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    jar + " cannot be written; it is out of date: " + project.relativize(sources()) + " has changed",
                    e);
        }
    }

    /**
     * Returns a class loader of the program; the libraries are those of this process.
     *
     * @throws UncheckedIOException when the jar cannot be read
     */
    public URLClassLoader loader() {
        try {
            return new URLClassLoader(new URL[] {jar.toUri().toURL()}, ProgramJar.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name of the class that starts the program. */
    String mainClass() {
        try {
            return manifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new UncheckedIOException(jar + " cannot be read", e);
        }
    }

    private void build(SortedMap<String, Path> files, Manifest manifest, Path directory) throws IOException {
        Path work = Files.createTempDirectory(directory, "program");
        try {
            String digest = digest(files);
            Path classes = work.resolve("classes");
            new ProgramCompiler(project, System.getProperty("java.class.path"), release(manifest))
                    .compile(
                            files.values().stream().filter(ProgramJar::isSource).toList(), classes);
            SortedMap<String, Path> entries = list(classes);
            entries.putAll(list(sources().resolve("resources")));
            manifest.getMainAttributes().put(SOURCES, digest);
            Path made = work.resolve("jar");
            write(made, manifest, entries);
            // A process that runs keeps the old file.
            Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            delete(work);
        }
    }

    private static void write(Path target, Manifest manifest, Map<String, Path> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream out = new JarOutputStream(file)) {
            put(out, JarFile.MANIFEST_NAME, null);
            manifest.write(out);
            for (Map.Entry<String, Path> entry : entries.entrySet()) {
                if (!entry.getKey().equals(JarFile.MANIFEST_NAME)) {
                    put(out, entry.getKey(), entry.getValue());
                }
            }
        }
    }

    /** The same sources give the same bytes: a saved plan is bound to them. */
    private static void put(JarOutputStream out, String name, @Nullable Path content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        if (content != null) {
            Files.copy(content, out);
        }
    }

    private boolean isCurrent(SortedMap<String, Path> files, Manifest manifest) throws IOException {
        return digest(files).equals(manifest.getMainAttributes().getValue(SOURCES));
    }

    private Manifest manifest() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new Manifest(file.getManifest());
        }
    }

    /** Returns the release that Maven compiles the program for: that of its main class. */
    private int release(Manifest manifest) throws IOException {
        String main = manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        try (JarFile file = new JarFile(jar.toFile());
                InputStream content = file.getInputStream(file.getEntry(main.replace('.', '/') + ".class"))) {
            byte[] header = content.readNBytes(8);
            return (header[6] & 0xff) * 256 + (header[7] & 0xff) - CLASS_FILE_OFFSET;
        }
    }

    private SortedMap<String, Path> files() throws IOException {
        return list(sources());
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java");
    }

    private static SortedMap<String, Path> list(Path directory) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> found = Files.walk(directory)) {
                found.filter(Files::isRegularFile)
                        .forEach(file ->
                                files.put(directory.relativize(file).toString().replace('\\', '/'), file));
            }
        }
        return files;
    }

    private static String digest(SortedMap<String, Path> files) throws IOException {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, Path> file : files.entrySet()) {
                all.update(file.getKey().getBytes(StandardCharsets.UTF_8));
                all.update((byte) 0);
                all.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file.getValue())));
            }
            return HexFormat.of().formatHex(all.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
