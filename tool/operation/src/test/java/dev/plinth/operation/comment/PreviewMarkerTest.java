package dev.plinth.operation.comment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewMarkerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- plinth preview shop/staging -->",
                "<!-- plinth preview shop/staging -->\nmore",
                "<!-- plinth preview shop/staging -->\r\nmore",
                "<!-- plinth preview shop/staging --> \nmore"
            })
    void isTheFirstLine(String text) {
        assertThat(PreviewMarker.in(text)).contains(PreviewMarker.of("shop", "staging"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# Preview",
                "\n<!-- plinth preview shop/staging -->",
                "> <!-- plinth preview shop/staging -->",
                "<!-- plinth preview shop -->",
                "<!-- plinth preview shop/staging/two -->",
                "<!-- plinth preview shop/staging --> and more"
            })
    void isNothingElse(String text) {
        assertThat(PreviewMarker.in(text)).isEmpty();
    }

    @Test
    void isComparedWhole() {
        Comment comment = new Comment(1, PreviewMarker.of("shop", "staging-2").line(), "");

        assertThat(PreviewMarker.of("shop", "staging").marks(comment)).isFalse();
        assertThat(PreviewMarker.of("shop", "staging-2").marks(comment)).isTrue();
    }
}
