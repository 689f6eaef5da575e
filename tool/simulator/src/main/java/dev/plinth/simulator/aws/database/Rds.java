package dev.plinth.simulator.aws.database;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.aws.network.DefaultNetwork;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Relational databases. */
public final class Rds {

    static final String QUOTAS = "; see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html";
    private static final String FAMILY =
            "(aurora-)?(postgresql|postgres|mysql|mariadb|oracle|sqlserver|db2|custom)[a-z0-9.-]*";
    static final Set<String> RESERVED_USERS =
            Set.of("admin", "rdsadmin", "postgres_fdw", "rds_superuser", "rds_replication");
    static final Set<Long> MONITORING_INTERVALS = Set.of(0L, 1L, 5L, 10L, 15L, 30L, 60L);
    static final Map<String, Long> PORTS = Map.of("postgres", 5432L, "mysql", 3306L, "mariadb", 3306L);

    private Rds() {}

    public static void register(Registry registry) {
        registerSubnetGroup(registry);
        registerParameterGroup(registry);
        RdsInstances.registerInstance(registry);
        registerEventSubscription(registry);
        registerInstanceAutomatedBackupsReplication(registry);
        registerProxy(registry);
        registerProxyDefaultTargetGroup(registry);
        registerProxyTarget(registry);
    }

    private static void registerSubnetGroup(Registry registry) {
        registry.type(AwsTypes.RDS_SUBNET_GROUP, "RDS DB Subnet Group")
                .namedLowerCase("name", 255)
                .id("{name}")
                .arn("arn:aws:rds:{region}:{account}:subgrp:{name}")
                .existing(DefaultNetwork::subnetGroup)
                .mentions("subnetIds", AwsTypes.EC2_SUBNET, "InvalidSubnet")
                .immutable("namePrefix")
                .inputDefault("description", "Managed by Pulumi")
                .validate(Rules.matches("name", "[a-z0-9 ._-]{1,255}", "lower-case letters, digits and ._-"))
                .unique("name", "DBSubnetGroupAlreadyExists", "The DB subnet group '{name}' already exists.")
                .check(operation -> twoZones(operation, "subnetIds", "DBSubnetGroupDoesNotCoverEnoughAZs"))
                .recomputed("vpcId", operation -> operation.texts("subnetIds").stream()
                        .map(subnet -> Rules.vpcOf(operation, subnet))
                        .findFirst()
                        .orElse(""))
                .computed("supportedNetworkTypes", operation -> List.of("IPV4"))
                .inUse(
                        "InvalidDBSubnetGroupStateFault",
                        "Cannot delete the subnet group because at least one database instance is still using it: {users}");
    }

    private static void registerParameterGroup(Registry registry) {
        registry.type(AwsTypes.RDS_PARAMETER_GROUP, "RDS DB Parameter Group")
                .namedLowerCase("name", 255)
                .id("{name}")
                .arn("arn:aws:rds:{region}:{account}:pg:{name}")
                .predefined("default\\.(?<family>" + FAMILY + ")")
                .immutable("family", "description", "namePrefix")
                .inputDefault("description", "Managed by Pulumi")
                .defaults("skipDestroy", false)
                .validate(Rules.matches(
                        "name",
                        "[a-z](?!.*--)[a-z0-9.-]{0,254}",
                        "lower-case letters, digits, . and single -, beginning with a letter"))
                .validate(ParameterNames::check)
                .unique("name", "DBParameterGroupAlreadyExists", "Parameter group {name} already exists")
                .inUse(
                        "InvalidDBParameterGroupState",
                        "One or more database instances are still members of this parameter group {id}: {users}");
    }

    private static void registerEventSubscription(Registry registry) {
        registry.type(AwsTypes.RDS_EVENT_SUBSCRIPTION, "RDS Event Subscription")
                .named("name", 255)
                .id("{name}")
                .arn("arn:aws:rds:{region}:{account}:es:{name}")
                .mentions("snsTopic", AwsTypes.SNS_TOPIC, "SNSTopicArnNotFound")
                .immutable("namePrefix")
                .validate(Rules.oneOf(
                        "sourceType",
                        "db-instance",
                        "db-cluster",
                        "db-parameter-group",
                        "db-security-group",
                        "db-snapshot",
                        "db-cluster-snapshot",
                        "db-proxy",
                        "blue-green-deployment",
                        "custom-engine-version"))
                .check(operation -> {
                    for (String source : operation.texts("sourceIds")) {
                        boolean known = !"db-instance".equals(operation.text("sourceType"))
                                || operation.list(AwsTypes.RDS_INSTANCE).stream()
                                        .anyMatch(instance ->
                                                instance.text("identifier").equals(source));
                        operation.require(known, "SourceNotFound", "source " + source + " not found");
                    }
                })
                .defaults("enabled", true)
                .computed("customerAwsId", "{account}");
    }

