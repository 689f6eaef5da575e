package dev.plinth.engine.binary;

import dev.plinth.engine.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * A pinned Go module that one executable is compiled from, once per user; every byte is checked against its
 * {@code go.sum}.
 *
 * @param directory the module's directory, with go.mod and go.sum
 * @param mainPackage the package to compile
 * @param versionVariable the variable that the linker sets to the version
 * @param version the version without the leading v
 * @param title what it is, such as {@code Pulumi engine}
 * @param estimate how long compiling takes, such as {@code 4 minutes}
 */
record GoModule(
        Path directory, String mainPackage, String versionVariable, String version, String title, String estimate) {

    /** Returns the first 12 digits of the SHA-256 of go.mod and go.sum. */
    String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String file : List.of("go.mod", "go.sum")) {
                sha256.update(Files.readAllBytes(directory.resolve(file)));
            }
            return HexFormat.of().formatHex(sha256.digest()).substring(0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException("the pinned module " + directory + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * Compiles the executable unless it exists. Another process that compiles it at the same time is waited for.
     *
     * @param go the Go command
     * @param target the executable
     * @param progress told how far the compilation is
     * @throws EngineException when compiling fails
     */
    void compile(Path go, Path target, PulumiBinary.Progress progress) {
        try {
            Files.createDirectories(target.getParent());
            try (FileChannel channel = FileChannel.open(
                            target.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isExecutable(target)) {
                    progress.phase("Downloading the sources of the " + title + " (once per user)");
                    int[] downloads = {0};
                    int total = (int) run(go, List.of("list", "-deps", mainPackage), line -> {
                                if (isMessage(line)) {
                                    progress.step(++downloads[0], 0);
                                }
                            })
                            .stream()
                            .filter(line -> !isMessage(line))
                            .count();
                    progress.phase("Compiling the " + title + " " + version + " (once per user, about " + estimate
                            + " on 2 cores)");
                    Path partial = target.resolveSibling(target.getFileName() + ".partial");
                    int[] done = {0};
                    run(
                            go,
                            List.of(
                                    "build",
                                    "-v",
                                    "-trimpath",
                                    "-ldflags",
                                    "-s -w -X " + versionVariable + "=v" + version,
                                    "-o",
                                    partial.toString(),
                                    mainPackage),
                            line -> {
                                if (!isMessage(line)) {
                                    progress.step(Math.min(++done[0], total), total);
                                }
                                // Last of all packages; linking takes as long as many of them.
                                if (line.equals(mainPackage)) {
                                    progress.phase("Linking the " + title);
                                }
                            });
                    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new EngineException(
                    "the " + title + " could not be stored in " + target.getParent() + ": " + e.getMessage()
                            + "; free space or set XDG_CACHE_HOME to another directory",
                    e);
        }
    }

    /** Returns whether a line is a message of Go, such as that of a download, and no package. */
    private static boolean isMessage(String line) {
        return line.startsWith("go: ");
    }

    private List<String> run(Path go, List<String> arguments, Consumer<String> onLine) {
        List<String> command = new ArrayList<>();
        command.add(go.toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        // The module's own go.mod and go.sum apply, not the user's workspace.
        builder.environment().put("GOFLAGS", "-mod=readonly -buildvcs=false");
        builder.environment().put("GOWORK", "off");
        List<String> lines = new ArrayList<>();
        try {
            Process process = builder.start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                    onLine.accept(line);
                }
            }
            if (process.waitFor() != 0) {
                throw new EngineException("`go " + arguments.get(0) + "` could not build the " + title + ": "
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()))
                        + "\ncheck the network and Go's proxy settings (`go env GOPROXY`), or install pulumi "
                        + PulumiBinary.OLDEST + " or later instead");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while the " + title + " was compiled; the next run continues", e);
        }
        return lines;
    }
}
