package dev.plinth.components.cache;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RedisCacheTest {

    private static final String GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
    private static final String USER = "aws:elasticache/user:User";
    private static final String KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/cache-key-key";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private RedisCache run(UnaryOperator<RedisCacheArgs.Builder> arguments) {
        return mocks.run(() -> new RedisCache("cache", withNetwork(arguments)));
    }

    private static RedisCacheArgs withNetwork(UnaryOperator<RedisCacheArgs.Builder> arguments) {
        Network network = new Network("network", NetworkArgs.builder().build());
        return arguments.apply(RedisCacheArgs.builder().network(network)).build();
    }

    @Test
    void pinsTheDefaults() {
        RedisCacheArgs args = RedisCacheArgs.builder().build();

        assertThat(args.network()).isNull();
        assertThat(args.userName()).isNull();
        assertThat(args.accessString())
                .isEqualTo("on ~* -@all +@read +@write +@connection +@transaction +@scripting +@pubsub"
                        + " -@dangerous +info");
        assertThat(args.engine()).isEqualTo(CacheEngine.REDIS);
        assertThat(args.engineVersion()).isNull();
        assertThat(CacheEngine.REDIS.defaultVersion()).isEqualTo("7.1");
        assertThat(CacheEngine.VALKEY.defaultVersion()).isEqualTo("8.2");
        assertThat(args.nodeType()).isEqualTo("cache.m7g.large");
        assertThat(args.replicas()).isEqualTo(1);
        assertThat(args.port()).isEqualTo(6379);
        assertThat(args.parameters()).isEmpty();
        assertThat(args.snapshotRetentionDays()).isEqualTo(7);
        assertThat(args.snapshotWindow()).isEqualTo("01:00-02:00");
        assertThat(args.maintenanceWindow()).isEqualTo("sun:04:30-sun:05:30");
        assertThat(args.logRetentionDays()).isEqualTo(365);
        assertThat(args.notificationTopicArn()).isNull();
    }

    @Test
    void fewestArgumentsGiveAnEncryptedPairThatFailsOver() {
        RedisCache cache = run(arguments -> arguments);

        Recorded group = mocks.only(GROUP);
        assertThat(group.inputs())
                .containsEntry("engine", "redis")
                .containsEntry("engineVersion", "7.1")
                .containsEntry("nodeType", "cache.m7g.large")
                .containsEntry("numCacheClusters", 2.0)
                .containsEntry("automaticFailoverEnabled", true)
                .containsEntry("multiAzEnabled", true)
                .containsEntry("atRestEncryptionEnabled", true)
                .containsEntry("kmsKeyId", KEY_ARN)
                .containsEntry("transitEncryptionEnabled", true)
                .containsEntry("transitEncryptionMode", "required")
                .containsEntry("userGroupIds", List.of("project-stack-cache"))
                .doesNotContainKeys("authToken", "notificationTopicArn", "replicationGroupId")
                .containsEntry("subnetGroupName", "cache-subnet-group-1a2b3c4")
                .containsEntry("parameterGroupName", "cache-parameter-group-1a2b3c4")
                .containsEntry("securityGroupIds", List.of("cache-security-group-id"))
                .containsEntry("snapshotRetentionLimit", 7.0)
                .containsEntry("finalSnapshotIdentifier", "project-stack-cache-final-cachefin")
                .containsEntry("autoMinorVersionUpgrade", true)
                .containsEntry("applyImmediately", false);
        assertThat(mocks.only("aws:elasticache/subnetGroup:SubnetGroup").texts("subnetIds"))
                .containsExactly("network-data-subnet-1-id", "network-data-subnet-2-id", "network-data-subnet-3-id");
        assertThat(mocks.only("aws:elasticache/parameterGroup:ParameterGroup").inputs())
                .containsEntry("family", "redis7");

        assertThat(value(cache.replicationGroupId())).isEqualTo("cache-replication-group-1a2b3c4");
        assertThat(cache.nodeIds())
                .extracting(RecordingMocks::value)
                .containsExactly("cache-replication-group-1a2b3c4-001", "cache-replication-group-1a2b3c4-002");
        assertThat(value(cache.arn())).endsWith("replicationgroup/cache-replication-group");
        assertThat(value(cache.primaryEndpoint())).startsWith("master.cache-replication-group");
        assertThat(value(cache.readerEndpoint())).startsWith("replica.cache-replication-group");
        assertThat(value(cache.port())).isEqualTo(6379);
        assertThat(value(cache.userName())).isEqualTo("project-stack-cache");
        assertThat(value(cache.userArn())).endsWith("user/cache-user");
        assertThat(value(cache.kmsKeyArn())).isEqualTo(KEY_ARN);
    }

    @Test
    void theUserLogsInWithIamAndTheDefaultOneIsOff() {
        run(arguments -> arguments);

        Recorded user = mocks.named(USER, "cache-user");
        assertThat(user.input("userId")).isEqualTo(user.input("userName"));
        assertThat(user.object("authenticationMode")).isEqualTo(Map.of("type", "iam"));
        assertThat(user.text("accessString")).startsWith("on ").contains("-@dangerous");
        assertThat(mocks.named(USER, "cache-default-user").inputs())
                .containsEntry("userId", "project-stack-cache-default")
                .containsEntry("userName", "default")
                .containsEntry("accessString", "off -@all");
        assertThat(mocks.only("aws:elasticache/userGroup:UserGroup").texts("userIds"))
                .containsExactly("project-stack-cache-default", "project-stack-cache");
    }

    @Test
    void slowCommandsAndTheEngineAreLogged() {
        run(arguments -> arguments.logRetentionDays(30));

        assertThat(mocks.only(GROUP).objects("logDeliveryConfigurations"))
                .containsExactly(
                        Map.of(
                                "destination", "/aws/vendedlogs/elasticache/project-stack-cache/slow-log",
                                "destinationType", "cloudwatch-logs",
                                "logFormat", "json",
                                "logType", "slow-log"),
                        Map.of(
                                "destination", "/aws/vendedlogs/elasticache/project-stack-cache/engine-log",
                                "destinationType", "cloudwatch-logs",
                                "logFormat", "json",
                                "logType", "engine-log"));
        assertThat(mocks.named("aws:cloudwatch/logGroup:LogGroup", "cache-slow-log-group")
                        .inputs())
                .containsEntry("retentionInDays", 30.0)
                .containsEntry("kmsKeyId", KEY_ARN);
        assertThat(mocks.named("aws:kms/key:Key", "cache-key-key").text("policy"))
                .contains("logs.eu-central-1.amazonaws.com");
    }

    @Test
    void rejectsClientsUntilTheyAreAllowed() {
        mocks.run(() -> {
            RedisCache cache = new RedisCache("cache", withNetwork(arguments -> arguments));
            cache.allowFrom("api", Output.of("sg-api"));
            return cache;
        });

        assertThat(mocks.named("aws:ec2/securityGroup:SecurityGroup", "cache-security-group")
                        .inputs())
                .containsEntry("vpcId", "network-vpc-id")
                .doesNotContainKeys("ingress", "egress");
        assertThat(mocks.names("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
                .containsExactly("cache-from-api", "network-endpoints-from-vpc");
        assertThat(mocks.named("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "cache-from-api")
                        .inputs())
                .containsEntry("securityGroupId", "cache-security-group-id")
                .containsEntry("referencedSecurityGroupId", "sg-api")
                .containsEntry("description", "Redis from api")
                .containsEntry("fromPort", 6379.0)
                .containsEntry("toPort", 6379.0);
    }

    @Test
    void allArgumentsReachTheirResources() {
        mocks.run(() -> new RedisCache(
                "cache",
                withNetwork(arguments -> arguments
                        .userName("shop")
                        .accessString("on ~shop:* -@all +@read")
                        .engine(CacheEngine.VALKEY)
                        .engineVersion("8.1")
                        .nodeType("cache.t4g.small")
                        .replicas(0)
                        .port(6380)
                        .parameters(Map.of("maxmemory-policy", "allkeys-lru"))
                        .snapshotRetentionDays(1)
                        .snapshotWindow("23:00-00:00")
                        .maintenanceWindow("mon:00:00-mon:01:00")
                        .logRetentionDays(7)
                        .notificationTopicArn(Output.of("arn:aws:sns:eu-central-1:123456789012:alerts"))),
                ComponentResourceOptions.builder().protect(true).build()));

        Recorded group = mocks.only(GROUP);
        assertThat(group.inputs())
                .containsEntry("engine", "valkey")
                .containsEntry("engineVersion", "8.1")
                .containsEntry("nodeType", "cache.t4g.small")
                .containsEntry("numCacheClusters", 1.0)
                .containsEntry("automaticFailoverEnabled", false)
                .containsEntry("multiAzEnabled", false)
                .containsEntry("port", 6380.0)
                .containsEntry("snapshotRetentionLimit", 1.0)
                .containsEntry("snapshotWindow", "23:00-00:00")
                .containsEntry("maintenanceWindow", "mon:00:00-mon:01:00")
                .containsEntry("notificationTopicArn", "arn:aws:sns:eu-central-1:123456789012:alerts");
        assertThat(mocks.options(group).isProtect()).isTrue();
        assertThat(mocks.options(mocks.named(USER, "cache-user")).isProtect()).isFalse();
        assertThat(mocks.named(USER, "cache-user").inputs())
                .containsEntry("userName", "shop")
                .containsEntry("engine", "valkey")
                .containsEntry("accessString", "on ~shop:* -@all +@read");
        Recorded parameters = mocks.only("aws:elasticache/parameterGroup:ParameterGroup");
        assertThat(parameters.inputs()).containsEntry("family", "valkey8");
        assertThat(parameters.objects("parameters"))
                .containsExactly(Map.of("name", "maxmemory-policy", "value", "allkeys-lru"));
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS, 7.0, true",
        "REDIS, 7.1, true",
        "REDIS, 6.2, false",
        "REDIS, 8.0, false",
        "REDIS, 7, false",
        "VALKEY, 7.2, true",
        "VALKEY, 8.1, true",
        "VALKEY, 7.1, false",
        "VALKEY, latest, false"
    })
    void theEngineCanLogInWithIam(CacheEngine engine, String version, boolean accepted) {
        if (accepted) {
            run(arguments -> arguments.engine(engine).engineVersion(version));
            assertThat(mocks.only(GROUP).inputs()).containsEntry("engineVersion", version);
        } else {
            assertThatThrownBy(() -> run(arguments -> arguments.engine(engine).engineVersion(version)))
                    .isInstanceOf(InvalidArgumentsException.class)
                    .hasMessageContaining("engineVersion is " + version);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS, 7.1, , true",
        "REDIS, 7.1, false, false",
        "REDIS, 7.0, , false",
        "VALKEY, 8.1, , false",
        "VALKEY, 8.1, false, false"
    })
    void onlyTheLastMinorVersionIsUpgradedAutomatically(
            CacheEngine engine, String version, @Nullable Boolean given, boolean expected) {
        run(arguments -> given == null
                ? arguments.engine(engine).engineVersion(version)
                : arguments.engine(engine).engineVersion(version).autoMinorVersionUpgrade(given));

        assertThat(mocks.only(GROUP).inputs()).containsEntry("autoMinorVersionUpgrade", expected);
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 7.0", "VALKEY, 8.2"})
    void anAutomaticUpgradeThatWouldReplaceTheCacheIsRejected(CacheEngine engine, String version) {
        assertThatThrownBy(() -> run(arguments ->
                        arguments.engine(engine).engineVersion(version).autoMinorVersionUpgrade(true)))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("autoMinorVersionUpgrade is true")
                .hasMessageContaining("the provider would replace the cache");
    }

    @ParameterizedTest
    @EnumSource(CacheEngine.class)
    void theDefaultVersionIsTheNewestOfItsRelease(CacheEngine engine) {
        String version = engine.defaultVersion();
        ReleaseCalendar.Release release =
                ReleaseCalendar.bundled().release(engine.value(), version).orElseThrow();

        assertThat(release.newest(release.name())).contains(version);
    }

    @Test
    void namesAllFaultsAtOnceAndMakesNothing() {
        assertThatThrownBy(() -> mocks.run(() -> new RedisCache(
                        "cache",
                        RedisCacheArgs.builder()
                                .userName("default_user")
                                .accessString("~* +@all")
                                .engineVersion("5.0")
                                .nodeType("m7g.large")
                                .replicas(6)
                                .port(0)
                                .snapshotRetentionDays(0)
                                .snapshotWindow("04:00-05:00")
                                .logRetentionDays(2)
                                .build())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(failure.faults())
                        .extracting(fault -> fault.argument())
                        .containsExactly(
                                "network",
                                "userName",
                                "accessString",
                                "engineVersion",
                                "nodeType",
                                "replicas",
                                "port",
                                "snapshotRetentionDays",
                                "snapshotWindow",
                                "logRetentionDays"));
        assertThat(mocks.resources()).isEmpty();
    }
}
