package dev.plinth.preview.change;

/** Maximum lengths of values in reports. */
public enum ValueLength {
    /** Fits into a column of a terminal. */
    SHORT(60, 4),
    /** Fits into a page, collapsed: a policy document, but not a file. */
    WHOLE(4_000, 100);

    private final int characters;
    private final int elements;

    ValueLength(int characters, int elements) {
        this.characters = characters;
        this.elements = elements;
    }

    /** Returns the maximum number of elements of a list. */
    int elements() {
        return elements;
    }

    /** Returns a text, shortened with an ellipsis where it is too long. */
    String cut(String text) {
        return text.length() > characters ? text.substring(0, characters - 1) + "…" : text;
    }
}
