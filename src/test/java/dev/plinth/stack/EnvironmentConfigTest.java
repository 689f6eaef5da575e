package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.Repository;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Tier;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.Deployment;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import dev.plinth.settings.StackSettings;
import dev.plinth.settings.Verification;
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
        assertThat(config.services()).containsOnlyKeys("api", "admin");
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
        Golden.check("defaults.txt", Golden.lines(EditedStackFile.fewest().read()));
        assertThat(EditedStackFile.fewest().settings())
                .isEqualTo(new StackSettings(
                        "eu-central-1",
                        PolicyParameters.of(Tier.DEVELOPMENT, Enforcement.ADVISORY),
                        Map.of(),
                        new StackSettings.Recovery(60, 240, 31, false, List.of()),
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
                                Optional.empty(),
                                Map.of()),
                        List.of(),
                        new Deployment("UTC", List.of(), List.of()),
                        new StackSettings.Forecast(Optional.empty()),
                        Map.of(),
                        new Verification(Map.of(), List.of(), List.of(Verification.Header.values()), 21)));
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
                "/plinth:databases/database/engineVersion | 16 | plinth:databases.database.engineVersion | is 16 | in quotes",
                "/plinth:databases/database/instanceClass | \"t4g\" | plinth:databases.database.instanceClass | is \"t4g\" | an RDS instance class",
                "/plinth:databases/database/instanceClass | \"db.t4g.mediun\" | plinth:databases.database.instanceClass | is \"db.t4g.mediun\"; did you mean db.t4g.medium? | an RDS instance class",
                "/plinth:databases/database/multiAz | \"yes\" | plinth:databases.database.multiAz | is \"yes\" | true or false",
                "/plinth:databases/database/backupRetentionDays | 36 | plinth:databases.database.backupRetentionDays | is 36 | from 1 to 35",
                "/plinth:databases/database/backupRetentionDays | 99999999999 | plinth:databases.database.backupRetentionDays | is 99999999999 | from 1 to 35",
                "/plinth:databases/database/name | \"1st\" | plinth:databases.database.name | is \"1st\" | a letter",
                "/plinth:caches/cache/nodeType | \"t4g\" | plinth:caches.cache.nodeType | is \"t4g\" | a node type",
                "/plinth:buckets/UP | {} | plinth:buckets.UP | has a name that is not allowed | lower-case",
                "/plinth:buckets/-up | {} | plinth:buckets.-up | has a name that is not allowed | lower-case",
                "/plinth:buckets/a-name-of-21-characters | {} | plinth:buckets.a-name-of-21-characters | has a name that is not allowed | at most 20",
                "/plinth:buckets/uploads/expireAfterDays | 0 | plinth:buckets.uploads.expireAfterDays | is 0 | from 1 to 3650",
                "/plinth:buckets/assets | \"assets\" | plinth:buckets.assets | is \"assets\" | an object with the keys noncurrentVersionRetentionDays",
                "/plinth:services/admin/environment | {\"LOG LEVEL\": \"debug\"} | plinth:services.admin.environment.LOG LEVEL | has a name that is not allowed | a variable's name",
                "/plinth:services/admin/secrets | {\"KEY\": \"arn:aws:s3:::x\"} | plinth:services.admin.secrets.KEY | is \"arn:aws:s3:::x\" | the ARN of a secret",
                "/plinth:observability/alarms | [{\"subject\": \"x\", \"name\": \"y\", \"title\": \"t\", \"namespace\": \"n\", \"metricName\": \"m\", \"threshold\": \"1\"}] | plinth:observability.alarms[0].threshold | is \"1\" | a number",
                "/plinth:services | [] | plinth:services | is [] | an object with an entry by name, not a list",
                "/plinth:services/admin/port | 70000 | plinth:services.admin.port | is 70000 | from 1 to 65535",
                "/plinth:services/api/buildContext | 5 | plinth:services.api.buildContext | is 5 | a text",
                "/plinth:services/api/environment | {\"LOG_LEVEL\": 3} | plinth:services.api.environment.LOG_LEVEL | is 3 | a text",
                "/plinth:services/api/environment | [] | plinth:services.api.environment | is [] | an object",
                "/plinth:services/api/buckets | [4] | plinth:services.api.buckets[0] | is 4 | a text",
                "/plinth:services/api/healthCheckPath | \"health\" | plinth:services.api.healthCheckPath | is \"health\" | starts with /",
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
        EditedStackFile file = EditedStackFile.of("production").with(place, value);
        ConfigException refusal = file.refusal();

        assertThat(ConfigurationSchemaTest.messages(file.document()))
                .as("the schema")
                .isNotEmpty();
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
    void rejectsAnInvalidNetwork(String cidr) {
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

        assertThat(file.read().network().orElseThrow().cidr()).contains(cidr);
    }

    @ParameterizedTest
    @CsvSource({
        "/plinth:netwrok, plinth:netwrok, network",
        "/plinth:Tags, plinth:Tags, tags",
        "/plinth:network/cird, plinth:network.cird, cidr",
        "/plinth:network/availabilityZone, plinth:network.availabilityZone, availabilityZones",
        "/plinth:services/admin/hostname, plinth:services.admin.hostname, hostnames",
        "/plinth:buckets/assets/replicated, plinth:buckets.assets.replicated, replicate",
        "/plinth:services/admin/temporaryDirectory, plinth:services.admin.temporaryDirectory, temporaryDirectories",
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
        "/plinth:databases/database/engineVersion, plinth:databases.database.engineVersion",
        "/plinth:caches/cache/nodeType, plinth:caches.cache.nodeType",
        "/plinth:jobs/report/schedule, plinth:jobs.report.schedule",
        "/plinth:edge/zone, plinth:edge.zone",
        "/plinth:edge/hostnames, plinth:edge.hostnames",
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
                "/plinth:databases/database/maxAllocatedStorageGib | 100 | plinth:databases.database.maxAllocatedStorageGib | is 100",
                "/plinth:services/api/image | \"nginx:1\" | plinth:services.api | has both image and buildContext",
                "/plinth:services/admin/buildContext | null | plinth:services.admin | has neither image and buildContext",
                "/plinth:services/admin/minTasks | 5 | plinth:services.admin | has minTasks 5 above maxTasks 4",
                "/plinth:cost | {\"storageGigabytes\": {\"logs\": -5}} | plinth:cost.storageGigabytes.logs | is -5",
                "/plinth:cost | {\"onBudget\": \"stop\"} | plinth:cost.onBudget | is \"stop\"",
                "/plinth:cost | {\"monthlyBudget\": 0} | plinth:cost.monthlyBudget | is 0",
                "/plinth:services/admin/buckets | [\"photos\"] | plinth:services.admin.buckets | names \"photos\", which is unknown",
                "/plinth:services/admin/hostnames | [\"admin\", \"shop\"] | plinth:services.admin.hostnames | has \"shop\", which is not in edge.hostnames",
                "/plinth:services/api/hostnames | [\"api\"] | plinth:edge.hostnames | has \"cdn\", but no service or origin serves it",
                "/plinth:backup/secondRegion | null | plinth:backup.secondRegion | is missing, but a bucket has replicate: true",
                "/plinth:services/admin/priority | 10 | plinth:services.api.priority | is 10, the priority of admin",
                "/plinth:backup/copyRetentionDays | 1 | plinth:backup.copyRetentionDays | is 1 days",
                "/plinth:loadBalancer | {\"internal\": true} | plinth:loadBalancer.internal | is true, but Cloudflare must reach it",
                "/plinth:loadBalancer | {\"firewallRateLimit\": 2000} | plinth:loadBalancer.firewallRateLimit | is 2000, but edge.requestsPerMinute limits",
                "/plinth:loadBalancer | {\"internal\": true, \"ingress\": \"CLOUDFLARE\"} | plinth:loadBalancer | has internal or firewallRateLimit with ingress CLOUDFLARE",
                "/plinth:loadBalancer | {\"plainHttp\": true} | plinth:loadBalancer | has plainHttp without internal",
                "/plinth:loadBalancer | {\"webFirewall\": false, \"firewallRateLimit\": 2000} | plinth:loadBalancer | without webFirewall",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/plinth:database | {\"engineVersion\": \"16\"} | plinth:database | databases: {database:",
                "/plinth:cache | {} | plinth:cache | caches: {cache:",
                "/plinth:storage | {\"buckets\": []} | plinth:storage | observability.accessLogRetentionDays",
                "/plinth:services/api/usesDatabase | true | plinth:services.api.usesDatabase | databases: [database]",
                "/plinth:services/api/usesCache | false | plinth:services.api.usesCache | caches: [cache]",
                "/plinth:services/api/name | \"api\" | plinth:services.api.name | the entry's key",
                "/plinth:jobs | {\"x\": {\"image\": \"a:1\", \"schedule\": \"rate(1 day)\", \"name\": \"x\"}} | plinth:jobs.x.name | the entry's key",
            })
    void saysWhatReplacesAnOldKey(String place, String value, String key, String replacement) {
        assertThat(EditedStackFile.of("production").with(place, value).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.problem()).isEqualTo("is no longer a key");
                    assertThat(fault.allowed()).contains(replacement);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/plinth:services/api/databases | [\"databse\"] | plinth:services.api.databases | names \"databse\", which is unknown; did you mean database?",
                "/plinth:services/api/caches | [\"redis\"] | plinth:services.api.caches | names \"redis\", which is unknown",
                "/plinth:services/api/consumes | [\"order\"] | plinth:services.api.consumes | did you mean orders?",
                "/plinth:services/api/sends | [\"order\"] | plinth:services.api.sends | did you mean orders?",
                "/plinth:services/api/secrets | {\"KEY\": \"strip:apiKey\"} | plinth:services.api.secrets.KEY | names \"strip\", which is unknown; did you mean stripe?",
                "/plinth:jobs/report/databases | [\"users\"] | plinth:jobs.report.databases | names \"users\", which is unknown",
                "/plinth:buckets | {\"logs\": {}} | plinth:buckets.logs | has the name of a component of the environment",
                "/plinth:queues | {\"orders\": {}, \"api\": {}} | plinth:services.api | has the name of queues.api",
                "/plinth:services/api/scaleByQueue | \"orders\" | plinth:services.api | has only one of scaleByQueue and messagesPerTask",
                "/plinth:services/api/minTasks | 0 | plinth:services.api | has minTasks 0",
                "/plinth:services/api/port | null | plinth:services.api | has hostnames without port",
                "/plinth:edge/cachedHostname | \"apl\" | plinth:edge.cachedHostname | did you mean api?",
                "/plinth:edge/origins | {\"shop\": \"shop.example.net\"} | plinth:edge.origins | names \"shop\", which is unknown",
                "/plinth:loadBalancer | {\"domain\": \"example.net\"} | plinth:loadBalancer.domain | but edge.zone is the domain",
                "/plinth:secrets/stripe/arn | \"arn:aws:secretsmanager:eu-central-1:123456789012:secret:x\" | plinth:secrets.stripe | has both description and arn",
                "/plinth:network/existing | {\"vpcId\": \"vpc-0a1b2c3d\", \"vpcCidr\": \"10.0.0.0/16\"} | plinth:network | has both cidr and existing",
            })
    void checksReferencesBetweenSections(String place, String value, String key, String problem) {
        assertThat(EditedStackFile.fewest().with(place, value).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.problem()).contains(problem);
                    assertThat(fault.allowed()).isNotBlank();
                });
    }

    @Test
    void needsANetworkForWhatStandsInOne() {
        assertThat(EditedStackFile.fewest().without("/plinth:network").faults())
                .extracting(ConfigException.Fault::key)
                .containsExactly("plinth:databases", "plinth:caches", "plinth:services", "plinth:jobs");
        assertThat(EditedStackFile.fewest().without("/plinth:network").faults())
                .allSatisfy(fault -> assertThat(fault.problem()).startsWith("needs a network"));
    }

    @Test
    void needsADomainAndACertificateWithoutAnEdge() {
        EditedStackFile file = EditedStackFile.fewest().without("/plinth:edge");

        assertThat(file.faults())
                .extracting(ConfigException.Fault::key)
                .containsExactly("plinth:loadBalancer.domain", "plinth:loadBalancer.hostedZoneId");
        assertThat(file.with(
                                "/plinth:loadBalancer",
                                "{\"domain\": \"plinth.dev\", \"hostedZoneId\": \"Z1D633PJN98FT9\"}")
                        .read()
                        .edge())
                .isEmpty();
    }

    @Test
    void needsPrioritiesForServicesThatShareAHostName() {
        EditedStackFile file = EditedStackFile.fewest()
                .with(
                        "/plinth:services/blog",
                        "{\"image\": \"nginx:1\", \"port\": 80, \"hostnames\": [\"api\"], \"paths\": [\"/blog/*\"]}");

        assertThat(file.faults())
                .extracting(ConfigException.Fault::key)
                .containsExactly("plinth:services.api.priority", "plinth:services.blog.priority");
        assertThat(file.with("/plinth:services/blog/priority", "1")
                        .with("/plinth:services/api/priority", "2")
                        .read()
                        .services())
                .hasSize(2);
    }

    @Test
    void saysNothingOfReferencesToASectionThatCannotBeRead() {
        assertThat(EditedStackFile.of("production")
                        .with("/plinth:databases", "[]")
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo("plinth:databases"));
        assertThat(EditedStackFile.of("production")
                        .with("/plinth:databases/database/port", "1")
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo("plinth:databases.database.port"));
    }

    @Test
    void reportsAllFaultsAtOnceAndOnePerLine() {
        ConfigException refusal = EditedStackFile.of("production")
                .with("/plinth:netwrok", "{}")
                .without("/aws:region")
                .with("/plinth:network/cidr", "\"10.0.0.0/33\"")
                .with("/plinth:network/availabilityZones", "9")
                .with("/plinth:databases/database/multiAz", "\"no\"")
                .with("/plinth:services/api/port", "0")
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
                        "plinth:databases.database.multiAz",
                        "plinth:services.api.port");
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
                        .containsExactly("aws:region", "aws:allowedAccountIds"));
    }
}
