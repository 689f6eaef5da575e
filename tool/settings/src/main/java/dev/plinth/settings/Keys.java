package dev.plinth.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The keys that a map accepts; by default names that can be those of resources. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Keys {
    /** A regular expression that the whole key matches. */
    String regex() default "(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /** Returns the allowed values in words. */
    String allowed() default
            "a name of at most 20 lower-case letters, digits and single hyphens, which begins with a letter";
}
