package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.network.Subnets;
import java.util.List;

/** Rules for the Availability Zones and subnets of Amazon RDS. */
public final class RdsAvailabilityRules {

    private static final Rule MULTI_AZ = Rule.named("rds-multi-az")
            .title("Production RDS instances have a standby in another Availability Zone")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "multiAz", "replicateSourceDb")
            .risk("The loss of one Availability Zone takes the database down until it is restored.")
            .remediation(
                    """
                    Enable Multi-AZ:
                    InstanceArgs.builder().multiAz(true)
                    """)
            .references(cis("2.2.4"), fsbp("RDS.5"), checkov("CKV_AWS_157"), cdkNag("RDS3"))
            .requires(property("multiAz").isTrue().onlyIf(RdsRules::isPrimary).inProduction());

    private static final Rule CLUSTER_ZONES = Rule.named("rds-cluster-multi-az")
            .title("Production RDS clusters have at least two instances")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_CLUSTER, "dbClusterInstanceClass", "availabilityZones")
            .lookingAt(AwsTypes.RDS_CLUSTER_INSTANCE, "clusterIdentifier")
            .risk("The loss of the only instance takes the database down until AWS replaces it.")
            .remediation(
                    """
                    Add a second instance to the cluster:
                    new ClusterInstance("reader", ClusterInstanceArgs.builder().clusterIdentifier(cluster.id()))
                    """)
            .references(fsbp("RDS.15"))
            // A Multi-AZ cluster of RDS itself names a class and always has two readers.
            .requiresInStack(property("dbClusterInstanceClass")
                    .isText()
                    .or(RdsAvailabilityRules::hasTwoInstances)
                    .inProduction());

    private static final Rule PRIVATE_SUBNETS = Rule.named("rds-private-subnets")
            .title("RDS instances and clusters are in subnets without a route to an internet gateway")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_SUBNET_GROUP, "subnetIds")
            .on(AwsTypes.RDS_PROXY, "vpcSubnetIds")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].gatewayId")
            .lookingAt(
                    AwsTypes.EC2_ROUTE, "routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "gatewayId")
            .risk("A single wrong setting or security group rule exposes the database to the internet.")
            .remediation(
                    """
                    Use private subnets:
                    SubnetGroupArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .references(fsbp("RDS.46"), securityHub("RDS.18"))
            .requiresInStack((resource, context) -> Subnets.arePrivate(
                            resource.type().equals(AwsTypes.RDS_SUBNET_GROUP) ? "subnetIds" : "vpcSubnetIds")
                    .test(resource, context));

    private static final Rule SUBNET_ZONES = Rule.named("rds-subnets-span-azs")
            .title("RDS subnet groups span at least two Availability Zones")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_SUBNET_GROUP, "subnetIds")
            .lookingAt(AwsTypes.EC2_SUBNET, "availabilityZone", "availabilityZoneId")
            .risk("A standby has no zone to run in, and RDS rejects the database.")
            .remediation(
                    """
                    Use subnets of at least two zones:
                    SubnetGroupArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .requiresInStack(Subnets.spanZones("subnetIds", 2));

    public static final List<Rule> ALL = List.of(MULTI_AZ, CLUSTER_ZONES, PRIVATE_SUBNETS, SUBNET_ZONES);

    private RdsAvailabilityRules() {}

    private static Verdict hasTwoInstances(GraphResource cluster, RuleContext context) {
        int instances = context.referrers(cluster, "clusterIdentifier", AwsTypes.RDS_CLUSTER_INSTANCE)
                .size();
        return Verdict.passIf(instances >= 2, "the cluster has " + instances + " instances but must have at least 2");
    }
}
