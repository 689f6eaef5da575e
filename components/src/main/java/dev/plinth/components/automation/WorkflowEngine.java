package dev.plinth.components.automation;

import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.aws.secretsmanager.SecretVersion;
import com.pulumi.aws.secretsmanager.SecretVersionArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import dev.plinth.components.security.GeneratedPassword;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The workflow automation n8n in queue mode: one task with the editor and its timers, tasks that receive webhooks, and workers that run the
 * executions of a queue in Redis.
 *
 * <p>Several tasks with the editor need n8n's enterprise licence, so there is one; while it starts again, webhooks are received and
 * executions run. The encryption key of n8n's credentials is a secret of its own: a database that is restored without it is of no use, so
 * deleting the component keeps the secret for 30 days.
 *
 * @see <a href="https://docs.n8n.io/hosting/scaling/queue-mode/">Queue mode</a>
 */
public final class WorkflowEngine extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:automation:WorkflowEngine";

    /** The file in the image with the certificate authorities of RDS. */
    public static final String CERTIFICATES = "/opt/rds/global-bundle.pem";

    /** The port of all of n8n's processes. */
    public static final int PORT = 5678;

    /** The health check of n8n's processes. */
    public static final String HEALTH_CHECK_PATH = "/healthz";

    /** The name of the cache's user. */
    public static final String QUEUE_USER = "n8n";

    private final WorkflowEngineArgs args;
    private final PostgresDatabase database;
    private final RedisCache queue;
    private final EncryptionKey key;
    private final Output<String> secretArn;
    private final FargateService editor;
    private final FargateService webhooks;
    private final FargateService workers;

    /**
     * Creates n8n.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public WorkflowEngine(String name, WorkflowEngineArgs args) {
        this(name, args, null);
    }

    /**
     * Creates n8n with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public WorkflowEngine(String name, WorkflowEngineArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.database = Objects.requireNonNull(args.database());
        this.queue = Objects.requireNonNull(args.queue());
        this.key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Secrets of " + name)
                        .retainOnDelete(true)
                        .build(),
                childComponentOptions().build());
        this.secretArn = createSecret();
        this.editor = createEditor();
        this.webhooks = createWebhooks();
        this.workers = createWorkers();
        services().forEach(service -> {
            service.connectTo(database);
            service.connectTo(queue);
        });
        registerOutputs(Map.of("secretArn", secretArn()));
    }

    /** The secret with n8n's encryption key and the password of its queue. */
    public Output<String> secretArn() {
        return secretArn;
    }

    /** The services: editor, webhooks and workers. */
    public List<FargateService> services() {
        return List.of(editor, webhooks, workers);
    }

    private static WorkflowEngineArgs validated(String name, WorkflowEngineArgs args) {
        Validation.of("WorkflowEngine", name)
                .required("cluster", args.cluster())
                .required("network", args.network())
                .required("image", args.image())
                .required("database", args.database())
                .required("queue", args.queue())
                .required("loadBalancer", args.loadBalancer())
                .check(
                        args.domainName().matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"),
                        "domainName",
                        args.domainName(),
                        "a domain name such as n8n.example.com")
                .check(args.workers() >= 1, "workers", args.workers(), "at least 1")
                .check(args.maxWorkers() >= args.workers(), "maxWorkers", args.maxWorkers(), "at least workers")
                .check(args.webhookTasks() >= 1, "webhookTasks", args.webhookTasks(), "at least 1")
                .check(
                        args.workerConcurrency() >= 1 && args.workerConcurrency() <= 100,
                        "workerConcurrency",
                        args.workerConcurrency(),
                        "1 to 100")
                .check(
                        args.executionRetentionDays() >= 1 && args.executionRetentionDays() <= 365,
                        "executionRetentionDays",
                        args.executionRetentionDays(),
                        "1 to 365 days")
                .throwIfAny();
        return args;
    }

    private Output<String> createSecret() {
        Output<String> encryptionKey = GeneratedPassword.create(
                childName("encryption-key"), Deployment.getInstance().getStackName());
        Secret secret = new Secret(
                childName("secret"),
                SecretArgs.builder()
                        .description("Encryption key of " + name() + " and password of its queue")
                        .kmsKeyId(key.keyArn())
                        .recoveryWindowInDays(30)
                        .tags(Map.of("Name", childName("secret"), "rotation", "manual"))
                        .build(),
                statefulChildOptions().build());
        SecretVersion version = new SecretVersion(
                childName("secret-value"),
                SecretVersionArgs.builder()
                        .secretId(secret.id())
                        .secretString(Output.tuple(encryptionKey, Objects.requireNonNull(args.queuePassword()))
                                .applyValue(known ->
                                        Json.write(Map.of("encryptionKey", known.t1, "queuePassword", known.t2))))
                        .build(),
                childOptions().build());
        return Output.tuple(secret.arn(), version.versionId()).applyValue(known -> known.t1);
    }

    private FargateServiceArgs.Builder process(List<String> command, int cpu, int memory) {
        return FargateServiceArgs.builder()
                .cluster(Objects.requireNonNull(args.cluster()))
                .network(Objects.requireNonNull(args.network()))
                .image(Objects.requireNonNull(args.image()))
                .command(command)
                .cpu(cpu)
                .memory(memory)
                .port(PORT)
                .temporaryDirectories(List.of("/home/node/.n8n", "/tmp"))
                .logRetentionDays(args.logRetentionDays())
                .environment(Map.ofEntries(
                        Map.entry("EXECUTIONS_MODE", "queue"),
                        Map.entry("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS", "true"),
                        Map.entry("EXECUTIONS_DATA_PRUNE", "true"),
                        Map.entry("EXECUTIONS_DATA_MAX_AGE", String.valueOf(args.executionRetentionDays() * 24)),
                        Map.entry("N8N_PORT", String.valueOf(PORT)),
                        Map.entry("N8N_PROTOCOL", "https"),
                        Map.entry("N8N_HOST", args.domainName()),
                        Map.entry("N8N_EDITOR_BASE_URL", "https://" + args.domainName() + "/"),
                        Map.entry("WEBHOOK_URL", "https://" + args.domainName() + "/"),
                        Map.entry("N8N_PROXY_HOPS", "1"),
                        Map.entry("N8N_RUNNERS_ENABLED", "true"),
                        Map.entry("N8N_BLOCK_ENV_ACCESS_IN_NODE", "true"),
                        Map.entry("N8N_DIAGNOSTICS_ENABLED", "false"),
                        Map.entry("QUEUE_HEALTH_CHECK_ACTIVE", "true"),
                        Map.entry("QUEUE_HEALTH_CHECK_PORT", String.valueOf(PORT)),
                        Map.entry("QUEUE_BULL_REDIS_USERNAME", QUEUE_USER),
                        Map.entry("QUEUE_BULL_REDIS_TLS", "true"),
                        Map.entry("DB_TYPE", "postgresdb"),
                        Map.entry("DB_POSTGRESDB_SSL_ENABLED", "true"),
                        Map.entry("NODE_EXTRA_CA_CERTS", CERTIFICATES)))
                .environment("DB_POSTGRESDB_HOST", database.address())
                .environment("DB_POSTGRESDB_PORT", database.port().applyValue(String::valueOf))
                .environment("DB_POSTGRESDB_DATABASE", database.databaseName())
                .environment("QUEUE_BULL_REDIS_HOST", queue.primaryEndpoint())
                .environment("QUEUE_BULL_REDIS_PORT", queue.port().applyValue(String::valueOf))
                .secrets(Map.of(
                        "N8N_ENCRYPTION_KEY", Output.format("%s:encryptionKey::", secretArn),
                        "QUEUE_BULL_REDIS_PASSWORD", Output.format("%s:queuePassword::", secretArn),
                        "DB_POSTGRESDB_USER", Output.format("%s:username::", database.masterUserSecretArn()),
                        "DB_POSTGRESDB_PASSWORD", Output.format("%s:password::", database.masterUserSecretArn())))
                .secretKeyArns(List.of(key.keyArn(), database.kmsKeyArn()));
    }

    private FargateService createEditor() {
        return new FargateService(
                childName("editor"),
                process(List.of("start"), 1024, 2048)
                        .loadBalancer(loadBalancer(), args.editorRoute())
                        .healthCheckPath(HEALTH_CHECK_PATH)
                        // The timers of two editors would both start a workflow.
                        .minTasks(1)
                        .maxTasks(1)
                        .build(),
                childComponentOptions().build());
    }

    private FargateService createWebhooks() {
        return new FargateService(
                childName("webhooks"),
                process(List.of("webhook"), 512, 1024)
                        .loadBalancer(loadBalancer(), args.webhookRoute())
                        .healthCheckPath(HEALTH_CHECK_PATH)
                        .minTasks(args.webhookTasks())
                        .maxTasks(Math.max(args.webhookTasks(), args.maxWorkers()))
                        .build(),
                childComponentOptions().build());
    }

    private FargateService createWorkers() {
        return new FargateService(
                childName("workers"),
                process(List.of("worker", "--concurrency=" + args.workerConcurrency()), 1024, 2048)
                        .healthCheckPath(HEALTH_CHECK_PATH)
                        .minTasks(args.workers())
                        .maxTasks(args.maxWorkers())
                        .build(),
                childComponentOptions().build());
    }

    private ApplicationLoadBalancer loadBalancer() {
        return Objects.requireNonNull(args.loadBalancer());
    }
}
