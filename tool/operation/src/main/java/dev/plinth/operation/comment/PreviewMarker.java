package dev.plinth.operation.comment;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first line of a preview's Markdown report, by which its comment is found again. It is compared whole, so that no
 * stack is taken for another whose name begins alike.
 *
 * @param line such as {@code <!-- plinth preview shop/staging -->}
 */
public record PreviewMarker(String line) {

    private static final Pattern FORM = Pattern.compile("<!-- plinth preview [^/\\s]+/[^/\\s]+ -->");

    /** The marker of a project's stack. */
    public static PreviewMarker of(String project, String stack) {
        return new PreviewMarker("<!-- plinth preview " + project + "/" + stack + " -->");
    }

    /** The marker that a text begins with; empty when it begins with none. */
    public static Optional<PreviewMarker> in(String text) {
        return text.lines()
                .findFirst()
                .map(String::stripTrailing)
                .filter(line -> FORM.matcher(line).matches())
                .map(PreviewMarker::new);
    }

    /** Returns whether a comment has this marker. */
    public boolean marks(Comment comment) {
        return in(comment.text()).filter(this::equals).isPresent();
    }
}
