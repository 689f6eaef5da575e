package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.Repository;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    /** Production with every placeholder replaced, and then one more change. */
    private StackDefinition real(String from, String to) throws IOException {
        String none = "\"00000000000000000000000000000000\"";
        String text = Files.readString(Repository.fixtures().resolve("Pulumi.production.yaml"))
                .replace("123456789012", "210987654321")
                .replace("zoneId: " + none, "zoneId: 0123456789abcdef0123456789abcdef")
                .replace("accountId: " + none, "accountId: fedcba9876543210fedcba9876543210")
                .replace("example.com", "plinth.dev");
        assertThat(text).contains(from);
        Repository.copyProject(folder);
        Files.writeString(folder.resolve("Pulumi.production.yaml"), text.replace(from, to));
        return StackDefinition.read(Repository.project(folder), "production");
    }

    @Test
    void acceptsRealValues() throws IOException {
        StackDefinition stack = real("210987654321", "210987654322");

        assertThat(stack.placeholders()).isEmpty();
        assertThatCode(stack::refusePlaceholders).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "210987654321, 123456789012, aws:allowedAccountIds, 123456789012",
        "zone: plinth.dev, zone: example.com, plinth:edge.zone, example.com",
        "zone: plinth.dev, zone: shop.example.org, plinth:edge.zone, shop.example.org",
        "0123456789abcdef0123456789abcdef, '\"00000000000000000000000000000000\"', plinth:edge.zoneId, 00000000000000000000000000000000",
        "operations@plinth.dev, ops@example.net, plinth:observability.emails, ops@example.net",
        "operations@plinth.dev, ops@eu.example.net, plinth:observability.emails, ops@eu.example.net",
    })
    void findsEachPlaceholder(String from, String to, String key, String placeholder) throws IOException {
        assertThat(real(from, to).placeholders()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.problem()).isEqualTo("is the placeholder " + placeholder);
            assertThat(fault.allowed()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({"zone: plinth.dev, zone: myexample.com", "operations@plinth.dev, ops@notexample.com"})
    void leavesNamesAloneThatOnlyLookAlike(String from, String to) throws IOException {
        assertThat(real(from, to).placeholders()).isEmpty();
    }

    @Test
    void reportsAllPlaceholdersAtOnceWithTheFile() {
        assertThatThrownBy(Repository.stack("staging")::refusePlaceholders)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Pulumi.staging.yaml: 5 faults");
    }
}
