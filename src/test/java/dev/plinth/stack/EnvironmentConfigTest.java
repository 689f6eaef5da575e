package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.Repository;
import dev.plinth.components.network.NatStrategy;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Tier;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.Deployment;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentConfigTest {

    static final List<String> STACKS = Repository.STACKS;

    @ParameterizedTest
    @FieldSource("STACKS")
    void shippedFilesAreValid(String stack) {
        EnvironmentConfig config = EditedStackFile.of(stack).read();
        StackSettings settings = Repository.settings(stack);

        assertThat(config.region()).isEqualTo("eu-central-1");
        assertThat(config.services())
                .extracting(EnvironmentConfig.Service::name)
                .containsExactly("api", "admin");
        assertThat(settings.policy().tier()).hasToString(stack.toUpperCase(Locale.ROOT));
        assertThat(settings.isProduction()).isEqualTo(stack.equals("production"));
        assertThat(settings.region()).isEqualTo(config.region());
    }

    @Test
    void listsTheStacksOfAFolder() {
        assertThat(StackFile.stacks(Repository.fixtures())).containsExactlyElementsOf(STACKS);
        assertThat(StackFile.stacks(Path.of("no", "such", "folder"))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void readsFromTheEngineWhatTheFileSays(String stack) {
        assertThat(read(StackFile.ofEngine(stack, EditedStackFile.of(stack).asEngineConfig())))
                .isEqualTo(read(StackFile.read(Repository.fixtures(), stack)));
    }

    @Test
    void namesTheFileOfFaultsThatTheEngineHandedOver() {
        Map<String, String> config = EditedStackFile.of("staging").asEngineConfig();
        config.put("plinth:network", "{\"cidr\": \"10.20.0.0/99\"}");

        assertThatThrownBy(() -> read(StackFile.ofEngine("staging", config)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Pulumi.staging.yaml: 1 fault")
                .hasMessageContaining("plinth:network.cidr is \"10.20.0.0/99\"");
    }

    /** One place for each default, so that none changes unnoticed. */
    @Test
    void defaults() {
        assertThat(EditedStackFile.fewest().read())
                .isEqualTo(new EnvironmentConfig(
                        "eu-central-1",
                        List.of("210987654321"),
                        new EnvironmentConfig.Network(
                                "10.40.0.0/16",
                                2,
                                NatStrategy.SINGLE,
                                List.of("ecr.api", "ecr.dkr", "logs", "secretsmanager", "kms"),
                                365),
                        new EnvironmentConfig.Database("16.4", "db.t4g.medium", true, 50, 500, 14, 0, "app"),
                        new EnvironmentConfig.Cache("cache.t4g.small", 1, 7),
                        new EnvironmentConfig.Storage(List.of(new EnvironmentConfig.Bucket("uploads", 90, false)), 365),
                        List.of(new EnvironmentConfig.Service(
                                "api",
                                Optional.of("nginx:1"),
                                Optional.empty(),
                                "1.0.0",
                                512,
                                1024,
                                80,
                                "/api/health",
                                2,
                                20,
                                List.of("api"),
                                Map.of(),
                                true,
                                true,
                                List.of())),
                        new EnvironmentConfig.Edge(
                                "plinth.dev",
                                "0123456789abcdef0123456789abcdef",
                                "fedcba9876543210fedcba9876543210",
                                List.of("api"),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                600),
                        new EnvironmentConfig.Backup(35, Optional.empty()),
                        new EnvironmentConfig.Observability(List.of(), 365)));
        assertThat(EditedStackFile.fewest().settings())
                .isEqualTo(new StackSettings(
                        "eu-central-1",
                        PolicyParameters.of(Tier.DEVELOPMENT, Enforcement.ADVISORY),
                        Map.of(),
                        new StackSettings.Recovery(60, 240, 31, List.of()),
                        new StackSettings.Cost(
                                "USD",
                                Optional.empty(),
                                "warn",
                                1_000_000,
                                100,
                                100,
                                10,
                                Map.of(),
                                10,
                                100_000,
                                1_000_000,
                                10,
                                50,
                                10,
                                100,
                                2,
                                1,
                                10_000,
                                10_000,
                                1000,
                                10,
                                1,
                                340,
                                "pro",
                                Optional.empty()),
                        List.of(),
                        new Deployment("UTC", List.of(), List.of()),
                        new StackSettings.Forecast(Optional.empty())));
    }

    private static StackReader.Content<EnvironmentConfig> read(StackFile file) {
        return StackReader.read(file, "plinth", new EnvironmentProgram());
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // place | value | key | problem | allowed
                "/aws:region | `\"europe\"` | aws:region | is \"europe\" | an AWS region",
                "/aws:region | 5 | aws:region | is 5 | an AWS region",
                "/aws:allowedAccountIds | [123456789012] | aws:allowedAccountIds[0] | is 123456789012 | in quotes",
                "/aws:allowedAccountIds | [\"1234\"] | aws:allowedAccountIds[0] | is \"1234\" | 12 digits",
                "/plinth:network/availabilityZones | 4 | plinth:network.availabilityZones | is 4 | from 2 to 3",
                "/plinth:network/availabilityZones | 1 | plinth:network.availabilityZones | is 1 | from 2 to 3",
                "/plinth:network/availabilityZones | 2.5 | plinth:network.availabilityZones | is 2.5 | a whole number",
                "/plinth:network/availabilityZones | \"2\" | plinth:network.availabilityZones | is \"2\" | a whole number",
                "/plinth:network/natStrategy | \"single\" | plinth:network.natStrategy | is \"single\" | NONE, SINGLE, ONE_PER_ZONE",
                "/plinth:network/natStrategy | true | plinth:network.natStrategy | is true | NONE, SINGLE, ONE_PER_ZONE",
                "/plinth:network/interfaceEndpoints | \"kms\" | plinth:network.interfaceEndpoints | is \"kms\" | a list",
                "/plinth:network/interfaceEndpoints/1 | \"KMS\" | plinth:network.interfaceEndpoints[1] | is \"KMS\" | names of AWS services",
                "/plinth:network/interfaceEndpoints/0 | 7 | plinth:network.interfaceEndpoints[0] | is 7 | names of AWS services",
                "/plinth:network | 3 | plinth:network | is 3 | an object with the keys cidr, availabilityZones",
                "/plinth:database/engineVersion | 16.4 | plinth:database.engineVersion | is 16.4 | in quotes",
                "/plinth:database/instanceClass | \"t4g\" | plinth:database.instanceClass | is \"t4g\" | an RDS instance class",
                "/plinth:database/multiAz | \"yes\" | plinth:database.multiAz | is \"yes\" | true or false",
                "/plinth:database/backupRetentionDays | 36 | plinth:database.backupRetentionDays | is 36 | from 1 to 35",
                "/plinth:database/backupRetentionDays | 99999999999 | plinth:database.backupRetentionDays | is 99999999999 | from 1 to 35",
                "/plinth:database/name | \"1st\" | plinth:database.name | is \"1st\" | a letter",
                "/plinth:cache/nodeType | \"t4g\" | plinth:cache.nodeType | is \"t4g\" | a node type",
                "/plinth:storage/buckets/1/name | \"UP\" | plinth:storage.buckets[1].name | is \"UP\" | lower-case",
                "/plinth:storage/buckets/0 | \"assets\" | plinth:storage.buckets[0] | is \"assets\" | an object with the keys name",
                "/plinth:services | {} | plinth:services | is {} | a list",
                "/plinth:services/1/port | 70000 | plinth:services[1].port | is 70000 | from 1 to 65535",
                "/plinth:services/0/buildContext | 5 | plinth:services[0].buildContext | is 5 | a text",
                "/plinth:services/0/environment | {\"LOG_LEVEL\": 3} | plinth:services[0].environment.LOG_LEVEL | is 3 | a text",
                "/plinth:services/0/environment | [] | plinth:services[0].environment | is [] | an object",
                "/plinth:services/0/buckets | [4] | plinth:services[0].buckets[0] | is 4 | a text",
                "/plinth:services/0/healthCheckPath | \"health\" | plinth:services[0].healthCheckPath | is \"health\" | starts with /",
                "/plinth:edge/zone | \"example\" | plinth:edge.zone | is \"example\" | a domain",
                "/plinth:edge/zoneId | \"123\" | plinth:edge.zoneId | is \"123\" | 32 hexadecimal digits",
                "/plinth:edge/adminAllowedCidrs | [\"203.0.113.7\"] | plinth:edge.adminAllowedCidrs[0] | is \"203.0.113.7\" | from /8 to /32",
                "/plinth:backup/secondRegion | \"mars\" | plinth:backup.secondRegion | is \"mars\" | an AWS region",
                "/plinth:observability/emails | [\"me\"] | plinth:observability.emails[0] | is \"me\" | e-mail addresses",
                "/plinth:policy/tier | \"prod\" | plinth:policy.tier | is \"prod\" | production, staging, development",
                "/plinth:policy/enforcement | 1 | plinth:policy.enforcement | is 1 | mandatory",
                "/plinth:policy/databaseBackupRetentionDays | 40 | plinth:policy.databaseBackupRetentionDays | is 40 | from 1 to 35",
                "/plinth:policy | 3 | plinth:policy | is 3 | an object",
                "/plinth:tags | [] | plinth:tags | is [] | an object",
                "/plinth:tags/owner | 5 | plinth:tags.owner | is 5 | a text",
                "/plinth:recovery/rpoMinutes | 0 | plinth:recovery.rpoMinutes | is 0 | from 1 to 100000",
            })
    void namesKeyValueAndWhatIsAllowed(String place, String value, String key, String problem, String allowed) {
        ConfigException refusal =
                EditedStackFile.of("production").with(place, value).refusal();

        assertThat(refusal.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.problem()).isEqualTo(problem);
            assertThat(fault.allowed()).contains(allowed);
        });
        assertThat(refusal)
                .hasMessageStartingWith("Pulumi.production.yaml: 1 fault\n  " + key + " " + problem + "; allowed: ")
                .hasMessageContaining(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.1/16",
                "10.0.0.0",
                "10.0.0.0/",
                "/16",
                "10.0.0/16",
                "10.0.0.0.0/16",
                "10.0.0.256/16",
                "10.0.0.0/016",
                "010.0.0.0/16",
                "10.0.0.0/-16",
                "10.0.0.0/15",
                "10.0.0.0/23",
                "10.0.0.0/255.255.0.0",
                "10.0.*.*/16",
                "10.0.0-255.0/16",
                "2001:db8::/32",
                "::ffff:10.0.0.0/112",
                " 10.0.0.0/16",
                "10.0.0.0/16 ",
                "10.0.0.0 /16",
                "10.0.0.0/16\n",
                "",
                "network",
            })
    void refusesWhatIsNoNetworkInCidrNotation(String cidr) {
        var value = com.fasterxml.jackson.databind.node.TextNode.valueOf(cidr);

        assertThat(EditedStackFile.of("staging")
                        .with("/plinth:network/cidr", value)
                        .faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo("plinth:network.cidr");
                    assertThat(fault.problem()).isEqualTo("is " + value);
                    assertThat(fault.allowed())
                            .isEqualTo("an IPv4 network such as 10.20.0.0/16, with a prefix from /16 to /22 "
                                    + "and no host bits set");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/16", "172.16.32.0/19", "192.168.252.0/22"})
    void acceptsNetworks(String cidr) {
        EditedStackFile file = EditedStackFile.of("staging").with("/plinth:network/cidr", "\"" + cidr + "\"");

        assertThat(file.read().network().cidr()).isEqualTo(cidr);
    }

    @ParameterizedTest
    @CsvSource({
        "/plinth:netwrok, plinth:netwrok, network",
        "/plinth:Tags, plinth:Tags, tags",
        "/plinth:network/cird, plinth:network.cird, cidr",
        "/plinth:network/availabilityZone, plinth:network.availabilityZone, availabilityZones",
        "/plinth:services/1/hostname, plinth:services[1].hostname, hostnames",
        "/plinth:storage/buckets/0/replicated, plinth:storage.buckets[0].replicated, replicate",
    })
    void suggestsTheKeyThatWasMeant(String place, String key, String suggestion) {
        assertThat(EditedStackFile.of("production").with(place, "1").faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.problem()).isEqualTo("is unknown; did you mean " + suggestion + "?");
                    assertThat(fault.allowed().split(", ")).contains(suggestion);
                });
    }

    @Test
    void suggestsNothingForWhatIsFarFromEveryKey() {
        assertThat(EditedStackFile.of("production")
                        .with("/plinth:network/completelyDifferent", "1")
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).isEqualTo("is unknown"));
    }

    @ParameterizedTest
    @CsvSource({
        "/aws:region, aws:region",
        "/aws:allowedAccountIds, aws:allowedAccountIds",
        "/plinth:network, plinth:network",
        "/plinth:database, plinth:database",
        "/plinth:cache, plinth:cache",
        "/plinth:storage, plinth:storage",
        "/plinth:services, plinth:services",
        "/plinth:edge, plinth:edge",
        "/plinth:network/cidr, plinth:network.cidr",
        "/plinth:database/engineVersion, plinth:database.engineVersion",
        "/plinth:services/0/port, plinth:services[0].port",
        "/plinth:storage/buckets, plinth:storage.buckets",
    })
    void asksForWhatIsMissing(String place, String key) {
        assertThat(EditedStackFile.fewest().without(place).faults())
                .anySatisfy(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.problem()).isEqualTo("is missing");
                    assertThat(fault.allowed()).isNotBlank();
                })
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/plinth:database/maxAllocatedStorageGib | 100 | plinth:database | maxAllocatedStorageGib 100, which is not above allocatedStorageGib 100",
                "/plinth:services/0/image | \"nginx:1\" | plinth:services[0] | has both image and buildContext",
                "/plinth:services/1/buildContext | null | plinth:services[1] | has neither image and buildContext",
                "/plinth:services/1/minTasks | 5 | plinth:services[1] | has minTasks 5 above maxTasks 4",
                "/plinth:storage/buckets | [{\"name\": \"assets\"}, {\"name\": \"uploads\"}, {\"name\": \"assets\"}] | plinth:storage.buckets[2].name | is \"assets\" twice",
                "/plinth:services/1/name | \"api\" | plinth:services[1].name | is \"api\" twice",
                "/plinth:cost | {\"storageGigabytes\": {\"logs\": -5}} | plinth:cost.storageGigabytes.logs | is -5",
                "/plinth:cost | {\"onBudget\": \"stop\"} | plinth:cost.onBudget | is \"stop\"",
                "/plinth:cost | {\"monthlyBudget\": 0} | plinth:cost.monthlyBudget | is 0",
                "/plinth:services/1/buckets | [\"photos\"] | plinth:services[1].buckets | is unknown",
                "/plinth:services/1/hostnames | [\"admin\", \"shop\"] | plinth:services[1].hostnames | has \"shop\", which edge.hostnames lacks",
                "/plinth:services/0/hostnames | [\"api\"] | plinth:edge.hostnames | has \"cdn\", which no service serves",
                "/plinth:backup/secondRegion | null | plinth:backup.secondRegion | is missing, but a bucket is to be replicated",
            })
    void checksWhatConcernsSeveralKeys(String place, String value, String key, String problem) {
        assertThat(EditedStackFile.of("production").with(place, value).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.problem()).contains(problem);
                    assertThat(fault.allowed()).isNotBlank();
                });
    }

    @Test
    void reportsAllFaultsAtOnceAndOnePerLine() {
        ConfigException refusal = EditedStackFile.of("production")
                .with("/plinth:netwrok", "{}")
                .without("/aws:region")
                .with("/plinth:network/cidr", "\"10.0.0.0/33\"")
                .with("/plinth:network/availabilityZones", "9")
                .with("/plinth:database/multiAz", "\"no\"")
                .with("/plinth:services/0/port", "0")
                .with("/plinth:policy/tier", "\"gold\"")
                .with("/plinth:policy/keyDeletionWindowDays", "1")
                .refusal();

        assertThat(refusal.faults())
                .extracting(ConfigException.Fault::key)
                .containsExactly(
                        "plinth:netwrok",
                        "plinth:policy.tier",
                        "plinth:policy.keyDeletionWindowDays",
                        "aws:region",
                        "plinth:network.cidr",
                        "plinth:network.availabilityZones",
                        "plinth:database.multiAz",
                        "plinth:services[0].port");
        assertThat(String.valueOf(refusal.getMessage()).lines())
                .hasSize(9)
                .first()
                .isEqualTo("Pulumi.production.yaml: 8 faults");
    }

    @Test
    void suggestsTheStackThatWasMeant() {
        assertThatThrownBy(() -> StackFile.read(Repository.fixtures(), "stagging"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Pulumi.stagging.yaml")
                .hasMessageContaining("stack stagging has no file in " + Repository.fixtures())
                .hasMessageContaining("did you mean staging?")
                .hasMessageContaining("allowed: development, production, staging");
    }

    @ParameterizedTest
    @CsvSource({
        "'config: [\n', line",
        "'config:\n  plinth:cache: {}\n  plinth:cache: {}\n', line 3",
    })
    void namesTheLineOfWhatIsNotYaml(String text, String key, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Pulumi.broken.yaml"), text);

        assertThatThrownBy(() -> StackFile.read(folder, "broken"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Pulumi.broken.yaml: 1 fault\n  " + key)
                .hasMessageContaining("is not YAML");
    }

    @Test
    void asksForEverythingInAnEmptyFile(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("Pulumi.empty.yaml"));

        assertThatThrownBy(() -> read(StackFile.read(folder, "empty")))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                        .extracting(ConfigException.Fault::key)
                        .containsExactly(
                                "aws:region",
                                "aws:allowedAccountIds",
                                "plinth:network",
                                "plinth:database",
                                "plinth:cache",
                                "plinth:storage",
                                "plinth:services",
                                "plinth:edge"));
    }
}
