package com.example.printvision;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.aws.route53.HealthCheck;
import com.pulumi.aws.route53.HealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.dns.DnsZone;
import dev.plinth.components.dns.DnsZoneArgs;
import dev.plinth.components.dns.RecordType;
import dev.plinth.components.dns.ZoneRecord;
import dev.plinth.components.host.DockerHost;
import dev.plinth.components.host.DockerHostArgs;
import dev.plinth.components.host.HostedApplication;
import dev.plinth.components.host.HostedApplicationArgs;
import dev.plinth.components.host.SelfHostedSupabase;
import dev.plinth.components.host.SelfHostedSupabaseArgs;
import dev.plinth.components.host.SupabaseSecrets;
import dev.plinth.components.host.SupabaseService;
import dev.plinth.components.network.NatStrategy;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.observability.AlarmTopic;
import dev.plinth.components.observability.AlarmTopicArgs;
import dev.plinth.settings.StackSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The environment: a hardened host, Supabase and the application on it; on AWS also DNS, backups and monitoring. */
final class Environment {

    /** The health endpoints, and that of the verified backups. */
    private static final Map<String, String> ENDPOINTS = new TreeMap<>(Map.of(
            "application", "/api/health",
            "backup", "/api/backup/health",
            "database", "/api/database/health",
            "redis", "/api/redis/health"));

    private final Context context;
    private final EnvironmentConfig config;
    private final StackSettings settings;

    /**
     * Prepares the environment.
     *
     * @param context Pulumi's context
     * @param config the stack's configuration
     * @param settings the stack's tier and tags
     */
    Environment(Context context, EnvironmentConfig config, StackSettings settings) {
        this.context = context;
        this.config = config;
        this.settings = settings;
    }

    /** Registers the stack's resources. */
    void create() {
        DockerHost host = config.host()
                .address()
                .map(address -> DockerHost.existing("host", address, null))
                .orElseGet(this::createOnAws);
        SupabaseSecrets secrets = SupabaseSecrets.generated("supabase", context.stackName());
        SelfHostedSupabase supabase = new SelfHostedSupabase(
                "supabase",
                SelfHostedSupabaseArgs.builder()
                        .host(host)
                        .secrets(secrets)
                        .domain(config.application().domain())
                        .digests(digests())
                        .databaseRetentionDays(config.supabase().databaseRetentionDays())
                        .fileRetentionDays(config.supabase().fileRetentionDays())
                        .build(),
                dataOptions());
        HostedApplication application = new HostedApplication(
                "app",
                HostedApplicationArgs.builder()
                        .host(host)
                        .supabase(supabase)
                        .secrets(secrets)
                        .domain(config.application().domain())
                        .contact(config.application().contact())
                        .images(config.application().images())
                        .active(config.application().active())
                        .environment(config.application().environment())
                        .build(),
                dataOptions());
        context.export("url", application.url());
    }

    /** Options of components with data: production keeps their volumes. */
    private ComponentResourceOptions dataOptions() {
        return ComponentResourceOptions.builder()
                .protect(settings.isProduction())
                .build();
    }

    private DockerHost createOnAws() {
        Provider provider = createProvider("aws", config.region());
        // Metrics of health checks, and keys that sign zones, are in us-east-1 only.
        Provider usEast1 = createProvider("aws-us-east-1", "us-east-1");
        AlarmTopic topic = createTopic("alarms", provider);
        Network network = new Network(
                "network",
                NetworkArgs.builder()
                        .cidrBlock(config.host().cidr())
                        .availabilityZones(3)
                        .natStrategy(NatStrategy.NONE)
                        .interfaceEndpoints(List.of())
                        .build(),
                options(provider));
        DockerHost host = new DockerHost(
                "host",
                DockerHostArgs.builder()
                        .network(network)
                        .sshPublicKey(config.host().sshPublicKey().orElseThrow())
                        .instanceType(config.host().instanceType())
                        .volumeGib(config.host().volumeGib())
                        .build(),
                statefulOptions(provider));
        new BackupVault(
                "backup",
                BackupVaultArgs.builder()
                        .resourceArns(List.of(host.instanceArn().orElseThrow()))
                        .retentionDays(35)
                        .copyProvider(createProvider("aws-second-region", config.secondRegion()))
                        .notificationTopicArn(topic.topicArn())
                        .build(),
                statefulOptions(provider));
        createZone(provider, usEast1, host.publicAddress().orElseThrow());
        monitor(usEast1);
        context.export("address", host.publicAddress().orElseThrow());
        return host;
    }

