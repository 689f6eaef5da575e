package dev.plinth.operation.doctor;

import dev.plinth.model.calendar.ReleaseCalendar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The base images that a project's Dockerfiles name with a version, such as {@code node:24-alpine}. */
final class BaseImages {

    private static final Pattern FROM =
            Pattern.compile("(?im)^\\s*FROM\\s+(?:--platform=\\S+\\s+)?(?:[\\w.:-]+/)*([\\w.-]+):(\\d+(?:\\.\\d+)*)");
    private static final Set<String> SKIPPED = Set.of("target", "node_modules", "build");
    private static final int DEEPEST = 6;

    private BaseImages() {}

    /** Returns the base images whose support has ended or ends soon, each once a Dockerfile. */
    static List<Doctor.Check> ending(Path project, LocalDate today) {
        List<Doctor.Check> checks = new ArrayList<>();
        for (Path file : dockerfiles(project)) {
            TreeMap<String, ReleaseCalendar.Release> found = new TreeMap<>();
            Matcher matcher = FROM.matcher(text(file));
            while (matcher.find()) {
                String image = matcher.group(1) + ":" + matcher.group(2);
                ReleaseCalendar.bundled()
                        .release("image/" + matcher.group(1), matcher.group(2))
                        .filter(release -> release.hasEnded(today) || release.endsSoon(today))
                        .ifPresent(release -> found.put(image, release));
            }
            found.forEach((image, release) ->
                    checks.add(Doctor.support("image", project.relativize(file) + ", " + image, release, today)));
        }
        return checks;
    }

    private static List<Path> dockerfiles(Path project) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(project, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = String.valueOf(folder.getFileName());
                    boolean skipped = !folder.equals(project) && (name.startsWith(".") || SKIPPED.contains(name));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (String.valueOf(file.getFileName()).matches("(.+\\.)?Dockerfile(\\..+)?")) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + project + " cannot be read", e);
        }
        return files.stream().sorted().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
