package dev.plinth.simulator.aws;

import dev.plinth.simulator.cloud.Registry;

/** The network's own resources. */
final class Vpc {

    static final String VPC = "aws:ec2/vpc:Vpc";

    private Vpc() {}

    static void register(Registry registry) {
        registry.type(VPC, "EC2 VPC")
                .id("vpc-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:vpc/{id}")
                .immutable("cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength")
                .defaults("enableDnsSupport", true)
                .defaults("enableDnsHostnames", false)
                .defaults("instanceTenancy", "default")
                .inUse("DependencyViolation", "the vpc has dependencies and cannot be deleted: {users}");
    }
}
