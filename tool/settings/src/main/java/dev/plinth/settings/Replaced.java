package dev.plinth.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A removed key of a record and its replacement, which its fault names. */
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
