package dev.plinth.components.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.components.DomainNames;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "a.b.example.co", "xn--bcher-kva.example", "_dmarc.example.com", "1.example.com"})
    void namesAreAccepted(String name) {
        assertThat(DomainNames.isDomain(name)).isTrue();
        assertThat(DomainNames.isDomainOrWildcard("*." + name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example",
                "Example.com",
                "-a.example.com",
                "a-.example.com",
                "a..example.com",
                "example.com.",
                "*.example.com",
                "https://example.com",
                "203.0.113.7",
                "a b.example.com"
            })
    void otherTextIsNot(String name) {
        assertThat(DomainNames.isDomain(name)).isFalse();
    }

    @Test
    void lengthsAreLimited() {
        assertThat(DomainNames.isDomain("a".repeat(63) + ".com")).isTrue();
        assertThat(DomainNames.isDomain("a".repeat(64) + ".com")).isFalse();
        assertThat(DomainNames.isDomain("a.".repeat(125) + "com")).isTrue();
        assertThat(DomainNames.isDomain("a.".repeat(126) + "com")).isFalse();
    }

    @Property
    void referenceOfADescriptionIsOneWordAndStays(@ForAll String description) {
        String reference = EdgeRules.reference(description);

        assertThat(reference).matches("([a-z0-9]+(_[a-z0-9]+)*)?");
        assertThat(EdgeRules.reference(reference)).isEqualTo(reference);
    }
}
