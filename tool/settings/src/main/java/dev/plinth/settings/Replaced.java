package dev.plinth.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key that a record had once, and what replaces it: its fault says so. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Replaced.All.class)
public @interface Replaced {
    /** The key that is gone. */
    String key();

    /** Returns the replacement as it is written, such as {@code databases: {database: {…}}}. */
    String by();

    /** All replaced keys of a record. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        /** The replaced keys. */
        Replaced[] value();
    }
}
