package dev.plinth.documentation;

import dev.plinth.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command in a code block of a document.
 *
 * @param document the document, relative to the repository
 * @param text the command as typed, without its comment
 * @param comment the comment after it, or empty
 */
record DocumentedCommand(String document, String text, String comment) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern COMMENT = Pattern.compile("\\s+# (.*)$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    /** Returns the commands of a document, in its order; those joined by {@code &&} and {@code |} each for itself. */
    static List<DocumentedCommand> of(String document) throws IOException {
        List<DocumentedCommand> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(Repository.root().resolve(document)));
        while (blocks.find()) {
            for (String line : blocks.group(1).replace("\\\n", " ").lines().toList()) {
                Matcher comment = COMMENT.matcher(line);
                String note = comment.find() ? comment.group(1) : "";
                String typed = comment.replaceFirst("");
                for (String part : typed.split("&&|\\|", -1)) {
                    if (!part.isBlank()) {
                        commands.add(new DocumentedCommand(document, part.strip(), note));
                    }
                }
            }
        }
        return commands;
    }

    /** Returns the commands of the README, of the documents and runbooks, and of a new project's README. */
    static List<DocumentedCommand> all() throws IOException {
        List<DocumentedCommand> all = new ArrayList<>(of("README.md"));
        for (String folder : List.of("docs", "docs/runbooks")) {
            try (Stream<Path> files = Files.list(Repository.root().resolve(folder))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    all.addAll(of(folder + "/" + file.getFileName()));
                }
            }
        }
        all.addAll(of("tool/cli/src/main/resources/dev/plinth/cli/project/README.md"));
        return all;
    }

    /** Returns whether it is a command of Plinth. */
    boolean isPlinth() {
        return text.matches("(\\./)?plinth .*");
    }

    /** Returns the arguments, without redirections. */
    List<String> arguments() {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text.replaceFirst("\\s*[<>].*", ""));
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words.subList(1, words.size());
    }

    /** Returns the exit code that the comment announces, else 0. */
    int exitCode() {
        Matcher announced = Pattern.compile("exit (\\d)").matcher(comment);
        return announced.find() ? Integer.parseInt(announced.group(1)) : 0;
    }

    /** Returns the parts of the output that the comment has in quotation marks. */
    List<String> output() {
        return Pattern.compile("\"([^\"]+)\"")
                .matcher(comment)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Override
    public String toString() {
        return document + ": " + text;
    }
}
