package dev.plinth.model;

/**
 * A line of Java that made a resource.
 *
 * @param type the class's binary name
 * @param file the source file, relative to the project's folder and with slashes; empty where it does not lie there
 * @param line the line, from 1; 0 when the class was compiled without line numbers
 */
public record SourceLocation(String type, String file, int line) {

    /** Returns whether the file and the line are known, so that a tool can show them. */
    public boolean isInProject() {
        return !file.isEmpty() && line > 0;
    }

    /** The file and the line, or the class and the line where the file is not known. */
    @Override
    public String toString() {
        return (file.isEmpty() ? type : file) + (line > 0 ? ":" + line : "");
    }
}