    private static void registerInstanceAutomatedBackupsReplication(Registry registry) {
        registry.type(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION, "RDS Instance Automated Backups Replication")
                .id("arn:aws:rds:{region}:{account}:auto-backup:ab-{hex26}")
                .unique(
                        "sourceDbInstanceArn",
                        "InvalidDBInstanceState",
                        "The DB instance {sourceDbInstanceArn} is already replicating to the current region.")
                .mentionsAnywhere("sourceDbInstanceArn", AwsTypes.RDS_INSTANCE, "DBInstanceNotFound")
                .mentions("kmsKeyId", AwsTypes.KMS_KEY, "KMSKeyNotAccessibleFault")
                .immutable("sourceDbInstanceArn", "kmsKeyId", "retentionPeriod")
                .immutable("preSignedUrl")
                .validate(Rules.within("retentionPeriod", 1, 35))
                .defaults("retentionPeriod", 7L)
                .check(operation -> operation
                        .store()
                        .byArn(operation.text("sourceDbInstanceArn"))
                        .ifPresent(source -> {
                            operation.require(
                                    !source.region().equals(operation.region()),
                                    "InvalidParameterCombination",
                                    "The source DB instance is in " + source.region()
                                            + "; automated backups are replicated to another region");
                            operation.require(
                                    source.number("backupRetentionPeriod", 0) > 0,
                                    "InvalidDBInstanceState",
                                    "Automated backups are not enabled for the DB instance "
                                            + source.text("identifier"));
                            operation.require(
                                    !source.flag("storageEncrypted") || operation.has("kmsKeyId"),
                                    "InvalidParameterCombination",
                                    "a KMS key of " + operation.region() + " is required for an encrypted source");
                        }));
    }

    private static void registerProxy(Registry registry) {
        registry.type(AwsTypes.RDS_PROXY, "RDS DB Proxy")
                .named("name", 63)
                .id("{name}")
                .arn("arn:aws:rds:{region}:{account}:db-proxy:prx-{hex17}")
                .mentions("roleArn", AwsTypes.IAM_ROLE, "InvalidParameterValue")
                .mentions("auths.secretArn", AwsTypes.SECRETSMANAGER_SECRET, "InvalidParameterValue")
                .uses("vpcSubnetIds", AwsTypes.EC2_SUBNET, "InvalidSubnet")
                .uses("vpcSecurityGroupIds", AwsTypes.EC2_SECURITY_GROUP, "InvalidParameterValue")
                .immutable("engineFamily", "vpcSubnetIds")
                .check(operation -> twoZones(operation, "vpcSubnetIds", "InvalidSubnet"))
                .defaults("idleClientTimeout", 1800L)
                .defaults("debugLogging", false)
                .computed("endpoint", "{name}.proxy-{hex12}.{region}.rds.amazonaws.com")
                .inUse("InvalidDBProxyStateFault", "{users}");
    }

    private static void registerProxyDefaultTargetGroup(Registry registry) {
        registry.type(AwsTypes.RDS_PROXY_DEFAULT_TARGET_GROUP, "RDS DB Proxy Default Target Group")
                .id("{dbProxyName}")
                .arn("arn:aws:rds:{region}:{account}:target-group:prx-tg-{hex17}")
                .mentions("dbProxyName", AwsTypes.RDS_PROXY, "DBProxyNotFoundFault")
                .immutable("dbProxyName")
                .computed("name", "default");
    }

    private static void registerProxyTarget(Registry registry) {
        registry.type(AwsTypes.RDS_PROXY_TARGET, "RDS DB Proxy Target")
                .id("{dbProxyName}/{targetGroupName}/RDS_INSTANCE/{dbInstanceIdentifier}")
                .mentions("dbProxyName", AwsTypes.RDS_PROXY, "DBProxyNotFoundFault")
                .immutable("dbProxyName", "targetGroupName", "dbInstanceIdentifier", "dbClusterIdentifier")
                .check(ProxyTargets::check)
                .computed("type", "RDS_INSTANCE")
                .computed("rdsResourceId", "{dbInstanceIdentifier}");
    }

    static void twoZones(Operation operation, String property, String code) {
        Set<String> zones = new TreeSet<>();
        Set<String> vpcs = new TreeSet<>();
        for (String subnet : operation.texts(property)) {
            zones.add(Rules.zoneOf(operation, subnet));
            vpcs.add(Rules.vpcOf(operation, subnet));
        }
        operation.require(
                zones.size() >= 2,
                code,
                "The subnets don't meet the Availability Zone (AZ) coverage requirement. Current AZ coverage: "
                        + String.join(", ", zones) + ". Add subnets to cover at least 2 AZs.");
        operation.require(
                vpcs.size() == 1,
                "InvalidSubnet",
                "The specified subnets are not all in one VPC: " + String.join(", ", vpcs));
    }
}
