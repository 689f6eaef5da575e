package dev.plinth.settings;

import dev.plinth.policies.rule.AwsValue;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The kind of values of AWS that a key accepts; a similar value is suggested. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Known {
    /** Returns the kind. */
    AwsValue value();
}
