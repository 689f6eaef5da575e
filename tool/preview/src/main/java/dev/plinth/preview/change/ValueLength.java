package dev.plinth.preview.change;

/** Maximum lengths of values in reports. A shortened value states the number of omitted characters. */
public enum ValueLength {
    /** Fits into two lines of a terminal; for values whose other side is unknown. */
    SHORT(160),
    /** Fits into a page: a policy document, but not a file. */
    WHOLE(4_000);

    private final int characters;

    ValueLength(int characters) {
        this.characters = characters;
    }

    /** Returns a text, without its middle where it is too long. */
    String cut(String text) {
        if (text.length() <= characters) {
            return text;
        }
        int half = characters / 2;
        return text.substring(0, half) + "… " + (text.length() - 2 * half) + " more characters …"
                + text.substring(text.length() - half);
    }
}
