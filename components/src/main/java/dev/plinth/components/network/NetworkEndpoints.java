package dev.plinth.components.network;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways from a VPC to AWS's services that don't leave AWS's network, each for this account's principals only. */
final class NetworkEndpoints extends PlinthComponent {

    static final String TYPE = "plinth:network:NetworkEndpoints";

    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*");

    private final Place place;
    private final @Nullable VpcEndpoint s3;
    private final @Nullable SecurityGroup securityGroup;

    /** Place of the endpoints. */
    record Place(
            AwsAccount account,
            Vpc vpc,
            List<Output<String>> privateRouteTableIds,
            Output<List<String>> privateSubnetIds) {}

    NetworkEndpoints(String name, NetworkArgs args, Place place, ComponentResourceOptions options) {
        super(TYPE, name, null, options);
        this.place = place;
        this.s3 = args.s3Endpoint() ? createGateway("s3", s3Policy()) : null;
        if (args.dynamodbEndpoint()) {
            createGateway("dynamodb", PolicyDocument.of(ownPrincipalsOnOwnResources("dynamodb:*")));
        }
        this.securityGroup = args.interfaceEndpoints().isEmpty() ? null : createInterfaces(args.interfaceEndpoints());
        registerOutputs(Map.of());
    }

    static boolean isServiceName(String text) {
        return SERVICE_NAME.matcher(text).matches() && !text.startsWith("com.amazonaws");
    }

    /** The prefix list of S3's gateway endpoint, or null when there is none. */
    @Nullable
    Output<String> s3PrefixListId() {
        return s3 == null ? null : s3.prefixListId();
    }

    /** The security group of the interface endpoints, or null when there are none. */
    @Nullable
    Output<String> securityGroupId() {
        return securityGroup == null ? null : securityGroup.id();
    }

    private VpcEndpoint createGateway(String service, PolicyDocument policy) {
        return new VpcEndpoint(
                childName(service),
                endpoint(service, policy)
                        .vpcEndpointType("Gateway")
                        .routeTableIds(Output.all(place.privateRouteTableIds()))
                        .build(),
                childOptions().build());
    }

    private SecurityGroup createInterfaces(List<String> services) {
        SecurityGroup group = createSecurityGroup();
        for (String service : services) {
            new VpcEndpoint(
                    childName(service.replace('.', '-')),
                    endpoint(service, PolicyDocument.of(ownPrincipals("*")))
                            .vpcEndpointType("Interface")
                            .privateDnsEnabled(true)
                            .subnetIds(place.privateSubnetIds())
                            .securityGroupIds(group.id().applyValue(List::of))
                            .build(),
                    childOptions().build());
        }
        return group;
    }

    private VpcEndpointArgs.Builder endpoint(String service, PolicyDocument policy) {
        return VpcEndpointArgs.builder()
                .vpcId(place.vpc().id())
                .serviceName(
                        Output.format("com.amazonaws.%s.%s", place.account().region(), Output.of(service)))
                .policy(policy.toJson())
                .tags(Map.of("Name", childName(service)));
    }

    private SecurityGroup createSecurityGroup() {
        SecurityGroup group = new SecurityGroup(
                childName("security-group"),
                SecurityGroupArgs.builder()
                        .vpcId(place.vpc().id())
                        .description("Interface endpoints of AWS services: HTTPS from inside the VPC")
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
        new SecurityGroupIngressRule(
                childName("from-vpc"),
                SecurityGroupIngressRuleArgs.builder()
                        .tags(Map.of("Name", childName("from-vpc")))
                        .securityGroupId(group.id())
                        .description("HTTPS from inside the VPC")
                        .cidrIpv4(place.vpc().cidrBlock())
                        .ipProtocol("tcp")
                        .fromPort(443)
                        .toPort(443)
                        .build(),
                childOptions().build());
        return group;
    }

    private PolicyDocument s3Policy() {
        return PolicyDocument.of(
                ownPrincipalsOnOwnResources("s3:*"),
                // ECR keeps image layers in a bucket of its own and signs the requests itself.
                // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
                Statement.allow("ImageLayers")
                        .anyPrincipal()
                        .actions("s3:GetObject")
                        .resource(Output.format(
                                "arn:%s:s3:::prod-%s-starport-layer-bucket/*",
                                place.account().partition(), place.account().region())));
    }

    private Statement ownPrincipalsOnOwnResources(String actions) {
        return ownPrincipals(actions)
                .condition(
                        "StringEquals", "aws:ResourceAccount", place.account().accountId());
    }

    private Statement ownPrincipals(String actions) {
        return Statement.allow("OwnAccount")
                .anyPrincipal()
                .actions(actions)
                .resources("*")
                .condition(
                        "StringEquals", "aws:PrincipalAccount", place.account().accountId());
    }
}
