package dev.plinth.components;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import java.util.Map;

/** Security groups and their rules, named and tagged alike in every component. */
public final class SecurityGroupRules {

    private SecurityGroupRules() {}

    /**
     * Creates the security group of a store, without any rule: clients are let in by name, and a store opens no connection.
     *
     * @param component the component that gets the group as a child
     * @param vpcId the VPC of the group
     * @param service the service in the group's description, such as {@code PostgreSQL}
     */
    public static SecurityGroup ofStore(PlinthComponent component, Output<String> vpcId, String service) {
        return new SecurityGroup(
                component.childName("security-group"),
                SecurityGroupArgs.builder()
                        .vpcId(vpcId)
                        .description(service + ": only clients that are let in by name")
                        .tags(Map.of("Name", component.name()))
                        .build(),
                component.childOptions().build());
    }

    /**
     * Allows connections from a client's security group.
     *
     * @param component the component that gets the rule as a child
     * @param client the client's name, unique among the clients of the component
     * @param rule the group that the rule is for, and its description
     * @param clientSecurityGroupId the security group that the client's connections come from
     * @param port the port that the client connects to
     */
    public static void allowFrom(
            PlinthComponent component,
            String client,
            SecurityGroupIngressRuleArgs.Builder rule,
            Output<String> clientSecurityGroupId,
            int port) {
        String name = component.childName("from-" + client);
        new SecurityGroupIngressRule(
                name,
                rule.tags(Map.of("Name", name))
                        .referencedSecurityGroupId(clientSecurityGroupId)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .build(),
                component.childOptions().build());
    }

    /**
     * Allows connections to a target.
     *
     * @param component the component that gets the rule as a child
     * @param target the target's name, unique among the targets of the component
     * @param rule the rule without its tags
     */
    public static void allowTo(PlinthComponent component, String target, SecurityGroupEgressRuleArgs.Builder rule) {
        String name = component.childName("to-" + target);
        new SecurityGroupEgressRule(
                name,
                rule.tags(Map.of("Name", name)).build(),
                component.childOptions().build());
    }
}
