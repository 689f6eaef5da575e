package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Amazon EC2 Auto Scaling. */
final class AutoScalingFixtures {

    private static final String GROUP = "aws:autoscaling/group:Group";

    private AutoScalingFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "asg-elb-health-check",
                        GROUP,
                        "healthCheckType",
                        "ELB",
                        "EC2",
                        FAIL,
                        Map.of("targetGroupArns", List.of("arn:aws:elasticloadbalancing:x"))),
                property(
                        "asg-multi-az",
                        GROUP,
                        "vpcZoneIdentifiers",
                        List.of("subnet-1", "subnet-2"),
                        List.of("subnet-1"),
                        FAIL),
                property("asg-launch-template", GROUP, "launchTemplate.id", "lt-1", " ", FAIL),
                property(
                        "asg-launch-template",
                        GROUP,
                        "launchConfiguration",
                        "",
                        "web",
                        PASS,
                        Map.of("launchTemplate", Map.of("id", "lt-1"))),
                property(
                        "asg-instance-types",
                        GROUP,
                        "mixedInstancesPolicy.launchTemplate.overrides",
                        List.of(Map.of("instanceType", "m7g.large"), Map.of("instanceType", "m6g.large")),
                        List.of(Map.of("instanceType", "m7g.large")),
                        FAIL));
    }
}
