package dev.plinth.components.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.loadbalancer.WebhookSource;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkflowEngineTest {

    private static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private WorkflowEngine run(UnaryOperator<WorkflowEngineArgs.Builder> more) {
        return mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            Output<String> password = Output.ofSecret("a-password-of-redis");
            ApplicationLoadBalancer loadBalancer = new ApplicationLoadBalancer(
                    "entrance",
                    ApplicationLoadBalancerArgs.builder()
                            .network(network)
                            .certificateArn(Output.of("arn:aws:acm:eu-central-1:123456789012:certificate/1"))
                            .accessLogBucket("logs")
                            .ingress(IngressSource.ANYWHERE)
                            .routes(List.of(
                                    new Route(
                                            "webhooks",
                                            WorkflowEngine.PORT,
                                            WorkflowEngine.HEALTH_CHECK_PATH,
                                            List.of("n8n.example.com"),
                                            List.of("/webhook/*"),
                                            10),
                                    new Route(
                                            "editor",
                                            WorkflowEngine.PORT,
                                            WorkflowEngine.HEALTH_CHECK_PATH,
                                            List.of("n8n.example.com"),
                                            List.of(),
                                            20)))
                            .webhookSources(List.of(
                                    WebhookSource.stripe("/webhook/stripe"),
                                    WebhookSource.stackAuth("/webhook/stack-auth")))
                            .build());
            return new WorkflowEngine(
                    "n8n",
                    more.apply(WorkflowEngineArgs.builder()
                                    .cluster(new ContainerCluster(
                                            "cluster",
                                            ContainerClusterArgs.builder().build()))
                                    .network(network)
                                    .image(Output.of("123456789012.dkr.ecr.eu-central-1.amazonaws.com/n8n:1.110.1"))
                                    .database(new PostgresDatabase(
                                            "n8n-database",
                                            PostgresDatabaseArgs.builder()
                                                    .network(network)
                                                    .build()))
                                    .queue(
                                            new RedisCache(
                                                    "n8n-queue",
                                                    RedisCacheArgs.builder()
                                                            .network(network)
                                                            .passwordUser("n8n", password)
                                                            .build()),
                                            password)
                                    .loadBalancer(loadBalancer)
                                    .domainName("n8n.example.com"))
                            .build());
        });
    }

    @Test
    void runsAnEditorWebhooksAndWorkersInQueueMode() {
        run(args -> args);

        assertThat(mocks.names(TASK))
                .containsExactlyInAnyOrder("n8n-editor-task", "n8n-webhooks-task", "n8n-workers-task");
        for (String process : mocks.names(TASK)) {
            assertThat(mocks.named(TASK, process).text("containerDefinitions"))
                    .as(process)
                    .contains("EXECUTIONS_MODE", "\"queue\"", "DB_POSTGRESDB_SSL_ENABLED", "QUEUE_BULL_REDIS_TLS")
                    .contains("N8N_ENCRYPTION_KEY", "encryptionKey::")
                    .doesNotContain("a-password-of-redis");
        }
        assertThat(mocks.named(TASK, "n8n-workers-task").text("containerDefinitions"))
                .contains("worker", "--concurrency=10");
        assertThat(mocks.named("aws:ecs/service:Service", "n8n-editor-service").inputs())
                .containsEntry("desiredCount", 1.0);
        assertThat(mocks.named("aws:ecs/service:Service", "n8n-workers-service").inputs())
                .containsEntry("desiredCount", 2.0)
                .doesNotContainKey("loadBalancers");
    }

    @Test
    void itsEncryptionKeyIsASeparateSecret() {
        run(args -> args);

        assertThat(mocks.named("aws:secretsmanager/secret:Secret", "n8n-secret").inputs())
                .containsEntry("recoveryWindowInDays", 30.0)
                .containsKey("kmsKeyId");
    }

    @Test
    void itsQueueHasAUserWithAPassword() {
        run(args -> args);

        assertThat(mocks.named("aws:elasticache/user:User", "n8n-queue-password-user")
                        .inputs())
                .containsEntry("userName", "n8n");
        assertThat(mocks.named("aws:elasticache/user:User", "n8n-queue-password-user")
                        .object("authenticationMode"))
                .containsEntry("type", "password");
    }

    @Test
    void onlyTheVendorsAddressesMayCallTheirWebhooks() {
        run(args -> args);

        assertThat(mocks.names("aws:wafv2/ipSet:IpSet"))
                .containsExactlyInAnyOrder("entrance-firewall-stripe", "entrance-firewall-stack-auth");
        assertThat(String.valueOf(mocks.only("aws:wafv2/webAcl:WebAcl").objects("rules")))
                .contains("webhooks-stripe", "/webhook/stripe", "STARTS_WITH", "notStatement");
    }

    @Test
    void allArgumentsReachTheirResources() {
        run(args -> args.workers(3)
                .maxWorkers(6)
                .webhookTasks(4)
                .workerConcurrency(5)
                .executionRetentionDays(7));

        assertThat(mocks.named("aws:ecs/service:Service", "n8n-workers-service").inputs())
                .containsEntry("desiredCount", 3.0);
        assertThat(mocks.named("aws:ecs/service:Service", "n8n-webhooks-service")
                        .inputs())
                .containsEntry("desiredCount", 4.0);
        assertThat(mocks.named(TASK, "n8n-workers-task").text("containerDefinitions"))
                .contains("--concurrency=5", "\"168\"");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> mocks.run(() -> new WorkflowEngine(
                                        "n8n",
                                        WorkflowEngineArgs.builder()
                                                .workers(0)
                                                .maxWorkers(-1)
                                                .webhookTasks(0)
                                                .workerConcurrency(0)
                                                .executionRetentionDays(0)
                                                .build())))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly(
                        "cluster",
                        "network",
                        "image",
                        "database",
                        "queue",
                        "loadBalancer",
                        "domainName",
                        "workers",
                        "maxWorkers",
                        "webhookTasks",
                        "workerConcurrency",
                        "executionRetentionDays");
    }
}
