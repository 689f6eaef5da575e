package dev.plinth.policies.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {

    @ParameterizedTest
    @CsvSource({
        "s3:*, s3:getobject, true, true",
        "s3:getobject, s3:*, false, true",
        "s3:get*, s3:*object, false, true",
        "s3:get*, s3:put*, false, false",
        "*, s3:*, true, true",
        "arn:aws:s3:::uploads/*, arn:aws:s3:::uploads/public/*, true, true",
        "arn:aws:s3:::uploads/*, arn:aws:s3:::uploads, false, false",
        "arn:aws:s3:::upload?/*, arn:aws:s3:::uploads/a, true, true",
        "arn:aws:s3:::upload?/*, arn:aws:s3:::upload*/a, false, true",
        "a**b, a*b, true, true"
    })
    void comparesPatterns(String pattern, String other, boolean covers, boolean overlaps) {
        assertThat(Wildcards.covers(pattern, other)).isEqualTo(covers);
        assertThat(Wildcards.overlap(pattern, other)).isEqualTo(overlaps);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars('a', 'b', '*', '?').ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(6);
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.matches(pattern.replace("*", ".*").replace("?", "."), text);
    }

    @Property
    void coversWhatItMatches(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        assertThat(Wildcards.covers(pattern, text)).isEqualTo(matches(pattern, text));
        assertThat(Wildcards.overlap(pattern, text)).isEqualTo(matches(pattern, text));
    }

    @Property
    void neverClaimsMoreThanIsMatched(
            @ForAll("patterns") String pattern, @ForAll("patterns") String other, @ForAll("texts") String text) {
        if (matches(other, text)) {
            if (Wildcards.covers(pattern, other)) {
                assertThat(matches(pattern, text)).isTrue();
            }
            if (matches(pattern, text)) {
                assertThat(Wildcards.overlap(pattern, other)).isTrue();
            }
        }
    }

    @Property
    void coversItself(@ForAll("patterns") String pattern) {
        assertThat(Wildcards.covers(pattern, pattern)).isTrue();
    }
}
