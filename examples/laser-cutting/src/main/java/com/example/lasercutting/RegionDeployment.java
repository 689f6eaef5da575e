package com.example.lasercutting;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.ContainerImage;
import dev.plinth.components.container.ContainerImageArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.edge.TlsCertificate;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.observability.AlarmTopic;
import dev.plinth.components.observability.AlarmTopicArgs;
import dev.plinth.components.observability.Escalation;
import dev.plinth.components.observability.EscalationArgs;
import dev.plinth.components.observability.EscalationLevel;
import dev.plinth.components.observability.Observability;
import dev.plinth.components.observability.ObservabilityArgs;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One Region of the platform: network, cache, load balancer, services, alarms and their escalation. A Region uses nothing of another
 * one to serve requests, so that the loss of a Region does not reach the other.
 */
final class RegionDeployment {

    private static final String HEALTH_CHECK_PATH = "/api/health";
    private static final int PORT = 3000;
    private static final List<Integer> ESCALATION_MINUTES = List.of(30, 60, 120);

    private final Stack stack;
    private final EnvironmentConfig config;
    private final Provider provider;
    private final String prefix;
    private final AlarmTopic alarmTopic;
    private final Network network;
    private final ObjectStorage logs;
    private final RedisCache cache;

    /**
     * Creates what the Region's data needs: the network, the bucket of logs and the topic of alarms.
     *
     * @param stack the stack
     * @param provider the Region
     * @param prefix what the names of components start with: empty in the first Region
     * @param cidr the network's addresses
     */
    RegionDeployment(Stack stack, Provider provider, String prefix, String cidr) {
        this.stack = stack;
        this.config = stack.config();
        this.provider = provider;
        this.prefix = prefix;
        this.alarmTopic = new AlarmTopic(
                prefix + "alarms",
                AlarmTopicArgs.builder().emails(config.observability().emails()).build(),
                options());
        this.network = createNetwork(cidr);
        this.logs = new ObjectStorage(
                prefix + "logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .expireAfterDays(config.observability().logRetentionDays())
                        .build(),
                stack.stateful(provider));
        this.cache = createCache();
    }

    /** The network. */
    Network network() {
        return network;
    }

    /** The bucket of access logs. */
    ObjectStorage logs() {
        return logs;
    }

    /** The topic of the Region's alarms. */
    AlarmTopic alarmTopic() {
        return alarmTopic;
    }

    private Network createNetwork(String cidr) {
        EnvironmentConfig.Network settings = config.network();
        return new Network(
                prefix + "network",
                NetworkArgs.builder()
                        .cidrBlock(cidr)
                        .availabilityZones(settings.availabilityZones())
                        .natStrategy(settings.natStrategy())
                        .interfaceEndpoints(settings.interfaceEndpoints())
                        .flowLogRetentionDays(settings.flowLogRetentionDays())
                        .build(),
                options());
    }

    /** A user of ElastiCache has at most 32 characters, so that the project's name does not fit into its default. */
    private RedisCache createCache() {
        return new RedisCache(
                prefix + "cache",
                RedisCacheArgs.builder()
                        .network(network)
                        .userName("laser-" + stack.context().stackName() + "-" + prefix + "cache")
                        .nodeType(config.cache().nodeType())
                        .replicas(config.cache().replicas())
                        .logRetentionDays(config.observability().logRetentionDays())
                        .notificationTopicArn(alarmTopic.topicArn())
                        .build(),
                stack.stateful(provider));
    }

