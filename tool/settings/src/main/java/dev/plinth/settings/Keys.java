package dev.plinth.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The keys that a map accepts. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Keys {
    /** A regular expression that the whole key matches. */
    String regex();

    /** What is allowed, in words. */
    String allowed();
}
