package dev.plinth.lifecycle.recovery;

import com.pulumi.Context;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import dev.plinth.cli.Plinth;
import dev.plinth.settings.Default;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program whose resources its configuration chooses: with names that it gives, or that the engine or AWS chooses. */
public final class RandomProgram implements StackProgram<RandomProgram.Configuration> {

    /** A group of resources that stand or fall together. */
    enum Part {
        NETWORK,
        ROUTES,
        GROUP,
        DATABASE,
        BUCKET,
        QUEUE,
        ROLE,
        TOPIC,
        LOGS
    }

    /**
     * The configuration.
     *
     * @param region the AWS region
     * @param parts what there is
     * @param subnets how many subnets the network has
     * @param revision a value in every tag, whose change updates what has tags
     * @param generation a value in what can't be changed, whose change replaces
     */
    public record Configuration(
            @Default("\"eu-central-1\"") String region, List<Part> parts, int subnets, int revision, int generation) {}

    /**
     * Runs a command with this program, and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Plinth.run(arguments, new RandomProgram());
    }

    @Override
    public Class<Configuration> configuration() {
        return Configuration.class;
    }

    @Override
    public void create(Context context, Configuration config, StackSettings settings) {
        Map<String, String> tags = Map.of("revision", "r" + config.revision());
        if (config.parts().contains(Part.NETWORK)) {
            createNetwork(config, tags);
        }
        if (config.parts().contains(Part.BUCKET)) {
            BucketV2 bucket = new BucketV2(
                    "files",
                    BucketV2Args.builder()
                            .bucket("random-files-" + config.generation())
                            .tags(tags)
                            .build());
            new BucketVersioningV2(
                    "versions",
                    BucketVersioningV2Args.builder()
                            .bucket(bucket.id())
                            .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                    .status("Enabled")
                                    .build())
                            .build());
        }
        if (config.parts().contains(Part.QUEUE)) {
            Queue queue = new Queue("jobs", QueueArgs.builder().tags(tags).build());
            new QueuePolicy(
                    "jobs-policy",
                    QueuePolicyArgs.builder()
                            .queueUrl(queue.url())
                            .policy(queue.arn()
                                    .applyValue(arn ->
                                            """
                                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": \
                                    "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "%s"}]}\
                                    """
                                                    .formatted(arn)))
                            .build());
        }
        if (config.parts().contains(Part.ROLE)) {
            createRole(tags);
        }
        if (config.parts().contains(Part.TOPIC)) {
            new Topic("news", TopicArgs.builder().tags(tags).build());
        }
        if (config.parts().contains(Part.LOGS)) {
            new LogGroup(
                    "logs",
                    LogGroupArgs.builder()
                            .name("/random/logs" + config.generation())
                            .retentionInDays(30)
                            .tags(tags)
                            .build());
        }
    }

    private static void createRole(Map<String, String> tags) {
        Role role = new Role(
                "worker",
                RoleArgs.builder()
                        .assumeRolePolicy(
                                """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": \
                        "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}\
                        """)
                        .tags(tags)
                        .build());
        new RolePolicy(
                "worker-policy",
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(
                                """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", \
                        "Resource": "arn:aws:s3:::random-files/*"}]}\
                        """)
                        .build());
    }

    private static void createNetwork(Configuration config, Map<String, String> tags) {
        Vpc vpc = new Vpc(
                "main", VpcArgs.builder().cidrBlock("10.7.0.0/16").tags(tags).build());
        List<Output<String>> subnets = new ArrayList<>();
        for (int index = 0; index < config.subnets(); index++) {
            subnets.add(new Subnet(
                            "subnet-" + index,
                            SubnetArgs.builder()
                                    .vpcId(vpc.id())
                                    .availabilityZone("eu-central-1" + "abc".charAt(index))
                                    .cidrBlock("10.7." + (10 * config.generation() + index) + ".0/24")
                                    .tags(tags)
                                    .build())
                    .id());
        }
        if (config.parts().contains(Part.ROUTES)) {
            createRoutes(vpc, subnets, tags);
        }
        if (config.parts().contains(Part.GROUP)) {
            SecurityGroup group = new SecurityGroup(
                    "door",
                    SecurityGroupArgs.builder()
                            .vpcId(vpc.id())
                            .description("Door " + config.generation())
                            .tags(tags)
                            .build());
            for (int port : List.of(443, 8443)) {
                new SecurityGroupIngressRule(
                        "door-" + port,
                        SecurityGroupIngressRuleArgs.builder()
                                .securityGroupId(group.id())
                                .ipProtocol("tcp")
                                .fromPort(port)
                                .toPort(port)
                                .cidrIpv4("10.7.0.0/16")
                                .tags(tags)
                                .build());
            }
        }
        if (config.parts().contains(Part.DATABASE) && config.subnets() > 1) {
            createDatabase(config, subnets, tags);
        }
    }

    private static void createRoutes(Vpc vpc, List<Output<String>> subnets, Map<String, String> tags) {
        InternetGateway gateway = new InternetGateway(
                "gateway",
                InternetGatewayArgs.builder().vpcId(vpc.id()).tags(tags).build());
        RouteTable table = new RouteTable(
                "routes", RouteTableArgs.builder().vpcId(vpc.id()).tags(tags).build());
        new Route(
                "default-route",
                RouteArgs.builder()
                        .routeTableId(table.id())
                        .destinationCidrBlock("0.0.0.0/0")
                        .gatewayId(gateway.id())
                        .build());
        for (int index = 0; index < subnets.size(); index++) {
            new RouteTableAssociation(
                    "association-" + index,
                    RouteTableAssociationArgs.builder()
                            .routeTableId(table.id())
                            .subnetId(subnets.get(index))
                            .build());
        }
    }

    private static void createDatabase(Configuration config, List<Output<String>> subnets, Map<String, String> tags) {
        SubnetGroup group = new SubnetGroup(
                "database-subnets",
                SubnetGroupArgs.builder()
                        .subnetIds(Output.all(subnets))
                        .tags(tags)
                        .build());
        new Instance(
                "database",
                InstanceArgs.builder()
                        .identifier("random-database-" + config.generation())
                        .engine("postgres")
                        .engineVersion("16")
                        .instanceClass("db.t4g.micro")
                        .allocatedStorage(20)
                        .dbSubnetGroupName(group.name())
                        .username("owner")
                        .password("a-password-of-a-test")
                        .skipFinalSnapshot(true)
                        .tags(tags)
                        .build());
    }
}