    /**
     * Creates the services, with everything that leads to them and watches them.
     *
     * @param data the Region's data
     * @param certificate the certificate of all hosts
     * @param backup the vault of recovery points, in the Region that has it
     * @return the load balancer's DNS name
     */
    Output<String> createServices(RegionData data, TlsCertificate certificate, Optional<BackupVault> backup) {
        ApplicationLoadBalancer loadBalancer = createLoadBalancer(certificate);
        ContainerCluster cluster = new ContainerCluster(
                prefix + "cluster",
                ContainerClusterArgs.builder()
                        .logRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
        List<FargateService> services = List.of(
                createService(cluster, loadBalancer, "api", config.api(), data),
                createService(cluster, loadBalancer, "admin", config.admin(), data));
        new Observability(
                prefix + "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic)
                        .networks(List.of(network))
                        .databases(List.of(data.database()))
                        .caches(List.of(cache))
                        .services(services)
                        .loadBalancers(List.of(loadBalancer))
                        .backupVaults(backup.stream().toList())
                        .build(),
                options());
        createEscalation();
        return loadBalancer.dnsName();
    }

    private ApplicationLoadBalancer createLoadBalancer(TlsCertificate certificate) {
        EnvironmentConfig.Edge edge = config.edge();
        return new ApplicationLoadBalancer(
                prefix + "ingress",
                ApplicationLoadBalancerArgs.builder()
                        .network(network)
                        .ingress(IngressSource.CLOUDFLARE)
                        .certificateArn(certificate.certificateArn())
                        .accessLogBucket(logs.bucketName())
                        .contentSecurityPolicy(Stack.CONTENT_SECURITY_POLICY)
                        .routes(List.of(
                                new Route(
                                        "api",
                                        PORT,
                                        HEALTH_CHECK_PATH,
                                        List.of(edge.host("api"), edge.host("cdn")),
                                        List.of(),
                                        10),
                                new Route(
                                        "admin", PORT, HEALTH_CHECK_PATH, List.of(edge.host("admin")), List.of(), 20)))
                        .firewallLogRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
    }

    /**
     * A service reads the database's password when it connects, so that a rotation needs no new tasks. Each Region has its own copy
     * of the image: tasks must start without the other Region.
     */
    private FargateService createService(
            ContainerCluster cluster,
            ApplicationLoadBalancer loadBalancer,
            String name,
            EnvironmentConfig.Service service,
            RegionData data) {
        ContainerImageArgs.Builder image = ContainerImageArgs.builder();
        service.image().ifPresent(image::imageReference);
        service.buildContext()
                .ifPresent(folder -> image.buildContext(folder).tag(service.imageTag()));
        FargateServiceArgs.Builder args = FargateServiceArgs.builder()
                .cluster(cluster)
                .network(network)
                .loadBalancer(loadBalancer, name)
                .redeployOnSecretChange(false)
                .image(new ContainerImage(prefix + name + "-image", image.build(), options()).imageUri())
                .cpu(service.cpu())
                .memory(service.memory())
                .port(PORT)
                .healthCheckPath(HEALTH_CHECK_PATH)
                .minTasks(service.minTasks())
                .maxTasks(service.maxTasks())
                .requestsPerTask(service.requestsPerTask())
                .logRetentionDays(config.observability().logRetentionDays())
                .taskPolicies(permissions(data))
                .environment(service.environment())
                .environment("PORT", String.valueOf(PORT))
                .environment("CORS_ORIGIN", "https://" + config.edge().zone())
                .environment("DATABASE_HOST", data.database().address())
                .environment("DATABASE_NAME", config.database().name())
                .environment("DATABASE_SECRET_ARN", data.database().masterUserSecretArn())
                .environment("DATABASE_POOL_SIZE", String.valueOf(service.connectionsPerTask()))
                .environment("REDIS_HOST", cache.primaryEndpoint())
                .environment("REDIS_USER", cache.userName());
        data.buckets()
                .forEach((bucket, found) ->
                        args.environment(bucket.toUpperCase(Locale.ROOT) + "_BUCKET", found.name()));
        args.secrets(data.secrets().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().arn())))
                .secretKeyArns(data.secrets().values().stream()
                        .map(RegionData.Value::keyArn)
                        .toList());
        FargateService created = new FargateService(prefix + name, args.build(), options());
        created.connectTo(data.database());
        created.connectTo(cache);
        return created;
    }

    private List<Statement> permissions(RegionData data) {
        List<Statement> statements = new ArrayList<>(List.of(
                Statement.allow("ConnectToCache")
                        .actions("elasticache:Connect")
                        .resource(cache.arn())
                        .resource(cache.userArn()),
                Statement.allow("ReadDatabaseSecret")
                        .actions("secretsmanager:GetSecretValue")
                        .resource(data.database().masterUserSecretArn()),
                Statement.allow("DecryptDatabaseSecret")
                        .actions("kms:Decrypt")
                        .resource(data.database().masterUserSecretKmsKeyArn())));
        data.buckets().forEach((name, bucket) -> {
            String id = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            statements.add(Statement.allow("Use" + id)
                    .actions("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
                    .resource(bucket.arn().applyValue(arn -> arn + "/*")));
            statements.add(Statement.allow("List" + id).actions("s3:ListBucket").resource(bucket.arn()));
            statements.add(Statement.allow("Encrypt" + id)
                    .actions("kms:Decrypt", "kms:GenerateDataKey")
                    .resource(bucket.keyArn()));
        });
        return statements;
    }

    /** Levels at 0, 30, 60 and 120 minutes, in each Region: an escalation must not depend on the Region that fails. */
    private void createEscalation() {
        EnvironmentConfig.Observability observability = config.observability();
        if (observability.escalation().isEmpty()) {
            return;
        }
        List<EscalationLevel> levels = new ArrayList<>(
                List.of(new EscalationLevel(0, observability.emails(), observability.slackChannelId())));
        for (int i = 0; i < observability.escalation().size() && i < ESCALATION_MINUTES.size(); i++) {
            levels.add(EscalationLevel.email(
                    ESCALATION_MINUTES.get(i), observability.escalation().get(i)));
        }
        EscalationArgs.Builder args = EscalationArgs.builder()
                .alarmNamePrefixes(List.of(prefix + "observability-"))
                .levels(levels)
                .logRetentionDays(observability.logRetentionDays());
        observability.slackTeamId().ifPresent(args::slackTeamId);
        new Escalation(prefix + "escalation", args.build(), options());
    }

    /** Returns the arguments that the database and its replica share. */
    PostgresDatabaseArgs.Builder database(String identifierSuffix) {
        EnvironmentConfig.Database database = config.database();
        return PostgresDatabaseArgs.builder()
                .network(network)
                .identifier(stack.context().projectName() + "-" + stack.context().stackName() + identifierSuffix)
                .databaseName(database.name())
                .engineVersion(database.engineVersion())
                .instanceClass(database.instanceClass())
                .multiAz(database.multiAz())
                .allocatedStorageGib(database.allocatedStorageGib())
                .maxAllocatedStorageGib(database.maxAllocatedStorageGib())
                .backupRetentionDays(database.backupRetentionDays())
                .logRetentionDays(config.observability().logRetentionDays())
                .eventTopicArn(alarmTopic.topicArn());
    }

    private ComponentResourceOptions options() {
        return stack.options(provider);
    }
}
