package dev.plinth.model.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.calendar.ReleaseCalendar.InUse;
import dev.plinth.model.calendar.ReleaseCalendar.Product;
import dev.plinth.model.calendar.ReleaseCalendar.Release;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseCalendarTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final ReleaseCalendar CALENDAR = ReleaseCalendar.bundled();

    private static GraphResource resource(String type, Map<String, Object> inputs) {
        return new GraphResource(
                "urn:pulumi:production::shop::" + type + "::one",
                type,
                "one",
                null,
                "",
                List.of(),
                new TreeMap<>(),
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, 16.9, 16",
        "postgres, 16, 16",
        "mysql, 8.0.46, 8.0",
        "aurora-mysql, 8.0.mysql_aurora.3.10.0, 8.0",
        "redis, 6.x, 6",
        "redis, 7.1, 7",
        "neptune, 1.4.6.1, 1.4.6.1",
        "neptune, 1.4.5.0, 1.4.5",
        "kubernetes, 1.34, 1.34",
        "lambda, java8.al2, java8.al2",
        "lambda, nodejs20.x, nodejs20.x",
        "opensearch, OpenSearch_2.11, OpenSearch_2.11",
        "rds-ca, rds-ca-rsa2048-g1, rds-ca-rsa2048-g1",
        "postgres, 160.1, ",
        "postgres, latest, "
    })
    void aVersionIsOfTheReleaseWithTheLongestName(String product, String version, String release) {
        assertThat(CALENDAR.release(product, version).map(Release::name)).isEqualTo(Optional.ofNullable(release));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, 16, false, 16.15",
        "postgres, 16.9, false, 16.9",
        "postgres, 16.4, true, ",
        "postgres, 16.8, true, ",
        "postgres, 16.16, false, ",
        "redis, 6.x, false, 6.2",
        "redis, 3.2.6, true, ",
        "valkey, 8.2, false, 8.2",
        "mysql, 8.0.35, true, ",
        "mariadb, 10.6.7, false, "
    })
    void withdrawnIsWhatTheTableKnowsAndAwsNoLongerCreates(
            String product, String version, boolean withdrawn, String newest) {
        Release release = CALENDAR.release(product, version).orElseThrow();

        assertThat(release.isWithdrawn(version)).isEqualTo(withdrawn);
        assertThat(release.newest(version)).isEqualTo(Optional.ofNullable(newest));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-27, true, false",
        "2026-02-28, true, false",
        "2026-03-01, false, true",
        "2025-02-27, false, false",
        "2025-02-28, true, false"
    })
    void theLastDayStillCounts(LocalDate today, boolean soon, boolean ended) {
        Release release = CALENDAR.release("postgres", "13").orElseThrow();

        assertThat(release.endsSoon(today)).isEqualTo(soon);
        assertThat(release.hasEnded(today)).isEqualTo(ended);
    }

    @Test
    void aResourceUsesReleasesOfItsEngineAndItsCertificateAuthority() {
        GraphResource database = resource(
                "aws:rds/instance:Instance",
                Map.of("engine", "postgres", "engineVersion", "14", "caCertIdentifier", "rds-ca-2019"));

        assertThat(CALENDAR.usedBy(database))
                .extracting(InUse::property, InUse::title)
                .containsExactly(
                        tuple("engineVersion", "RDS for PostgreSQL 14"),
                        tuple("caCertIdentifier", "RDS certificate authority rds-ca-2019"));
    }

    @Test
    void aReplicationGroupWithoutAnEngineIsRedis() {
        String type = "aws:elasticache/replicationGroup:ReplicationGroup";

        assertThat(CALENDAR.usedBy(resource(type, Map.of("engineVersion", "6.x"))))
                .extracting(use -> use.product().key())
                .containsExactly("redis");
        assertThat(CALENDAR.usedBy(resource(type, Map.of("engineVersion", "8.0", "engine", "valkey"))))
                .extracting(use -> use.product().key())
                .containsExactly("valkey");
        assertThat(CALENDAR.usedBy(resource(type, Map.of("engineVersion", PropertyValue.Unknown.VALUE))))
                .isEmpty();
    }

    @Test
    void sortsReleasesByEndOfSupport() {
        ResourceGraph graph = new ResourceGraph(
                "shop",
                "production",
                List.of(
                        resource("aws:eks/cluster:Cluster", Map.of("version", "1.36")),
                        resource("aws:lambda/function:Function", Map.of("runtime", "python3.9")),
                        resource("aws:rds/instance:Instance", Map.of("engine", "postgres", "engineVersion", "16"))));

        assertThat(CALENDAR.ending(graph, TODAY))
                .extracting(InUse::title)
                .containsExactly("AWS Lambda runtime python3.9", "Amazon EKS 1.36");
    }

    @Test
    void everyProductHasItsSourceAndItsDates() {
        assertThat(CALENDAR.products()).hasSizeGreaterThan(20).allSatisfy(product -> {
            assertThat(product.source()).startsWith("https://");
            assertThat(product.read()).isBetween(LocalDate.of(2026, 1, 1), LocalDate.of(2100, 1, 1));
            assertThat(product.releases()).isNotEmpty();
        });
        assertThat(CALENDAR.products()).extracting(Product::key).doesNotHaveDuplicates();
        assertThat(CALENDAR.products().stream().flatMap(product -> product.releases().stream()))
                .allSatisfy(release -> {
                    if (release.standardSupportEnds().isPresent()
                            && release.extendedSupportEnds().isPresent()) {
                        assertThat(release.extendedSupportEnds().get())
                                .isAfter(release.standardSupportEnds().get());
                    }
                });
    }

    @Test
    void versionsCompareByTheirNumbers() {
        assertThat(ReleaseCalendar.compare("16.10", "16.9")).isPositive();
        assertThat(ReleaseCalendar.compare("8.0.46", "8.0.46-rds.20260624")).isNegative();
        assertThat(ReleaseCalendar.compare("OpenSearch_2.11", "OpenSearch_2.9")).isPositive();
    }
}
