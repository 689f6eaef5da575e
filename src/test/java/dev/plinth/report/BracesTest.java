package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BracesTest {

    @Test
    void joinsCommonPartsOfNames() {
        assertThat(Braces.of(List.of("tenant-b-bucket", "tenant-a-bucket", "logs")))
                .containsExactly("logs", "tenant-{a,b}-bucket");
        assertThat(Braces.of(List.of("a1-x-bucket", "b2-y-bucket", "c3-z-key", "d4-w-key")))
                .containsExactly("{a1-x,b2-y}-bucket", "{c3-z,d4-w}-key");
        assertThat(Braces.of(List.of("t-a-1-db", "t-a-2-db", "t-b-1-db"))).containsExactly("t-{a-1,a-2,b-1}-db");
        assertThat(Braces.of(List.of("queue-1", "queue-10", "queue-11"))).containsExactly("queue-{1,10,11}");
        assertThat(Braces.of(List.of("uploads", "uploads-replica"))).containsExactly("uploads", "uploads-replica");
        assertThat(Braces.of(List.of())).isEmpty();
        assertThat(Braces.isPlain("a{b")).isFalse();
        assertThat(Braces.isPlain("a b")).isFalse();
        assertThat(Braces.isPlain("a-b")).isTrue();
    }

    @Provide
    Arbitrary<Set<String>> names() {
        return Arbitraries.of("a", "b", "ab", "-", "1", "🌈", "🌇", "bucket")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts))
                .set()
                .ofMaxSize(30);
    }

    @Property
    void keepsWholeNames(@ForAll("names") Set<String> names) {
        List<String> written = Braces.of(List.copyOf(names));

        assertThat(written.stream().flatMap(each -> MarkdownPage.expand(each).stream()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(names));
        assertThat(String.join(",", written).length())
                .isLessThanOrEqualTo(String.join(",", names).length());
        assertThat(String.join(",", written)).doesNotContainPattern("[\\ud800-\\udbff](?![\\udc00-\\udfff])");
    }
}
