package dev.plinth.preview;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Section of a preview: one aspect of a change, such as its cost. */
public interface Section {

    /** Returns the key in {@code plinth preview --json} and {@code --sections}, such as {@code cost}. */
    String key();

    /** Returns the heading, such as {@code Monthly cost}. */
    String title();

    /** Returns the summary in one line, such as {@code USD +12.40/month (1,204.10 → 1,216.50)}. */
    String summary();

    /** Returns the risk; reports show sections with a high risk first. */
    Risk risk();

    /** Returns the section as {@code plinth preview --json} prints it. */
    JsonNode toJson();

    /** Returns the text. */
    List<Block> blocks();

    /** Returns the findings that block the change; a preview with findings ends with exit code 1. None by default. */
    default List<Finding> findings() {
        return List.of();
    }

    /**
     * Returns whether the section has no content, such as in a stack without data stores; reports omit it. False by default.
     */
    default boolean isSilent() {
        return false;
    }

    /**
     * Returns whether the change does not affect this aspect: there are no findings and no risk, and all blocks are details or
     * results that stood before. Reports then omit the section.
     */
    default boolean isUnaffected() {
        return findings().isEmpty()
                && risk() == Risk.NONE
                && blocks().stream()
                        .allMatch(block -> block instanceof Block.Standing || block instanceof Block.Details);
    }

    /** Returns the number of warnings that the change causes. */
    default int warningCount() {
        long warnings =
                blocks().stream().filter(Block.Warning.class::isInstance).count();
        return risk() == Risk.NONE ? 0 : (int) Math.max(1, warnings);
    }

    /** Returns whether an approval would unblock the change. By default true without findings. */
    default boolean passesOnceApproved() {
        return findings().isEmpty();
    }

    /** Levels of risk, highest first. */
    enum Risk {
        /** The change is blocked or irreversible. */
        CRITICAL,
        /** The change has a warning or an unknown effect. */
        WARNING,
        /** Information only. */
        NONE
    }

    /**
     * Finding that blocks the change.
     *
     * @param urn the resource; empty for the stack
     * @param message the problem
     * @param remedy the next step, such as the option that approves it
     */
    record Finding(String urn, String message, String remedy) {}
}
