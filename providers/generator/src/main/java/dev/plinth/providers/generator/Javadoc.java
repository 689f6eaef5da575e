package dev.plinth.providers.generator;

import com.palantir.javapoet.CodeBlock;
import java.util.Optional;

/** Javadoc from descriptions in Markdown. */
final class Javadoc {

    private Javadoc() {}

    /** Returns the description as Javadoc, or the fallback when it is empty. */
    static CodeBlock of(String description, String fallback) {
        return CodeBlock.of("$L\n", escaped(description.isBlank() ? fallback : description.strip()));
    }

    /** Returns Javadoc that ends with the reason of a deprecation, where there is one. */
    static CodeBlock of(String description, String fallback, Optional<String> deprecation) {
        CodeBlock.Builder javadoc = CodeBlock.builder().add(of(description, fallback));
        deprecation.ifPresent(reason -> javadoc.add("\n@deprecated $L\n", escaped(reason.strip())));
        return javadoc.build();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "{@literal @}")
                .replace("*/", "*&#47;")
                .replace("\\u", "&#92;u");
    }
}
