package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties of the golden files that {@link ProductionChangesIT} compares with the engine's previews. */
class ProductionChangesTextTest {

    private static final Path FILES = Repository.root().resolve("src/test/resources/dev/plinth/operation/changes");

    /** A changed value in the terminal's text. */
    private static final Pattern CHANGED = Pattern.compile("^    ~ \\S+(?: \\(order\\))?  (.*) → (.*)$");

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(FILES.resolve(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            scaled-up              | ~ instanceClass  db.r6g.large → db.r6g.xlarge
            new-service            | subjectAlternativeNames changes (reports.example.com)
            postgres-major-version | ~ engineVersion  16 → 17
            network-cidr           | cidrBlock changes (10.10.0.0/16 → 10.40.0.0/16)
            security-group-opened  | + create  ingress-from-everywhere
            bucket-deleted         | - delete  uploads-bucket aws:s3
            instance-renamed       | - delete  database-instance
            second-region          | region changes (eu-west-1 → eu-north-1)
            tls-policy             | ~ sslPolicy  ELBSecurityPolicy-TLS13-1-2-Res-2021-06 → ELBSecurityPolicy-TLS13-1-3-2021-06
            cloudflare-rule        | http.request.uri.path eq "/login"
            """)
    void theChangeIsInTheFirstLines(String name, String change) throws IOException {
        List<String> first =
                lines(name + ".txt").stream().limit(15).map(String::strip).toList();

        assertThat(String.join(" ", first)).contains(change);
    }

    @Test
    void noShortenedValueHidesItsChange() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".txt")).toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).noneMatch(line -> {
                    Matcher changed = CHANGED.matcher(line);
                    return changed.matches()
                            && changed.group(1).equals(changed.group(2))
                            && !changed.group(1).equals("[secret]");
                });
            }
        }
    }

    @Test
    void noChangeHasAtMostThreeLines() throws IOException {
        assertThat(lines("no-change.txt")).hasSizeLessThanOrEqualTo(3).last().isEqualTo("production: no changes");
        assertThat(lines("no-change.md")).hasSizeLessThanOrEqualTo(5);
    }
}
