package dev.plinth.engine.external;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.engine.binary.SearchPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The SDKs of other languages, installed once per user from their registries; a test is skipped where that fails. */
public final class Packages {

    private static final SearchPath SEARCH = new SearchPath(System.getenv());

    private Packages() {}

    /** Returns a directory with {@code node_modules}: the SDK for Node.js, the package of AWS, and TypeScript. */
    public static Path node() {
        String pulumi = "@pulumi/pulumi@3.250.0";
        String aws = "@pulumi/aws@6.83.0";
        String typescript = "typescript@5.9.3";
        Path directory = SEARCH.cache().resolve(Path.of("tests", "node-3.250.0-6.83.0"));
        assumeTrue(
                SEARCH.find("node").isPresent() && SEARCH.find("npm").isPresent(), "node and npm are not on the PATH");
        if (Files.notExists(directory)) {
            Path partial = partial(directory);
            run(partial, "npm", "init", "--yes");
            run(partial, "npm", "install", "--no-audit", "--no-fund", pulumi, aws, typescript);
            move(partial, directory);
        }
        return directory;
    }

    /** Returns a virtual environment with the SDK for Python and the package of AWS. */
    public static Path python() {
        Path directory = SEARCH.cache().resolve(Path.of("tests", "python-3.250.0-6.83.0"));
        assumeTrue(SEARCH.find("python3").isPresent(), "python3 is not on the PATH");
        Path done = directory.resolve("installed");
        if (Files.notExists(done)) {
            // A virtual environment can't be moved.
            try {
                Files.createDirectories(directory);
                run(directory, "python3", "-m", "venv", "--clear", directory.toString());
                run(
                        directory,
                        directory.resolve("bin/pip").toString(),
                        "install",
                        "--quiet",
                        "pulumi==3.250.0",
                        "pulumi-aws==6.83.0");
                Files.createFile(done);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return directory;
    }

    private static Path partial(Path directory) {
        try {
            Files.createDirectories(directory.getParent());
            return Files.createTempDirectory(directory.getParent(), "partial");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path partial, Path directory) {
        try {
            Files.move(partial, directory);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another run was faster.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path directory, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            Files.createTempFile("plinth-packages", ".log").toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            process.destroyForcibly();
            assumeTrue(
                    ended && process.exitValue() == 0,
                    String.join(" ", command) + " failed: is its registry reachable?");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
