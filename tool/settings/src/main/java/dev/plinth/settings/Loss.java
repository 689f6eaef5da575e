package dev.plinth.settings;

/** Events in which a data store loses its data or its location. */
public enum Loss {
    /** Loss of one Availability Zone with all resources in it. */
    ZONE,
    /** Deletion or overwrite of data by a person or a faulty program. */
    DELETION,
    /** Loss of the Region. */
    REGION
}
