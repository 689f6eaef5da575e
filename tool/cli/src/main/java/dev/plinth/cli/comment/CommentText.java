package dev.plinth.cli.comment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.Project;
import dev.plinth.operation.comment.CommentThread;
import dev.plinth.operation.comment.PreviewComments;
import dev.plinth.operation.comment.PreviewComments.Done;
import dev.plinth.operation.comment.PreviewComments.Notice;
import dev.plinth.operation.comment.PreviewMarker;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Text of a comment: a preview's report, or the reason why the existing report is out of date. */
final class CommentText {

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A report from `plinth preview STACK --report FILE.md`; its first line names the stack.")
    @Nullable
    Path file;

    @Option(
            names = "--resolve",
            paramLabel = "STACK",
            split = ",",
            description = "Mark the comments of these stacks as no longer affected. Creates no comments.")
    List<String> resolved = List.of();

    @Option(
            names = "--failed",
            paramLabel = "STACK",
            split = ",",
            description = "Mark the comments of these stacks: the latest preview failed. Creates no comments.")
    List<String> failed = List.of();

    /** Writes it, and says what was done. */
    int write(Terminal terminal, CommonOptions common, CommentThread thread) {
        PreviewComments comments = new PreviewComments(thread);
        Map<String, Done> done = new LinkedHashMap<>();
        if (file != null) {
            String text = read(file, thread);
            PreviewMarker marker = PreviewMarker.in(text)
                    .orElseThrow(() -> new UsageException("--file: " + file + " does not begin with the line "
                            + PreviewMarker.of("PROJECT", "STACK").line()
                            + "; expected a report from `plinth preview STACK --report FILE.md`"));
            done.put(file.toString(), comments.post(marker, text));
        } else {
            Project project = common.project();
            resolved.forEach(stack -> done.put(stack, comments.replace(project.name(), stack, Notice.UNAFFECTED)));
            failed.forEach(stack -> done.put(stack, comments.replace(project.name(), stack, Notice.FAILED)));
        }
        if (common.json) {
            terminal.json(toJson(done));
        } else {
            done.forEach((subject, each) -> terminal.say(subject + ": " + word(each)
                    + each.place().map(place -> " " + place).orElse("")));
        }
        return ExitCode.OK;
    }

    private static String read(Path file, CommentThread thread) {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UsageException("--file: " + file + " is not UTF-8");
        } catch (IOException e) {
            throw new UsageException(
                    "--file: " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); expected a report from `plinth preview STACK --report FILE.md`");
        }
        if (text.length() > thread.limit()) {
            throw new UsageException("--file: " + file + " has " + text.length() + " characters; " + thread.service()
                    + " allows " + thread.limit() + " in a comment. Choose fewer --sections");
        }
        return text;
    }

    private static String word(Done done) {
        return switch (done.outcome()) {
            case CREATED -> "commented, see";
            case UPDATED -> "comment updated, see";
            case UNCHANGED -> "comment is up to date, see";
            case ABSENT -> "no comment needed";
        };
    }

    private static ObjectNode toJson(Map<String, Done> done) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode array = document.putArray("comments");
        done.forEach((subject, each) -> {
            ObjectNode comment = array.addObject()
                    .put("subject", subject)
                    .put("outcome", each.outcome().name().toLowerCase(Locale.ROOT));
            each.place().ifPresent(place -> comment.put("place", place));
        });
        return document;
    }
}
