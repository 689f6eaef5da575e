package dev.plinth.operation.plan;

import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.Digests;
import dev.plinth.operation.ImageBuilds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Build contexts of images. They are not read from Git, because Docker sends a directory with its ignored and untracked
 * files.
 */
final class BuildContexts {

    private static final String IGNORE_FILE = ".dockerignore";

    private BuildContexts() {}

    /**
     * Digests the directories that a stack's images are built from, without what their .dockerignore keeps from Docker.
     *
     * @param project the directory that their paths are relative to
     * @param graph the stack's resources
     * @return {@code none} where no image is built
     * @throws UncheckedIOException when a file can't be read
     */
    static String digest(Path project, ResourceGraph graph) {
        List<String> folders = ImageBuilds.of(graph).stream()
                .map(image -> image.context().toString())
                .distinct()
                .sorted()
                .toList();
        if (folders.isEmpty()) {
            return "none";
        }
        List<String> digests = new ArrayList<>();
        for (String folder : folders) {
            Path context = project.resolve(folder);
            List<Rule> rules = rules(context.resolve(IGNORE_FILE));
            digests.add(folder + " " + Digests.ofFolder(context, file -> isSent(file, rules)));
        }
        return Digests.ofText(String.join("\n", digests));
    }

    /**
     * A line of a .dockerignore.
     *
     * @param matchers what it names, and everything below that
     * @param sent whether it takes back what lines before it keep from Docker
     */
    private record Rule(List<PathMatcher> matchers, boolean sent) {
        boolean matches(Path file) {
            return matchers.stream().anyMatch(matcher -> matcher.matches(file));
        }
    }

    /** The last line that names a file decides; Docker needs the ignore file itself and the Dockerfile in any case. */
    private static boolean isSent(Path file, List<Rule> rules) {
        String name = file.toString();
        if (name.equals(IGNORE_FILE) || name.equals("Dockerfile")) {
            return true;
        }
        return rules.stream()
                .filter(rule -> rule.matches(file))
                .findFirst()
                .map(Rule::sent)
                .orElse(true);
    }

    /** The lines, the last one first. */
    private static List<Rule> rules(Path ignoreFile) {
        if (Files.notExists(ignoreFile)) {
            return List.of();
        }
        try {
            List<Rule> rules = new ArrayList<>(Files.readAllLines(ignoreFile).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(BuildContexts::rule)
                    .toList());
            Collections.reverse(rules);
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(ignoreFile + " cannot be read", e);
        }
    }

    private static Rule rule(String line) {
        boolean sent = line.startsWith("!");
        // Docker takes a slash at either end for nothing, and a brace for itself.
        String pattern = (sent ? line.substring(1) : line)
                .replaceAll("^/+|/+$", "")
                .replace("{", "\\{")
                .replace("}", "\\}");
        List<PathMatcher> matchers = new ArrayList<>();
        for (String start : pattern.startsWith("**/") ? List.of(pattern, pattern.substring(3)) : List.of(pattern)) {
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + start));
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + start + "/**"));
        }
        return new Rule(matchers, sent);
    }
}
