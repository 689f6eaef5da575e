package dev.plinth.operation.comment;

import java.util.List;

/** The comments of one pull request or merge request. */
public interface CommentThread {

    /** Returns the maximum number of characters of a comment. */
    int limit();

    /** Returns the name of the service in messages, such as {@code GitHub}. */
    String service();

    /**
     * The comments that the token's own user wrote, from all pages, in any order.
     *
     * @throws ServiceException when the service refuses or fails
     */
    List<Comment> own();

    /**
     * Writes a new comment.
     *
     * @throws ServiceException when the service refuses or fails
     */
    Comment create(String text);

    /**
     * Replaces a comment's text.
     *
     * @return whether the comment was still there
     * @throws ServiceException when the service refuses or fails
     */
    boolean update(Comment comment, String text);

    /**
     * Deletes a comment; one that is gone already is left as it is.
     *
     * @throws ServiceException when the service refuses or fails
     */
    void delete(Comment comment);
}
