package dev.plinth.providers.generator;

import java.util.List;
import java.util.Optional;

/** Type of a property in a package schema. */
sealed interface ValueType {

    /** Type without parts. */
    enum Scalar implements ValueType {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        ANY,
        ASSET,
        ARCHIVE
    }

    /** List or set. */
    record ListOf(ValueType items) implements ValueType {}

    /** Map with text keys. */
    record MapOf(ValueType values) implements ValueType {}

    /** Object or enumeration that the schema declares. */
    record Reference(String token) implements ValueType {}

    /**
     * Alternative types.
     *
     * @param types the types that inputs accept
     * @param underlying the type of outputs, where the schema states one
     */
    record Union(List<ValueType> types, Optional<ValueType> underlying) implements ValueType {}
}
