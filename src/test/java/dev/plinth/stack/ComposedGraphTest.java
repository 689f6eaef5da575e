package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.StackDefinition;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What single keys of the configuration lead to. */
class ComposedGraphTest {

    private static final String BEGINNING =
            """
            config:
              aws:region: eu-central-1
              aws:allowedAccountIds: ["123456789012"]
            """;

    private static final String NETWORK = BEGINNING + "  plinth:network: {cidr: 10.50.0.0/16}\n";

    private final Path folder;

    ComposedGraphTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private ResourceGraph graph(String stackFile) throws IOException {
        Path file = folder.resolve("Pulumi.composed.yaml");
        if (Files.notExists(file)) {
            Repository.copyProject(folder);
        }
        Files.writeString(file, stackFile);
        return StackDefinition.read(Repository.project(folder), "composed").record();
    }

    private static List<GraphResource> ofType(ResourceGraph graph, String type) {
        return graph.resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    private static GraphResource named(ResourceGraph graph, String name) {
        return graph.resources().stream()
                .filter(resource -> resource.custom() && resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    private static String input(GraphResource resource, String path) {
        return resource.input(path).describe();
    }

    @Test
    void anAuditTrailRecordsTheObjectsOfItsBucketsAndPassesTheRulesForTrails() throws IOException {
        ResourceGraph graph = graph(
                BEGINNING
                        + """
                  plinth:buckets: {uploads: {}, assets: {}}
                  plinth:audit: {dataEventBuckets: [uploads], insights: true}
                """);

        assertThat(ofType(graph, "aws:cloudtrail/trail:Trail")).hasSize(1);
        assertThat(named(graph, "audit-trail").propertyDependencies().get("advancedEventSelectors"))
                .anyMatch(urn -> urn.endsWith("::uploads-bucket"))
                .noneMatch(urn -> urn.endsWith("::assets-bucket"));
        Subject subject = Subject.of(graph, PolicyParameters.forStack("staging"), List.of(), LocalDate.of(2026, 1, 1));
        assertThat(PolicyEvaluator.evaluate(subject).violations())
                .filteredOn(violation -> violation.urn().contains("audit"))
                .extracting(violation -> violation.rule())
                .allMatch(rule -> rule.startsWith("account-"));
    }

    @Test
    void anAuditTrailOfAnUnknownBucketIsRejected() {
        assertThatThrownBy(
                        () -> graph(
                                BEGINNING
                                        + """
                  plinth:buckets: {uploads: {}}
                  plinth:audit: {dataEventBuckets: [upload]}
                """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("plinth:audit.dataEventBuckets")
                .hasMessageContaining("uploads");
    }

    @Test
    void objectivesCreateBurnRateAlarmsOfTheLoadBalancer() throws IOException {
        ResourceGraph graph = graph(
                NETWORK
                        + """
                  plinth:services:
                    web: {image: "ghcr.io/acme/web:1.4.2", port: 8080, hostnames: ["@"]}
                  plinth:loadBalancer: {domain: plinth.dev, hostedZoneId: Z1D633PJN98FT9}
                  plinth:observability: {objectives: {responseMilliseconds: 250}}
                """);

        assertThat(ofType(graph, "aws:cloudwatch/compositeAlarm:CompositeAlarm"))
                .extracting(GraphResource::name)
                .hasSize(4)
                .contains("observability-ingress-response-fast-burn");
        assertThat(input(named(graph, "observability-ingress-response-fast-burn-5m"), "metricQueries[0].metric.stat"))
                .contains("PR(:0.25)");
    }

    @Test
    void operatingHoursStopServicesAndDatabasesButNotInProduction() throws IOException {
        String environment = NETWORK
                + """
                  plinth:databases: {database: {engineVersion: "16", instanceClass: db.t4g.medium}}
                  plinth:services:
                    worker: {image: "ghcr.io/acme/worker:1.4.2"}
                """;
        ResourceGraph hours = graph(
                environment + "  plinth:operatingHours: {from: \"08:00\", to: \"18:00\", timeZone: Europe/Berlin}\n");

        assertThat(ofType(hours, "aws:appautoscaling/scheduledAction:ScheduledAction"))
                .extracting(GraphResource::name)
                .containsExactlyInAnyOrder("operating-hours-worker-start", "operating-hours-worker-stop");
        assertThat(ofType(hours, "aws:scheduler/schedule:Schedule")).hasSize(2);
        assertThat(ofType(hours, "aws:cloudwatch/metricAlarm:MetricAlarm"))
                .extracting(GraphResource::name)
                .doesNotContain("observability-worker-running-tasks");
        assertThat(ruleViolations(hours, "production")).contains("production-always-on");
        assertThat(ruleViolations(hours, "staging")).doesNotContain("production-always-on");
    }

    private static List<String> ruleViolations(ResourceGraph graph, String stack) {
        Subject subject = Subject.of(graph, PolicyParameters.forStack(stack), List.of(), LocalDate.of(2026, 1, 1));
        return PolicyEvaluator.evaluate(subject).violations().stream()
                .map(violation -> violation.rule())
                .toList();
    }

    @Test
    void anObjectiveWithoutABudgetIsRejected() {
        assertThatThrownBy(() -> graph(NETWORK + "  plinth:observability: {objectives: {availabilityPercent: 100}}\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("plinth:observability.objectives.availabilityPercent")
                .hasMessageContaining("95 to 99.999 percent");
    }

    @Test
    void aDomainInRoute53ValidatesTheCertificateAndGetsTheHostNames() throws IOException {
        ResourceGraph graph = graph(
                NETWORK
                        + """
                  plinth:services:
                    web: {image: "ghcr.io/acme/web:1.4.2", port: 8080, hostnames: ["@", www]}
                  plinth:loadBalancer: {domain: plinth.dev, hostedZoneId: Z1D633PJN98FT9}
                """);

        assertThat(ofType(graph, "aws:route53/record:Record"))
                .extracting(GraphResource::name)
                .contains("certificate-validation-plinth-dev", "certificate-validation-www-plinth-dev")
                .hasSize(4);
        assertThat(ofType(graph, "cloudflare:index/zoneSetting:ZoneSetting")).isEmpty();
        assertThat(input(named(graph, "certificate-certificate"), "domainName")).contains("plinth.dev");
        assertThat(ofType(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
                .anySatisfy(rule -> assertThat(input(rule, "cidrIpv4")).contains("0.0.0.0/0"));
    }

    @Test
    void priorityOfARouteFollowsFromItsNameAlone() throws IOException {
        String web = "    web: {image: \"a/web:1\", port: 8080, hostnames: [www]}\n";
        String entrance =
                "  plinth:loadBalancer: {domain: plinth.dev, certificateArn: \"arn:aws:acm:eu-central-1:123456789012:certificate/x\"}\n";
        String one =
                input(named(graph(NETWORK + "  plinth:services:\n" + web + entrance), "ingress-web-rule"), "priority");
        ResourceGraph two = graph(NETWORK
                + "  plinth:services:\n    admin: {image: \"a/admin:1\", port: 80, hostnames: [admin]}\n"
                + web
                + entrance);

        assertThat(input(named(two, "ingress-web-rule"), "priority")).isEqualTo(one);
        assertThat(input(named(two, "ingress-admin-rule"), "priority")).isNotEqualTo(one);
    }

    @Test
    void anExistingNetworkTakesDatabasesAndWorkers() throws IOException {
        ResourceGraph graph = graph(
                BEGINNING
                        + """
                  plinth:network:
                    existing:
                      vpcId: vpc-0a1b2c3d4e5f60718
                      vpcCidr: 10.0.0.0/16
                      privateSubnetIds: [subnet-0a1b2c3d4e5f60711, subnet-0a1b2c3d4e5f60712]
                      dataSubnetIds: [subnet-0a1b2c3d4e5f60713, subnet-0a1b2c3d4e5f60714]
                  plinth:databases:
                    orders: {engineVersion: "16", instanceClass: db.t4g.medium, identifier: shop-orders}
                  plinth:services:
                    worker: {image: "a/worker:1", databases: [orders]}
                """);

        assertThat(ofType(graph, "aws:ec2/vpc:Vpc")).isEmpty();
        assertThat(input(named(graph, "orders-subnet-group"), "subnetIds")).contains("subnet-0a1b2c3d4e5f60714");
        assertThat(input(named(graph, "orders-instance"), "identifier")).contains("shop-orders");
    }

    @Test
    void tiersOfSubnetsThatAreMissingAreAFaultOfTheConfiguration() {
        assertThatThrownBy(
                        () -> graph(
                                BEGINNING
                                        + """
                                  plinth:network: {existing: {vpcId: vpc-0a1b2c3d4e5f60718, vpcCidr: 10.0.0.0/16}}
                                  plinth:caches: {sessions: {nodeType: cache.t4g.small}}
                                """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("dataSubnetIds");
    }

    @Test
    void queuesAndSecretsNeedNoNetwork() throws IOException {
        ResourceGraph graph = graph(
                BEGINNING
                        + """
                  plinth:queues: {orders: {fifo: true}}
                  plinth:secrets: {stripe: {description: Stripe's key}}
                """);

        assertThat(ofType(graph, "aws:sqs/queue:Queue")).hasSize(2);
        assertThat(ofType(graph, "aws:secretsmanager/secret:Secret")).hasSize(1);
        assertThat(ofType(graph, "aws:ec2/vpc:Vpc")).isEmpty();
        assertThat(ofType(graph, "aws:backup/vault:Vault")).isEmpty();
    }

    @Test
    void anEmptyEnvironmentHasProvidersOnly() throws IOException {
        assertThat(graph(BEGINNING).resources())
                .filteredOn(GraphResource::custom)
                .allSatisfy(resource -> assertThat(resource.type()).startsWith("pulumi:"));
    }
}
