package com.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of docs/testing.md is the code of this package. */
class TestingGuideTest {

    private static final Path GUIDE = Path.of("..", "..", "docs", "testing.md");
    private static final Path SOURCES = Path.of("src", "test", "java", "com", "acme");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("\nclass (\\w+)|\n(?:public )?final class (\\w+)");

    @Test
    void showsTheCodeThatIsTested() throws IOException {
        List<String> shown = CODE.matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(6);
        for (String code : shown) {
            MatchResult name = CLASS.matcher(code).results().findFirst().orElseThrow();
            String type = name.group(1) == null ? name.group(2) : name.group(1);
            assertThat(code).as(type).isEqualTo(Files.readString(SOURCES.resolve(type + ".java")));
        }
    }
}
