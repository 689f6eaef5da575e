package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.Context;
import com.pulumi.aws.route53.Zone;
import com.pulumi.aws.route53.ZoneArgs;
import dev.plinth.operation.Progress;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
import dev.plinth.stack.EnvironmentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments that differ from the shipped ones, from their configuration alone, on the real engine. */
final class ComposedEnvironmentIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of());

    private static final String STACK = "composed";

    private static final String ACCOUNT =
            """
            config:
              aws:region: eu-central-1
              aws:allowedAccountIds: ["123456789012"]
            """;

    /** No cache, no edge, no load balancer: two databases, a worker with a queue, a job, and secrets. */
    private static final String WORKERS = ACCOUNT
            + """
              plinth:network: {cidr: 10.50.0.0/16, availabilityZones: 3, natStrategy: ONE_PER_ZONE}
              plinth:databases:
                orders: {engineVersion: "16", instanceClass: db.t4g.medium}
                users: {engineVersion: "16", instanceClass: db.t4g.medium, port: 5433}
              plinth:queues:
                mail: {visibilityTimeoutSeconds: 120}
              plinth:secrets:
                stripe: {description: "The key of Stripe's API, from its dashboard"}
                licence: {arn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:licence-AbCdEf"}
              plinth:services:
                mailer:
                  image: ghcr.io/acme/mailer:1.4.2
                  minTasks: 0
                  maxTasks: 10
                  consumes: [mail]
                  scaleByQueue: mail
                  messagesPerTask: 100
                  databases: [orders, users]
                  secrets: {STRIPE_KEY: "stripe:apiKey", LICENCE: licence}
              plinth:jobs:
                report:
                  image: ghcr.io/acme/report:1.4.2
                  schedule: cron(0 3 * * ? *)
                  timeZone: Europe/Berlin
                  databases: [orders]
                  sends: [mail]
              plinth:backup: {secondRegion: eu-west-1}
              plinth:observability: {emails: [operations@plinth.dev]}
              plinth:tags: {owner: platform}
              plinth:policy: {tier: production, enforcement: mandatory}
            """;

    /** The load balancer is the public entrance, with its certificate and names in a zone of Route 53 that exists. */
    private static final String ENTRANCE = ACCOUNT
            + """
              plinth:network: {cidr: 10.50.0.0/16}
              plinth:services:
                web: {image: "ghcr.io/acme/web:1.4.2", port: 8080, hostnames: ["@", www]}
              plinth:loadBalancer: {domain: plinth.dev, hostedZoneId: ZONE, firewallRateLimit: 2000}
            """;

    /** Runs a stack from its first update to its end, with a preview without change between. */
    private static void liveAndDie(Path folder, String stackFile, Check afterUp) throws IOException {
        liveAndDie(TestProject.in(folder), stackFile, afterUp);
    }

    private static void liveAndDie(TestProject project, String stackFile, Check afterUp) throws IOException {
        Files.writeString(project.folder().resolve("Pulumi." + STACK + ".yaml"), stackFile);
        List<JsonNode> before = project.unretained();

        Run up = project.simulate("up", STACK, "--yes", "--json");
        assertThat(up.exitCode()).as(up.toString()).isZero();
        Run preview = project.simulate("preview", STACK, "--json");
        assertThat(preview.exitCode()).as(preview.toString()).isZero();
        assertThat(preview.json().path("steps"))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(step.path("op").asText()).as(step.toString()).isEqualTo("same"));
        afterUp.check(project, up.json().path("outputs"), preview.json());

        Run lifted = project.simulate("unprotect", STACK, "--yes");
        assertThat(lifted.exitCode()).as(lifted.toString()).isZero();
        Run destroy = project.simulate("destroy", STACK, "--yes", "--json");
        assertThat(destroy.exitCode()).as(destroy.toString()).isZero();
        assertThat(project.unretained()).isEqualTo(before);
    }

    /** Creates a hosted zone by another program in the same account, and returns its id. */
    private static String hostedZone(TestProject project) {
        StackProgram<EnvironmentConfig> dns = new StackProgram<>() {
            @Override
            public Class<EnvironmentConfig> configuration() {
                return EnvironmentConfig.class;
            }

            @Override
            public void create(Context context, EnvironmentConfig configuration, StackSettings settings) {
                new Zone("zone", ZoneArgs.builder().name("plinth.dev").build());
            }
        };
        try (StackSession session =
                StackSession.open(project.project().running(dns), "development", true, Progress.NONE)) {
            OperationResult result = session.up(session.preview(REQUEST.keepingPlan()));
            assertThat(result.succeeded()).as(result.problem()).isTrue();
        }
        return project.resource("aws:route53/zone:Zone").path("id").asText();
    }

    @FunctionalInterface
    private interface Check {
        void check(TestProject project, JsonNode outputs, JsonNode preview) throws IOException;
    }

    private static List<String> types(TestProject project) {
        List<String> types = new ArrayList<>();
        project.resources().forEach(resource -> types.add(resource.path("type").asText()));
        return types;
    }

    private static JsonNode named(TestProject project, String type, String name) {
        for (JsonNode resource : project.resources()) {
            if (resource.path("type").asText().equals(type)
                    && resource.path("name").asText().equals(name)) {
                return resource.path("state");
            }
        }
        throw new AssertionError("no " + type + " " + name);
    }

    @Test
    void twoDatabasesAWorkerWithAQueueAndAJob(@TempDir Path folder) throws IOException {
        liveAndDie(folder, WORKERS, (project, outputs, preview) -> {
            assertThat(types(project))
                    .doesNotContain(
                            "aws:elasticache/replicationGroup:ReplicationGroup",
                            "aws:lb/loadBalancer:LoadBalancer",
                            "aws:acm/certificate:Certificate",
                            "cloudflare:index/dnsRecord:DnsRecord")
                    .contains("aws:scheduler/schedule:Schedule", "aws:appautoscaling/policy:Policy")
                    .filteredOn("aws:rds/instance:Instance"::equals)
                    .hasSize(2);
            assertThat(outputs.path("ordersAddress").asText()).isNotBlank();
            assertThat(outputs.path("usersSecretArn").asText()).startsWith("arn:aws:secretsmanager:");
            assertThat(outputs.path("mailQueueUrl").asText()).startsWith("https://sqs.");

            JsonNode worker = named(project, "aws:ecs/taskDefinition:TaskDefinition", "mailer-task");
            assertThat(worker.path("containerDefinitions").asText())
                    .contains("ORDERS_DATABASE_HOST", "USERS_DATABASE_HOST", "USERS_DATABASE_PORT", "MAIL_QUEUE_URL")
                    .contains("ORDERS_DATABASE_CREDENTIALS", ":apiKey::", "secret:licence-AbCdEf")
                    .doesNotContain("ORDERS_DATABASE_PORT", "\"DATABASE_HOST\"", "portMappings\":[{");
            JsonNode job = named(project, "aws:ecs/taskDefinition:TaskDefinition", "report-task");
            assertThat(job.path("containerDefinitions").asText())
                    .contains("\"DATABASE_HOST\"", "DATABASE_CREDENTIALS")
                    .doesNotContain("USERS_DATABASE");
            assertThat(named(project, "aws:iam/rolePolicy:RolePolicy", "mailer-task-policy")
                            .path("policy")
                            .asText())
                    .contains("sqs:ReceiveMessage")
                    .doesNotContain("sqs:SendMessage");
            assertThat(named(project, "aws:iam/rolePolicy:RolePolicy", "report-task-policy")
                            .path("policy")
                            .asText())
                    .contains("sqs:SendMessage")
                    .doesNotContain("sqs:ReceiveMessage");

            // What the configuration leads to keeps every rule, in the strictest tier.
            assertThat(preview.at("/policy/violations")).as("violations").isEmpty();
        });
    }

    @Test
    void theLoadBalancerIsTheEntrance(@TempDir Path folder) throws IOException {
        TestProject shared = TestProject.in(folder);
        String stackFile = ENTRANCE.replace("ZONE", hostedZone(shared));
        liveAndDie(shared, stackFile, (project, outputs, preview) -> {
            assertThat(outputs.path("urls").toString())
                    .isEqualTo("[\"https://plinth.dev\",\"https://www.plinth.dev\"]");
            assertThat(types(project))
                    .contains("aws:wafv2/webAcl:WebAcl", "aws:acm/certificateValidation:CertificateValidation")
                    .noneMatch(type -> type.startsWith("cloudflare:"))
                    .filteredOn("aws:route53/record:Record"::equals)
                    .hasSize(4);
        });
    }

    @Test
    void aNetworkAlone(@TempDir Path folder) throws IOException {
        liveAndDie(folder, ACCOUNT + "  plinth:network: {cidr: 10.50.0.0/16}\n", (project, outputs, preview) -> {
            assertThat(outputs.path("vpcId").asText()).startsWith("vpc-");
            assertThat(types(project))
                    .doesNotContain("aws:s3/bucketV2:BucketV2", "aws:backup/vault:Vault", "aws:ecs/cluster:Cluster");
        });
    }

    @Test
    void aBucketAlone(@TempDir Path folder) throws IOException {
        liveAndDie(folder, ACCOUNT + "  plinth:buckets: {uploads: {}}\n", (project, outputs, preview) -> {
            assertThat(outputs.path("uploadsBucket").asText()).startsWith("uploads-");
            assertThat(types(project))
                    .contains("aws:backup/vault:Vault")
                    .doesNotContain("aws:ec2/vpc:Vpc", "aws:ecs/cluster:Cluster");
        });
    }
}
