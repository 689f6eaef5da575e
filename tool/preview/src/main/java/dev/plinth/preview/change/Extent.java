package dev.plinth.preview.change;

/** How much of a value is told. */
public enum Extent {
    /** As much as fits into a column of a terminal. */
    SHORT(60, 4),
    /** As much as a page can fold: a policy document, but not a file. */
    WHOLE(4_000, 100);

    private final int characters;
    private final int elements;

    Extent(int characters, int elements) {
        this.characters = characters;
        this.elements = elements;
    }

    /** How many elements of a list are told. */
    int elements() {
        return elements;
    }

    /** Cuts a text, which then ends with an ellipsis. */
    String cut(String text) {
        return text.length() > characters ? text.substring(0, characters - 1) + "…" : text;
    }
}
