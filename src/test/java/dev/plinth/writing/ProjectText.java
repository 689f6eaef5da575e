package dev.plinth.writing;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a project: Markdown, Java sources, and comments and messages of YAML files, POMs and scripts. */
final class ProjectText {

    private static final Set<String> SKIPPED = Set.of("target", ".git", ".mvn", ".plinth", "node_modules");

    private static final Pattern CODE_SPAN = Pattern.compile("`[^`\n]*`|]\\([^)\n]*\\)");

    /** Comments, names, descriptions and printed messages. */
    private static final Pattern LINE_TEXT = Pattern.compile(
            "(?m)(?:^|\\s)(?:#|//) (.*)$|^\\s*-? *(?:name|description|title|label): (.*)$|(?:echo|printf|error|input message:) (.*)$"
                    + "|<!-- .* -->|<description>.*</description>");

    private ProjectText() {}

    /**
     * Returns the text of files and directories.
     *
     * @param root the repository
     * @param paths paths relative to it
     */
    static List<Fragment> of(Path root, List<String> paths) throws IOException {
        List<Fragment> fragments = new ArrayList<>();
        Map<String, String> javaSources = new TreeMap<>();
        for (Path file : files(root, paths)) {
            String path = root.relativize(file).toString().replace('\\', '/');
            String text = text(file);
            if (path.endsWith(".java")) {
                // Templates have placeholders instead of names.
                javaSources.put(path, text.replaceAll("\\{%\\w+%}", "placeholder"));
            } else if (path.endsWith(".md")) {
                fragments.add(new Fragment(
                        path, 1, Fragment.Kind.PROSE, CODE_SPAN.matcher(text).replaceAll("``")));
            } else {
                fragments.addAll(lines(path, text));
            }
        }
        fragments.addAll(JavaText.of(javaSources));
        return fragments;
    }

    private static List<Fragment> lines(String path, String text) {
        List<Fragment> fragments = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher matcher = LINE_TEXT.matcher(line);
            while (matcher.find()) {
                fragments.add(new Fragment(
                        path, number, Fragment.Kind.PROSE, matcher.group().strip()));
            }
        }
        return fragments;
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            // Not a text file.
            return "";
        }
    }

    private static List<Path> files(Path root, List<String> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String path : paths) {
            Files.walkFileTree(root.resolve(path), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skipped = SKIPPED.contains(String.valueOf(directory.getFileName()))
                            && !directory.equals(root.resolve(path));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return files.stream().sorted().toList();
    }
}
