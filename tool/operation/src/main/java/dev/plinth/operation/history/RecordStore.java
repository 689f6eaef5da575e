package dev.plinth.operation.history;

import java.nio.file.Path;
import java.util.List;

/**
 * Store of a stack's records. A record is created once and never changed, so that several writers need no lock: where two create
 * the same name, one of them fails. All methods throw {@link java.io.UncheckedIOException} when the store cannot be read or
 * written.
 */
public interface RecordStore {

    /** Returns the place of the records for messages: a directory or an address. */
    String location();

    /** Returns a sentence on records that other machines cannot see; empty where all machines see the same. */
    String limit();

    /** Returns the names of the records in lists, such as {@code 000001/begin.json}, sorted. */
    List<String> names();

    /** Returns a local file with the content of a record, which need not be among the names in lists. */
    Path file(String name);

    /**
     * Creates a record.
     *
     * @return whether it was created; false where the name exists
     */
    boolean create(String name, byte[] content);

    /** Deletes a record where that is permitted. A remaining record costs storage only, so nothing fails. */
    void delete(String name);
}
