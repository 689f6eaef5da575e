package dev.plinth.writing;

/**
 * A piece of text in a file.
 *
 * @param file path relative to the repository
 * @param line line of the first character, from 1
 * @param kind kind of text, which selects the forms
 * @param text the text, with the line breaks of the file
 */
record Fragment(String file, int line, Kind kind, String text) {

    /** A kind of text. */
    enum Kind {
        /** Documentation, output of commands, comments of configuration files. */
        PROSE,
        /** First sentence of a Javadoc comment. */
        JAVADOC,
        /** Name of a test method, as separate words. */
        TEST_NAME
    }
}
