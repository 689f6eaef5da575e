package dev.plinth.settings;

/** Events in which a data store loses its data or its location. */
public enum Loss {
    /** One Availability Zone is gone, with all that stands in it. */
    ZONE("one Availability Zone"),
    /** Somebody, or a faulty program, deletes or overwrites data. */
    DELETION("a bad delete"),
    /** The Region can't be used. */
    REGION("the Region");

    private final String words;

    Loss(String words) {
        this.words = words;
    }

    /** The loss in words, such as {@code one Availability Zone}. */
    public String words() {
        return words;
    }
}
