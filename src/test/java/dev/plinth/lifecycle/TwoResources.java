package dev.plinth.lifecycle;

import com.pulumi.Pulumi;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;

/** A program that knows nothing of Plinth. */
public final class TwoResources {

    private TwoResources() {}

    /** Registers a VPC with one subnet. */
    public static void main(String[] arguments) {
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "8");
        Pulumi.run(context -> {
            Vpc vpc = new Vpc("main", VpcArgs.builder().cidrBlock("10.1.0.0/16").build());
            new Subnet(
                    "first",
                    SubnetArgs.builder()
                            .vpcId(vpc.id())
                            .cidrBlock("10.1.0.0/24")
                            .build());
            context.export("vpcId", vpc.id());
        });
    }
}
