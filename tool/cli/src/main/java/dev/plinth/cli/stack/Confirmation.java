package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.PreviewText;
import dev.plinth.preview.PreviewReport;
import dev.plinth.report.PreviewFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Confirmation of a change by a person, who can first read the whole preview or open it as a page.
 *
 * @param terminal the terminal
 * @param arguments the stack
 * @param byName whether only the stack's name confirms, as for a destroy in production; otherwise {@code y} does as well
 */
record Confirmation(Terminal terminal, StackArguments arguments, boolean byName) {

    /**
     * Prompts until the change is confirmed or declined.
     *
     * @param question the question, without an answer or a mark at its end
     * @param report the change
     * @param details prints the change in full
     * @return whether it is confirmed; false where nobody can answer
     */
    boolean isGiven(String question, PreviewReport report, Runnable details) {
        String answers = (byName ? "the stack's name, no" : "yes, no") + ", diff, details, page";
        while (true) {
            String answer = terminal.ask(question + " (" + answers + ")", "no")
                    .orElse("no")
                    .toLowerCase(Locale.ROOT);
            if (answer.equals(arguments.stack.toLowerCase(Locale.ROOT))) {
                return true;
            }
            switch (answer) {
                case "y", "yes" -> {
                    if (!byName) {
                        return true;
                    }
                    terminal.say("production is confirmed with the stack's name, " + arguments.stack);
                }
                case "n", "no" -> {
                    return false;
                }
                case "d", "diff" -> new PreviewText(terminal, true).differences(report);
                case "details" -> details.run();
                case "p", "page" -> page(report);
                default -> terminal.say("expected " + answers);
            }
        }
    }

    private void page(PreviewReport report) {
        Path file = arguments
                .project()
                .folder()
                .resolve(Path.of(".plinth", "preview-" + arguments.stack + ".html"))
                .toAbsolutePath()
                .normalize();
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, PreviewFormat.HTML.render(report));
        } catch (IOException e) {
            throw new UncheckedIOException("the page " + file + " cannot be written", e);
        }
        terminal.say("written: " + file.toUri());
    }
}
