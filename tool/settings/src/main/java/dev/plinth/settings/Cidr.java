package dev.plinth.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The key is an IPv4 network in CIDR notation with no host bits set; of a list, each element is. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Cidr {
    /** The shortest prefix. */
    int minPrefix();

    /** The longest prefix. */
    int maxPrefix();
}
