package dev.plinth.components.host;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.EipAssociation;
import com.pulumi.aws.ec2.EipAssociationArgs;
import com.pulumi.aws.ec2.Instance;
import com.pulumi.aws.ec2.InstanceArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.inputs.GetAmiArgs;
import com.pulumi.aws.ec2.inputs.GetAmiFilterArgs;
import com.pulumi.aws.ec2.inputs.InstanceMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.InstanceRootBlockDeviceArgs;
import com.pulumi.aws.ec2.outputs.GetAmiResult;
import com.pulumi.aws.iam.InstanceProfile;
import com.pulumi.aws.iam.InstanceProfileArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.docker.Provider;
import com.pulumi.docker.ProviderArgs;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.SecurityGroupRules;
import dev.plinth.components.Validation;
import dev.plinth.components.network.Network;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hardened machine with Ubuntu 24.04 LTS and Docker on EC2, with a separate address; or any machine that SSH reaches, see
 * {@link #existing}.
 *
 * <p>The internet reaches ports 80 and 443 only. SSH goes through Session Manager, so port 22 is closed: deploying needs the AWS CLI, its
 * Session Manager plugin and the private key. {@link CloudInit} hardens the machine at its first start; a later change of it stops and
 * starts the machine, replaces nothing, and does not run again. A newer image of Ubuntu changes nothing either.
 */
public final class DockerHost extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:host:DockerHost";

    private static final String CANONICAL = "099720109477";
    private static final String IMAGE = "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*";
    private static final String INSTANCE_TYPE = "[a-z][a-z0-9-]*\\.[a-z0-9-]+";
    private static final String PUBLIC_KEY = "(ssh-ed25519|ecdsa-sha2-nistp\\d+|ssh-rsa) [A-Za-z0-9+/=]+( .*)?";
    private static final String ACCOUNT = "[a-z][a-z0-9-]{0,30}";
    private static final int MINIMUM_GIB = 50;

    /** Finds the machine by its name, waits until it has started, and connects through Session Manager. */
    private static final String PROXY_COMMAND = "sh -c 'id=$(aws ec2 describe-instances --output text"
            + " --filters Name=tag:Name,Values=%h Name=instance-state-name,Values=pending,running"
            + " --query Reservations[0].Instances[0].InstanceId) && aws ec2 wait instance-status-ok --instance-ids $id"
            + " && exec aws ssm start-session --target $id --document-name AWS-StartSSHSession --parameters portNumber=%p'";

    private static final int MAXIMUM_GIB = 16_384;

    private final Provider provider;
    private final @Nullable Instance instance;
    private final @Nullable Output<String> publicAddress;

    /**
     * Creates the machine.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public DockerHost(String name, DockerHostArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the machine with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public DockerHost(String name, DockerHostArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        Network network = Objects.requireNonNull(args.network());
        EncryptionKey key = createKey();
        Instance created = createInstance(args, network, createSecurityGroup(network), createProfile(), key);
        this.instance = created;
        this.publicAddress = createAddress(created);
        this.provider = createProvider(
                "ssh://" + args.user() + "@" + hostName(),
                List.of("-o", "StrictHostKeyChecking=accept-new", "-o", "ProxyCommand=" + PROXY_COMMAND),
                created);
        registerOutputs(Map.of("instanceId", created.id(), "publicAddress", publicAddress));
    }

    private DockerHost(String name, String sshHost, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, existing(name, sshHost), options);
        this.instance = null;
        this.publicAddress = null;
        this.provider = createProvider(sshHost, List.of());
        registerOutputs(Map.of());
    }

    /**
     * Uses a machine that exists, with Docker.
     *
     * @param name the logical name
     * @param host the Docker daemon's address: {@code ssh://user@host}, or a socket such as {@code unix:///var/run/docker.sock} for a
     *     development machine
     * @param options Pulumi's options, or null for none
     */
    public static DockerHost existing(String name, String host, @Nullable ComponentResourceOptions options) {
        return new DockerHost(name, host, options);
    }

    /** The Docker provider of this host, for its containers. */
    public ProviderResource provider() {
        return provider;
    }

    /** The machine's ARN, for backups; empty for an existing machine. */
    public Optional<Output<String>> instanceArn() {
        return Optional.ofNullable(instance).map(Instance::arn);
    }

    /** The machine's public address; empty for an existing machine. */
    public Optional<Output<String>> publicAddress() {
        return Optional.ofNullable(publicAddress);
    }

    private static DockerHostArgs validated(String name, DockerHostArgs args) {
        String key = args.sshPublicKey();
        Network network = args.network();
        Validation.of("DockerHost", name)
                .required("network", network == null ? null : network.name())
                .check(
                        network == null || network.hasPublicSubnets(),
                        "network",
                        network == null ? "" : network.name(),
                        "a network with public subnets")
                .check(
                        key != null && key.matches(PUBLIC_KEY),
                        "sshPublicKey",
                        key,
                        "a public key such as 'ssh-ed25519 AAAA…'")
                .check(
                        args.instanceType().matches(INSTANCE_TYPE),
                        "instanceType",
                        args.instanceType(),
                        "an instance type such as " + DockerHostArgs.DEFAULT_INSTANCE_TYPE)
                .check(
                        args.volumeGib() >= MINIMUM_GIB && args.volumeGib() <= MAXIMUM_GIB,
                        "volumeGib",
                        args.volumeGib(),
                        MINIMUM_GIB + " to " + MAXIMUM_GIB)
                .check(
                        args.user().matches(ACCOUNT) && !args.user().equals("root"),
                        "user",
                        args.user(),
                        "an account other than root")
                .check(
                        args.dockerVersion().matches("\\d+(\\.\\d+){1,2}"),
                        "dockerVersion",
                        args.dockerVersion(),
                        "a version such as " + DockerHostArgs.DEFAULT_DOCKER_VERSION)
                .throwIfAny();
        return args;
    }

    private static ResourceArgs existing(String name, String host) {
        Validation.of("DockerHost", name)
                .check(
                        host.matches("ssh://([^@/\\s]+@)?[^@/\\s]+|(unix|npipe)://\\S+"),
                        "host",
                        host,
                        "an address such as ssh://deploy@host.example.com")
                .throwIfAny();
        return ResourceArgs.Empty;
    }

    private EncryptionKey createKey() {
        return new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Volume of the host " + name())
                        .build(),
                childComponentOptions().build());
    }

    private SecurityGroup createSecurityGroup(Network network) {
        SecurityGroup group = new SecurityGroup(
                childName("security-group"),
                SecurityGroupArgs.builder()
                        .vpcId(network.vpcId())
                        .description("Docker host: HTTP and HTTPS only")
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
        Map.of("http", 80, "https", 443)
                .forEach((service, port) -> new SecurityGroupIngressRule(
                        childName("from-internet-" + service),
                        SecurityGroupIngressRuleArgs.builder()
                                .securityGroupId(group.id())
                                .description(service + " from the internet to the reverse proxy")
                                .cidrIpv4("0.0.0.0/0")
                                .ipProtocol("tcp")
                                .fromPort(port)
                                .toPort(port)
                                .tags(Map.of("Name", childName("from-internet-" + service)))
                                .build(),
                        childOptions().build()));
        Map.of("http", 80, "https", 443)
                .forEach((service, port) -> SecurityGroupRules.allowTo(
                        this,
                        "internet-" + service,
                        SecurityGroupEgressRuleArgs.builder()
                                .securityGroupId(group.id())
                                .description("Packages, images, certificates and Session Manager over " + service)
                                .cidrIpv4("0.0.0.0/0")
                                .ipProtocol("tcp")
                                .fromPort(port)
                                .toPort(port)));
        return group;
    }

    private InstanceProfile createProfile() {
        Role role = new Role(
                childName("role"),
                RoleArgs.builder()
                        .description("Host " + name() + ": Session Manager")
                        .assumeRolePolicy(
                                PolicyDocument.assumeRole("ec2.amazonaws.com").toJson())
                        .build(),
                childOptions().build());
        RolePolicyAttachment attachment = new RolePolicyAttachment(
                childName("session-manager"),
                RolePolicyAttachmentArgs.builder()
                        .role(role.name())
                        .policyArn(Output.format(
                                "arn:%s:iam::aws:policy/AmazonSSMManagedInstanceCore",
                                AwsAccount.of(this).partition()))
                        .build(),
                childOptions().build());
        return new InstanceProfile(
                childName("profile"),
                InstanceProfileArgs.builder().role(role.name()).build(),
                childOptions().dependsOn(attachment).build());
    }

    private Instance createInstance(
            DockerHostArgs args, Network network, SecurityGroup group, InstanceProfile profile, EncryptionKey key) {
        return new Instance(
                childName("instance"),
                InstanceArgs.builder()
                        .ami(ubuntu())
                        .instanceType(args.instanceType())
                        .subnetId(network.publicSubnetIds().applyValue(subnets -> subnets.get(0)))
                        .vpcSecurityGroupIds(group.id().applyValue(List::of))
                        .associatePublicIpAddress(false)
                        .iamInstanceProfile(profile.name())
                        .disableApiTermination(true)
                        .monitoring(true)
                        .ebsOptimized(true)
                        .userData(new CloudInit(
                                        args.user(), Objects.requireNonNull(args.sshPublicKey()), args.dockerVersion())
                                .text())
                        .userDataReplaceOnChange(false)
                        .metadataOptions(InstanceMetadataOptionsArgs.builder()
                                .httpEndpoint("enabled")
                                .httpTokens("required")
                                .httpPutResponseHopLimit(1)
                                .build())
                        .rootBlockDevice(InstanceRootBlockDeviceArgs.builder()
                                .volumeType("gp3")
                                .volumeSize(args.volumeGib())
                                .encrypted(true)
                                .kmsKeyId(key.keyArn())
                                .deleteOnTermination(false)
                                .build())
                        .tags(Map.of("Name", hostName()))
                        .build(),
                statefulChildOptions().ignoreChanges(List.of("ami")).build());
    }

    private Output<String> ubuntu() {
        return Ec2Functions.getAmi(
                        GetAmiArgs.builder()
                                .owners(CANONICAL)
                                .mostRecent(true)
                                .filters(
                                        GetAmiFilterArgs.builder()
                                                .name("name")
                                                .values(IMAGE)
                                                .build(),
                                        GetAmiFilterArgs.builder()
                                                .name("architecture")
                                                .values("x86_64")
                                                .build())
                                .build(),
                        InvokeOptions.builder().parent(this).build())
                .applyValue(GetAmiResult::id);
    }

    private Output<String> createAddress(Instance created) {
        Eip address = new Eip(
                childName("address"),
                EipArgs.builder().domain("vpc").tags(Map.of("Name", name())).build(),
                statefulChildOptions().build());
        new EipAssociation(
                childName("address-association"),
                EipAssociationArgs.builder()
                        .allocationId(address.allocationId())
                        .instanceId(created.id())
                        .build(),
                childOptions().build());
        return address.publicIp();
    }

    private Provider createProvider(String host, List<String> sshOptions, Resource... dependencies) {
        return new Provider(
                childName("docker"),
                ProviderArgs.builder().host(host).sshOpts(sshOptions).build(),
                childOptions().dependsOn(dependencies).build());
    }

    /** The tag Name of the machine. A name that the first preview knows, unlike an id, lets it check the containers. */
    private String hostName() {
        return PhysicalName.of(name());
    }
}