    private void createZone(Provider provider, Provider usEast1, Output<String> address) {
        DnsZone zone = new DnsZone(
                "dns",
                DnsZoneArgs.builder()
                        .zoneName(config.application().domain())
                        .usEast1Provider(usEast1)
                        .queryLogRetentionDays(365)
                        .build(),
                options(provider));
        Output<List<String>> addresses = address.applyValue(List::of);
        zone.addRecords(List.of(
                ZoneRecord.of("@", RecordType.A, ZoneRecord.DEFAULT_TTL_SECONDS, addresses),
                ZoneRecord.of("api", RecordType.A, ZoneRecord.DEFAULT_TTL_SECONDS, addresses)));
        context.export("nameServers", zone.delegationNameServers());
    }

    /** Checks each endpoint from outside every 30 seconds; three failures raise an alarm. */
    private void monitor(Provider usEast1) {
        AlarmTopic topic = createTopic("health-alarms", usEast1);
        CustomResourceOptions options =
                CustomResourceOptions.builder().provider(usEast1).build();
        ENDPOINTS.forEach((name, path) -> {
            HealthCheck check = new HealthCheck(
                    name + "-health",
                    HealthCheckArgs.builder()
                            .type("HTTPS")
                            .fqdn(config.application().domain())
                            .port(443)
                            .resourcePath(path)
                            .enableSni(true)
                            .measureLatency(true)
                            .failureThreshold(3)
                            .requestInterval(10)
                            .tags(Map.of("Name", config.application().domain() + path))
                            .build(),
                    options);
            new MetricAlarm(
                    name + "-health-alarm",
                    MetricAlarmArgs.builder()
                            .alarmDescription(path + " of " + config.application().domain() + " fails")
                            .namespace("AWS/Route53")
                            .metricName("HealthCheckStatus")
                            .dimensions(check.id().applyValue(id -> Map.of("HealthCheckId", id)))
                            .statistic("Minimum")
                            .comparisonOperator("LessThanThreshold")
                            .threshold(1.0)
                            .period(60)
                            .evaluationPeriods(1)
                            .treatMissingData("breaching")
                            .alarmActions(topic.topicArn().applyValue(List::of))
                            .okActions(topic.topicArn().applyValue(List::of))
                            .build(),
                    options);
        });
    }

    private AlarmTopic createTopic(String name, Provider provider) {
        return new AlarmTopic(
                name,
                AlarmTopicArgs.builder().emails(config.alerts().emails()).build(),
                options(provider));
    }

    private Map<SupabaseService, String> digests() {
        Map<SupabaseService, String> digests = new EnumMap<>(SupabaseService.class);
        config.supabase()
                .digests()
                .forEach((service, digest) ->
                        digests.put(SupabaseService.valueOf(service.toUpperCase(Locale.ROOT)), digest));
        return digests;
    }

    private static ComponentResourceOptions options(Provider provider) {
        return ComponentResourceOptions.builder().provider(provider).build();
    }

    /** Options of a component that holds data: in production it is not deleted until {@code plinth unprotect}. */
    private ComponentResourceOptions statefulOptions(Provider provider) {
        return ComponentResourceOptions.builder()
                .provider(provider)
                .protect(settings.isProduction())
                .build();
    }

    private Provider createProvider(String name, String region) {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put("project", context.projectName());
        tags.put("stack", context.stackName());
        tags.put("managedBy", "pulumi");
        return new Provider(
                name,
                ProviderArgs.builder()
                        .region(region)
                        .allowedAccountIds(config.allowedAccountIds())
                        .defaultTags(
                                ProviderDefaultTagsArgs.builder().tags(tags).build())
                        .build());
    }
}
