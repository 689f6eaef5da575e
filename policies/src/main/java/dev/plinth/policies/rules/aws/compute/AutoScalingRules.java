package dev.plinth.policies.rules.aws.compute;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules for Amazon EC2 Auto Scaling; those for what its groups start are {@link Ec2Rules}.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html">Controls for Auto
 *     Scaling</a>
 */
public final class AutoScalingRules {

    private static final Rule HEALTH_CHECK = Rule.named("asg-elb-health-check")
            .title("Auto Scaling groups behind a load balancer use ELB health checks")
            .severity(Severity.LOW)
            .on(AwsTypes.AUTOSCALING_GROUP, "healthCheckType", "loadBalancers", "targetGroupArns", "trafficSources")
            .lookingAt(AwsTypes.AUTOSCALING_ATTACHMENT, "autoscalingGroupName")
            .risk("An instance that runs but does not answer requests is never replaced.")
            .remediation(
                    """
                    Use the load balancer's health check:
                    GroupArgs.builder().healthCheckType("ELB").healthCheckGracePeriod(120)
                    """)
            .references(fsbp("AutoScaling.1"))
            .requiresInStack(property("healthCheckType")
                    .is(type -> type.asText().orElse("").matches("(.*,)?ELB(,.*)?"), "ELB")
                    .onlyIf(AutoScalingRules::isBalanced));

    private static final Rule MULTI_AZ = Rule.named("asg-multi-az")
            .title("Auto Scaling groups span at least two Availability Zones")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.AUTOSCALING_GROUP, "vpcZoneIdentifiers", "availabilityZones")
            .risk("The loss of one Availability Zone stops every instance.")
            .remediation(
                    """
                    Use the private subnets of all zones:
                    GroupArgs.builder().vpcZoneIdentifiers(network.privateSubnetIds())
                    """)
            .references(fsbp("AutoScaling.2"))
            .requires(property("vpcZoneIdentifiers")
                    .hasAtLeast(2, AwsTypes.EC2_SUBNET)
                    .or(property("availabilityZones").hasAtLeast(2)));

    private static final Rule LAUNCH_TEMPLATE = Rule.named("asg-launch-template")
            .title("Auto Scaling groups use a launch template")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.AUTOSCALING_GROUP,
                    "launchConfiguration",
                    "launchTemplate.id",
                    "launchTemplate.name",
                    "mixedInstancesPolicy.launchTemplate")
            .risk("Launch configurations have no versions and receive no new features.")
            .remediation(
                    """
                    Set a launch template and its version:
                    GroupLaunchTemplateArgs.builder().id(template.id()).version(template.latestVersion())
                    """)
            .references(fsbp("AutoScaling.9"), checkov("CKV_AWS_315"))
            .requires(property("launchConfiguration")
                    .isNotSet()
                    .and(property("launchTemplate.id")
                            .isText()
                            .or(property("launchTemplate.name").isText())
                            .or(property("mixedInstancesPolicy.launchTemplate").isSet())));

    private static final Rule INSTANCE_TYPES = Rule.named("asg-instance-types")
            .title("Production Auto Scaling groups allow at least two instance types")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.AUTOSCALING_GROUP,
                    "mixedInstancesPolicy.launchTemplate.overrides[].instanceType",
                    "mixedInstancesPolicy.launchTemplate.overrides[].instanceRequirements")
            .risk("The group cannot grow when AWS has no capacity for its only instance type.")
            .remediation(
                    """
                    Set at least two instance types, or instance requirements:
                    GroupMixedInstancesPolicyLaunchTemplateOverrideArgs.builder().instanceType("m7g.large")
                    """)
            .references(fsbp("AutoScaling.6"))
            .requires(property("mixedInstancesPolicy.launchTemplate.overrides")
                    .is(
                            overrides -> overrides.elements().size() >= 2
                                    || overrides.elements().stream()
                                            .anyMatch(override -> !override.at("instanceRequirements")
                                                    .isEmpty()),
                            "a list of two types, or have instanceRequirements")
                    .inProduction());

    public static final List<Rule> ALL = List.of(HEALTH_CHECK, MULTI_AZ, LAUNCH_TEMPLATE, INSTANCE_TYPES);

    private AutoScalingRules() {}

    private static boolean isBalanced(GraphResource group, RuleContext context) {
        return Stream.of("loadBalancers", "targetGroupArns", "trafficSources")
                        .anyMatch(property -> !group.input(property).isEmpty())
                || !context.referrers(group, "autoscalingGroupName", AwsTypes.AUTOSCALING_ATTACHMENT)
                        .isEmpty();
    }
}
