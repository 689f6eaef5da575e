package dev.plinth.operation.comment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one comment for each stack. Whoever runs at the same time may write a second one; each of them then keeps the oldest
 * and deletes the others, so that one is left whatever the order.
 */
public final class PreviewComments {

    /** A comment that somebody deletes between two requests is looked for again so often. */
    private static final int ATTEMPTS = 3;

    private final CommentThread thread;

    /** Keeps the comments of a pull request. */
    public PreviewComments(CommentThread thread) {
        this.thread = thread;
    }

    /** Outcomes for a comment. */
    public enum Outcome {
        /** There was none. */
        CREATED,
        /** It had another text. */
        UPDATED,
        /** It had this text already, and was left alone. */
        UNCHANGED,
        /** There was none, and none was asked for. */
        ABSENT
    }

    /** Reasons why the preview in a comment is out of date. */
    public enum Notice {
        /** A later push took back what touched the stack. */
        UNAFFECTED("no longer affected", "As it is now, this branch changes nothing in the stack."),
        /** There is a newer commit, of which there is no preview. */
        FAILED(
                "the preview failed",
                "The latest commit could not be previewed; see the log of its job for the reason.");

        private final String title;
        private final String text;

        Notice(String title, String text) {
            this.title = title;
            this.text = text;
        }
    }

    /**
     * Result for a comment.
     *
     * @param outcome the outcome
     * @param place where the comment is: an address, or words; empty where there is none
     */
    public record Done(Outcome outcome, Optional<String> place) {}

    /**
     * Writes a stack's comment, or updates the one that is there.
     *
     * @param marker the text's first line
     * @param text Markdown, not longer than the service's limit
     * @throws ServiceException when the service refuses or fails
     */
    public Done post(PreviewMarker marker, String text) {
        boolean created = false;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Comment> found = find(marker);
            if (found.isEmpty()) {
                Comment written = thread.create(text);
                created = true;
                found = find(marker);
                if (found.isEmpty()) {
                    // The list may lag behind what was just written.
                    return new Done(Outcome.CREATED, Optional.of(written.place()));
                }
            }
            Optional<Done> done = settle(found, text);
            if (done.isPresent()) {
                return created ? new Done(Outcome.CREATED, done.get().place()) : done.get();
            }
        }
        throw new ServiceException("the comment was deleted " + ATTEMPTS
                + " times while it was updated; next: let one run at a time comment on a stack");
    }

    /**
     * Replaces the preview in a stack's comment by a notice; creates no comment.
     *
     * @param project the project's name
     * @param stack the stack's name
     * @param notice the notice
     * @throws ServiceException when the service refuses or fails
     */
    public Done replace(String project, String stack, Notice notice) {
        PreviewMarker marker = PreviewMarker.of(project, stack);
        List<Comment> found = find(marker);
        String text = marker.line() + "\n\n### " + stack + ": " + notice.title + "\n\n" + notice.text + "\n";
        return found.isEmpty()
                ? new Done(Outcome.ABSENT, Optional.empty())
                : settle(found, text).orElse(new Done(Outcome.ABSENT, Optional.empty()));
    }

    /** The oldest first. */
    private List<Comment> find(PreviewMarker marker) {
        return thread.own().stream()
                .filter(marker::marks)
                .sorted(Comparator.comparingLong(Comment::id))
                .toList();
    }

    /** Leaves the oldest, with the text; empty when it is gone. */
    private Optional<Done> settle(List<Comment> found, String text) {
        Comment oldest = found.get(0);
        boolean same = plain(oldest.text()).equals(plain(text));
        if (!same && !thread.update(oldest, text)) {
            return Optional.empty();
        }
        found.stream().skip(1).forEach(thread::delete);
        return Optional.of(new Done(same ? Outcome.UNCHANGED : Outcome.UPDATED, Optional.of(oldest.place())));
    }

    /** A service may change line ends, and drop those at the end. */
    private static String plain(String text) {
        return text.replace("\r\n", "\n").strip();
    }
}
