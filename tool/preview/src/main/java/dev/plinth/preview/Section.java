package dev.plinth.preview;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A part of a preview: what a change means in one respect, such as its cost. */
public interface Section {

    /** The section's key in {@code plinth preview --json}, such as {@code cost}; also its name for {@code --sections}. */
    String key();

    /** The section's heading, such as {@code Monthly cost}. */
    String title();

    /** One line that says the most important, such as {@code +12.40 USD a month (1,204.10 → 1,216.50)}. */
    String summary();

    /** How much a reader should care; reports show the gravest sections first. */
    Risk risk();

    /** The section as the contract of {@code plinth preview --json} names its fields. */
    JsonNode toJson();

    /** The section's text. */
    List<Block> blocks();

    /** What refuses the change; each finding makes the preview end with exit code 1. None by default. */
    default List<Finding> findings() {
        return List.of();
    }

    /**
     * Whether the stack has nothing that the section is about, such as a data store: text and pages leave it out then. By
     * default it has.
     */
    default boolean isSilent() {
        return false;
    }

    /** Whether nothing would refuse the change once its steps are approved. By default so where there is no finding. */
    default boolean passesOnceApproved() {
        return findings().isEmpty();
    }

    /** How much a reader should care, from the gravest down. */
    enum Risk {
        /** The change is refused, or loses something for good. */
        CRITICAL,
        /** Something gets worse or can't be told. */
        WARNING,
        /** For information. */
        NONE
    }

    /**
     * Something that refuses the change.
     *
     * @param urn the resource, or empty where it is the stack's
     * @param message what is wrong
     * @param remedy what a person does about it, such as the option that approves it
     */
    record Finding(String urn, String message, String remedy) {}
}
