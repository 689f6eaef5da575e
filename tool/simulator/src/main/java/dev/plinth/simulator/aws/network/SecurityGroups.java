package dev.plinth.simulator.aws.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Cidr;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Objects;

/** Security groups and their rules. */
public final class SecurityGroups {

    /** AWS's quota of rules in one direction of a security group. */
    private static final int RULES = 60;

    private static final String QUOTA = "The maximum number of rules per security group (" + RULES
            + ") has been reached; see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

    private static final List<String> SOURCES =
            List.of("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId");

    private SecurityGroups() {}

    public static void register(Registry registry) {
        registerSecurityGroup(registry);
        rule(registry.type(AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE, "VPC Security Group Rule"));
        rule(registry.type(AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE, "VPC Security Group Rule"));
        registerSecurityGroupRule(registry);
        registerManagedPrefixList(registry);
    }

    private static void registerSecurityGroup(Registry registry) {
        registry.type(AwsTypes.EC2_SECURITY_GROUP, "EC2 Security Group")
                .id("sg-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:security-group/{id}")
                .existing(DefaultNetwork::securityGroup)
                .named("name", 255)
                .uses("vpcId", AwsTypes.EC2_VPC, "InvalidVpcID.NotFound")
                .uses("ingress.securityGroups", AwsTypes.EC2_SECURITY_GROUP, "InvalidGroup.NotFound")
                .uses("egress.securityGroups", AwsTypes.EC2_SECURITY_GROUP, "InvalidGroup.NotFound")
                .immutable("vpcId", "description", "namePrefix")
                .inputDefault("description", "Managed by Pulumi")
                .inputDefault("revokeRulesOnDelete", false)
                .validate(Rules.matches("name", "(?!sg-).{1,255}", "1 to 255 characters that do not begin with sg-"))
                .validate(Rules.matches(
                        "description",
                        "[A-Za-z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}",
                        "at most 255 plain characters"))
                .check(SecurityGroups::checkName)
                .check(operation -> operation.require(
                        Values.asList(operation.state().get("ingress")).size() <= RULES
                                && Values.asList(operation.state().get("egress"))
                                                .size()
                                        <= RULES,
                        "RulesPerSecurityGroupLimitExceeded",
                        QUOTA))
                .computed("ownerId", "{account}")
                .inUse("DependencyViolation", "resource {id} has a dependent object: {users}");
    }

    private static void registerSecurityGroupRule(Registry registry) {
        registry.type(AwsTypes.EC2_SECURITY_GROUP_RULE, "EC2 Security Group Rule")
                .id("sgrule-{digits10}")
                .mentions("securityGroupId", AwsTypes.EC2_SECURITY_GROUP, "InvalidGroup.NotFound")
                .uses("sourceSecurityGroupId", AwsTypes.EC2_SECURITY_GROUP, "InvalidGroup.NotFound")
                .immutable(
                        "securityGroupId",
                        "type",
                        "protocol",
                        "fromPort",
                        "toPort",
                        "cidrBlocks",
                        "ipv6CidrBlocks",
                        "prefixListIds",
                        "sourceSecurityGroupId",
                        "self")
                .computed("securityGroupRuleId", Rules.id("sgr-", "rule"));
    }

    private static void registerManagedPrefixList(Registry registry) {
        registry.type(AwsTypes.EC2_MANAGED_PREFIX_LIST, "EC2 Managed Prefix List")
                .id("pl-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:prefix-list/{id}")
                .named("name", 255)
                .renamable()
                .immutable("addressFamily")
                .check(operation -> operation.require(
                        Values.asList(operation.state().get("entries")).size() <= operation.number("maxEntries", 0),
                        "PrefixListMaxEntriesExceeded",
                        "The prefix list has more entries than maxEntries"))
                .computed("ownerId", "{account}")
                .computed("version", operation -> 1L)
                .newComputed("version", "entries");
    }

    private static void rule(Behaviour behaviour) {
        behaviour
                .id("sgr-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:security-group-rule/{id}")
                .computed("securityGroupRuleId", "{id}")
                .mentions("securityGroupId", AwsTypes.EC2_SECURITY_GROUP, "InvalidGroup.NotFound")
                .uses("referencedSecurityGroupId", AwsTypes.EC2_SECURITY_GROUP, "InvalidGroup.NotFound")
                .immutable("securityGroupId")
                // One kind of source never becomes another one in place.
                .immutablyPresent(SOURCES.toArray(String[]::new))
                .validate(SecurityGroups::checkPorts)
                .check(SecurityGroups::checkRule);
    }

    private static void checkName(Operation operation) {
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> other.text("name").equals(operation.text("name"))
                                && other.text("vpcId").equals(operation.text("vpcId"))),
                "InvalidGroup.Duplicate",
                operation.render("The security group '{name}' already exists for VPC '{vpcId}'"));
    }

    private static void checkPorts(Operation operation) {
        long sources = SOURCES.stream().filter(operation.state()::containsKey).count();
        operation.require(
                sources == 1, "cidrIpv4", "expected exactly one of " + String.join(", ", SOURCES) + ", got " + sources);
        for (String source : List.of("cidrIpv4", "cidrIpv6")) {
            if (operation.has(source)) {
                Cidr.parse(operation, operation.text(source), source);
            }
        }
        long from = operation.number("fromPort", -1);
        long to = operation.number("toPort", from);
        boolean isPort = List.of("tcp", "udp", "6", "17").contains(operation.text("ipProtocol"));
        operation.require(
                !isPort || (from >= 0 && from <= to && to <= 65535),
                "fromPort",
                "expected 0 <= fromPort <= toPort <= 65535 for " + operation.text("ipProtocol") + ", got " + from
                        + " and " + to);
    }

    private static void checkRule(Operation operation) {
        List<StoredResource> others = operation.siblings().stream()
                .filter(other -> other.text("securityGroupId").equals(operation.text("securityGroupId")))
                .toList();
        operation.require(
                operation.old() != null || others.size() < RULES, "RulesPerSecurityGroupLimitExceeded", QUOTA);
        for (StoredResource other : others) {
            boolean same = List.of(
                            "ipProtocol",
                            "fromPort",
                            "toPort",
                            "cidrIpv4",
                            "cidrIpv6",
                            "prefixListId",
                            "referencedSecurityGroupId")
                    .stream()
                    .allMatch(property -> Objects.equals(other.get(property), operation.get(property)));
            operation.require(
                    !same,
                    "InvalidPermission.Duplicate",
                    "the specified rule already exists on " + operation.text("securityGroupId") + " as " + other.id());
        }
        String vpc = operation
                .find(AwsTypes.EC2_SECURITY_GROUP, operation.text("securityGroupId"))
                .map(group -> group.text("vpcId"))
                .orElse("");
        Rules.sameVpc(operation, vpc, operation.texts("referencedSecurityGroupId"), "InvalidGroup.NotFound");
    }
}
