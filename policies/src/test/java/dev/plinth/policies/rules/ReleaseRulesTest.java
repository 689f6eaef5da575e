package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.DATABASE;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleAssert.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue.Unknown;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.testkit.rule.RuleAssert;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseRulesTest {

    private static Rule rule(String id) {
        return RuleCatalogue.find(id).orElseThrow();
    }

    private static GraphResource database(String engine, String version) {
        return resource(DATABASE, "database", Map.of("engine", engine, "engineVersion", version));
    }

    private static GraphResource cache(String engine, String version, Map<String, Object> more) {
        Map<String, Object> inputs = new HashMap<>(more);
        inputs.putAll(Map.of("engine", engine, "engineVersion", version));
        return resource(ReleaseFixtures.CACHE, "cache", inputs);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, 16",
        "postgres, 14",
        "postgres, 18.6",
        "postgres, 18.99",
        "postgres, 21",
        "mysql, 8.4",
        "oracle-ee, 19"
    })
    void aVersionInStandardSupportPasses(String engine, String version) {
        org.assertj.core.api.Assertions.assertThat(
                        assertThat(rule("engine-version-supported")).verdict(database(engine, version)))
                .isNotInstanceOf(Verdict.Fail.class);
    }

    @Test
    void theMessageSaysWhatAwsCreatesOrWhenSupportEnded() {
        RuleAssert supported = assertThat(rule("engine-version-supported"));

        supported
                .failsWith(
                        "engineVersion is 16.4 but must be a version that AWS creates: 16, or 16.9 to 16.15",
                        database("postgres", "16.4"))
                .failsWith(
                        "engineVersion is 10.23 but must be a version that AWS creates: 14, 15, 16, 17, 18",
                        database("postgres", "10.23"))
                .failsWith(
                        "engineVersion is 13: standard support of RDS for PostgreSQL ended on 2026-02-28,"
                                + " extended support costs extra until 2029-02-28",
                        database("postgres", "13"))
                .failsWith(
                        "engineVersion is 10.5.29: standard support of RDS for MariaDB ended on 2026-08-31",
                        database("mariadb", "10.5.29"));
    }

    @Test
    void theDayDecides() {
        GraphResource fourteen = database("postgres", "14");

        assertThat(rule("engine-version-supported")).passes(fourteen);
        assertThat(rule("engine-version-supported"))
                .on(LocalDate.of(2027, 2, 28))
                .passes(fourteen);
        assertThat(rule("engine-version-supported"))
                .on(LocalDate.of(2027, 3, 1))
                .fails(fourteen);
        assertThat(rule("engine-version-ends-soon"))
                .on(LocalDate.of(2026, 2, 27))
                .passes(fourteen)
                .on(LocalDate.of(2026, 2, 28))
                .failsWith("engineVersion is 14: standard support of RDS for PostgreSQL ends on 2027-02-28", fourteen)
                .on(LocalDate.of(2027, 3, 1))
                .passes(fourteen);
    }

    @Test
    void aVersionThatIsKnownOnlyLaterIsUnknown() {
        GraphResource database =
                resource(DATABASE, "database", Map.of("engine", "postgres", "engineVersion", Unknown.VALUE));

        assertThat(rule("engine-version-supported")).isUnknown("engineVersion", database);
        assertThat(rule("minor-version-not-pinned")).isUnknown("engineVersion", database);
    }

    @Test
    void aMinorVersionThatIsPinnedFailsOnlyWithAutomaticUpgrades() {
        RuleAssert pinned = assertThat(rule("minor-version-not-pinned"));

        pinned.failsWith(
                        "engineVersion is 16.9 but must be the major version 16,"
                                + " or autoMinorVersionUpgrade must be false: AWS upgrades minor versions automatically",
                        database("postgres", "16.9"))
                .failsWith(
                        "engineVersion is 8.2 but must be absent,"
                                + " or autoMinorVersionUpgrade must be false: AWS upgrades minor versions automatically",
                        cache("valkey", "8.2", Map.of()))
                .passes(cache("valkey", "8.2", Map.of("autoMinorVersionUpgrade", false)))
                .passes(cache("redis", "7.1", Map.of("autoMinorVersionUpgrade", true)))
                .passes(cache("redis", "6.x", Map.of()))
                .passes(cache("redis", "5.0.6", Map.of()))
                .fails(cache("redis", "7.0", Map.of()))
                .isNotApplicable(resource(DATABASE, "database", Map.of("engine", "postgres")))
                .isUnknown(
                        "autoMinorVersionUpgrade",
                        cache("valkey", "8.2", Map.of("autoMinorVersionUpgrade", Unknown.VALUE)));
    }

    @Test
    void theListOfLambdaRuntimesIsTheCalendars() {
        GraphResource function = resource("aws:lambda/function:Function", "f", Map.of("runtime", "nodejs20.x"));

        assertThat(rule("lambda-runtime-supported"))
                .on(LocalDate.of(2026, 4, 30))
                .passes(function)
                .on(LocalDate.of(2026, 5, 1))
                .fails(function)
                .isNotApplicable(resource("aws:lambda/function:Function", "f", Map.of("packageType", "Image")));
    }
}
