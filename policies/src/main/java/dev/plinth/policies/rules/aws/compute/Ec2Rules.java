package dev.plinth.policies.rules.aws.compute;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/** Rules for Amazon EC2: instances and what starts them, volumes, snapshots, images and VPNs. */
public final class Ec2Rules {

    private static final Rule IMDSV2 = Rule.named("ec2-imdsv2")
            .title("EC2 instances require IMDSv2")
            .severity(Severity.HIGH)
            .on(AwsTypes.EC2_INSTANCE, "metadataOptions.httpTokens", "metadataOptions.httpEndpoint", "launchTemplate")
            .on(
                    AwsTypes.EC2_SPOT_INSTANCE_REQUEST,
                    "metadataOptions.httpTokens",
                    "metadataOptions.httpEndpoint",
                    "launchTemplate")
            .on(AwsTypes.EC2_LAUNCH_TEMPLATE, "metadataOptions.httpTokens", "metadataOptions.httpEndpoint")
            .on(AwsTypes.EC2_LAUNCH_CONFIGURATION, "metadataOptions.httpTokens", "metadataOptions.httpEndpoint")
            .risk("A server-side request forgery exposes the credentials of the instance role.")
            .remediation(
                    """
                    Require version 2 of the instance metadata service:
                    InstanceMetadataOptionsArgs.builder().httpTokens("required")
                    """)
            .references(cis("5.7"), fsbp("EC2.8"), fsbp("EC2.170"), fsbp("AutoScaling.3"), checkov("CKV_AWS_79"))
            .requires(property("metadataOptions.httpTokens")
                    .isOneOf("required")
                    .or(property("metadataOptions.httpEndpoint").isOneOf("disabled"))
                    // What a launch template says is judged there.
                    .onlyIf((instance, context) ->
                            instance.input("launchTemplate").isEmpty()
                                    || !instance.input("metadataOptions").isEmpty()));

    private static final Rule METADATA_HOPS = Rule.named("ec2-metadata-hop-limit")
            .title("EC2 instances have a metadata hop limit of 1")
            .severity(Severity.LOW)
            .on(AwsTypes.EC2_INSTANCE, "metadataOptions.httpPutResponseHopLimit")
            .on(AwsTypes.EC2_SPOT_INSTANCE_REQUEST, "metadataOptions.httpPutResponseHopLimit")
            .on(AwsTypes.EC2_LAUNCH_TEMPLATE, "metadataOptions.httpPutResponseHopLimit")
            .on(AwsTypes.EC2_LAUNCH_CONFIGURATION, "metadataOptions.httpPutResponseHopLimit")
            .on(AwsTypes.EC2_INSTANCE_METADATA_DEFAULTS, "httpPutResponseHopLimit")
            .risk("A container or proxy on the instance can obtain the credentials of the instance role.")
            .remediation(
                    """
                    Set the hop limit to 1:
                    InstanceMetadataOptionsArgs.builder().httpPutResponseHopLimit(1)
                    """)
            .references(checkov("CKV_AWS_341"))
            .requires((resource, context) -> property(
                            resource.type().equals(AwsTypes.EC2_INSTANCE_METADATA_DEFAULTS)
                                    ? "httpPutResponseHopLimit"
                                    : "metadataOptions.httpPutResponseHopLimit")
                    .is(value -> value.isAbsent() || value.asNumber().orElse(2) <= 1, "1")
                    .test(resource, context));

    private static final Rule METADATA_DEFAULT = Rule.named("ec2-imdsv2-default")
            .title("The account's default for EC2 instances requires IMDSv2")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_INSTANCE_METADATA_DEFAULTS, "httpTokens")
            .risk("Instances started manually or by a service use IMDSv1, which requires no session token.")
            .remediation(
                    """
                    Require version 2 by default:
                    InstanceMetadataDefaultsArgs.builder().httpTokens("required")
                    """)
            .requires(property("httpTokens").isOneOf("required"));

    private static final Rule NO_PUBLIC_ADDRESS = Rule.named("ec2-no-public-ip")
            .title("EC2 instances have no public IP address")
            .severity(Severity.HIGH)
            .on(AwsTypes.EC2_INSTANCE, "associatePublicIpAddress")
            .on(AwsTypes.EC2_SPOT_INSTANCE_REQUEST, "associatePublicIpAddress")
            .on(AwsTypes.EC2_LAUNCH_CONFIGURATION, "associatePublicIpAddress")
            .on(AwsTypes.EC2_LAUNCH_TEMPLATE, "networkInterfaces[].associatePublicIpAddress")
            .risk("A single security group rule exposes services on the instance to the internet.")
            .remediation(
                    """
                    Use a load balancer and a NAT gateway:
                    InstanceArgs.builder().associatePublicIpAddress(false)
                    """)
            .references(fsbp("EC2.9"), fsbp("EC2.25"), fsbp("AutoScaling.5"), checkov("CKV_AWS_88"))
            .requires(property("associatePublicIpAddress")
                    .isNotTrue()
                    .and(Elements.each("networkInterfaces", network -> property(network + ".associatePublicIpAddress")
                            .isNotTrue())));

    private static final Rule NO_KEY_PAIR = Rule.named("ec2-no-key-pair")
            .title("EC2 instances are accessed through Session Manager, not with an SSH key")
            .severity(Severity.LOW)
            .on(AwsTypes.EC2_INSTANCE, "keyName")
            .on(AwsTypes.EC2_SPOT_INSTANCE_REQUEST, "keyName")
            .on(AwsTypes.EC2_LAUNCH_TEMPLATE, "keyName")
            .on(AwsTypes.EC2_LAUNCH_CONFIGURATION, "keyName")
            .risk("SSH keys are copied, do not expire, and do not identify their user.")
            .remediation(
                    """
                    Remove the key, and attach AmazonSSMManagedInstanceCore to the role:
                    InstanceArgs.builder().iamInstanceProfile(profile.name())
                    """)
            .requires(property("keyName").isNotSet());

    private static final Rule INSTANCE_PROFILE = Rule.named("ec2-instance-profile")
            .title("EC2 instances have an instance profile")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_INSTANCE, "iamInstanceProfile", "launchTemplate")
            .risk("Programs on the instance need long-lived access keys, stored in files.")
            .remediation(
                    """
                    Set an instance profile:
                    InstanceArgs.builder().iamInstanceProfile(profile.name())
                    """)
            .references(checkov("CKV2_AWS_41"))
            .requires(property("iamInstanceProfile").isText().onlyIf((instance, context) -> instance.input(
                            "launchTemplate")
                    .isEmpty()));

    private static final Rule TERMINATION_PROTECTION = Rule.named("ec2-termination-protection")
            .guardsDeletion()
            .title("Production EC2 instances have termination protection")
            .severity(Severity.LOW)
            .on(AwsTypes.EC2_INSTANCE, "disableApiTermination")
            .risk("A single API call deletes the instance and the data on its disks.")
            .remediation(
                    """
                    Enable termination protection:
                    InstanceArgs.builder().disableApiTermination(true)
                    """)
            .references(cdkNag("EC29"))
            .requires(property("disableApiTermination").isTrue().inProduction());

    private static final Rule DETAILED_MONITORING = Rule.named("ec2-detailed-monitoring")
            .title("Production EC2 instances have detailed monitoring enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.EC2_INSTANCE, "monitoring")
            .risk("Alarms fire up to five minutes late.")
            .remediation(
                    """
                    Enable detailed monitoring:
                    InstanceArgs.builder().monitoring(true)
                    """)
            .references(checkov("CKV_AWS_126"), cdkNag("EC28"))
            .requires(property("monitoring").isTrue().inProduction());

    private static final Rule SERIAL_CONSOLE_OFF = Rule.named("ec2-no-serial-console")
            .title("EC2 serial console access is disabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_SERIAL_CONSOLE_ACCESS, "enabled")
            .risk("The serial console bypasses security groups and network ACLs.")
            .remediation(
                    """
                    Disable it for the account:
                    SerialConsoleAccessArgs.builder().enabled(false)
                    """)
            // Left out, the provider switches it on.
            .requires(property("enabled").isFalse());

    private static final Rule VOLUMES_ENCRYPTED = Rule.named("ebs-encrypted")
            .title("EBS volumes are encrypted")
            .severity(Severity.HIGH)
            .on(AwsTypes.EBS_VOLUME, "encrypted")
            .on(AwsTypes.EC2_INSTANCE, "rootBlockDevice.encrypted", "ebsBlockDevices[].encrypted", "launchTemplate")
            .on(
                    AwsTypes.EC2_SPOT_INSTANCE_REQUEST,
                    "rootBlockDevice.encrypted",
                    "ebsBlockDevices[].encrypted",
                    "launchTemplate")
            .on(AwsTypes.EC2_LAUNCH_CONFIGURATION, "rootBlockDevice.encrypted", "ebsBlockDevices[].encrypted")
            .on(AwsTypes.EC2_LAUNCH_TEMPLATE, "blockDeviceMappings[].ebs.encrypted")
            .lookingAt(AwsTypes.EBS_ENCRYPTION_BY_DEFAULT, "enabled")
            .risk("Anyone who obtains the disk or a snapshot can read it.")
            .remediation(
                    """
                    Encrypt the volume:
                    VolumeArgs.builder().encrypted(true).kmsKeyId(key.arn())
                    """)
            .references(fsbp("EC2.3"), fsbp("EC2.181"), checkov("CKV_AWS_3"), checkov("CKV_AWS_8"), cdkNag("EC26"))
            .requiresInStack(Ec2Rules::isEncrypted);

    private static final Rule VOLUME_KEY = Rule.named("ebs-customer-key")
            .title("EBS volumes use a customer managed key")
            .severity(Severity.LOW)
            .on(AwsTypes.EBS_VOLUME, "kmsKeyId")
            .risk(
                    "The key policy of the AWS managed key cannot be restricted, and snapshots encrypted with it cannot be shared.")
            .remediation(
                    """
                    Set a customer managed key:
                    VolumeArgs.builder().encrypted(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_189"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId"));

    private static final Rule DEFAULT_ENCRYPTION = Rule.named("ebs-default-encryption")
            .title("EBS encryption by default is enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EBS_ENCRYPTION_BY_DEFAULT, "enabled")
            .risk("Volumes created manually or by a service are not encrypted.")
            .remediation(
                    """
                    Enable encryption by default for the Region:
                    EncryptionByDefaultArgs.builder().enabled(true)
                    """)
            .references(cis("5.1.1"), fsbp("EC2.7"), checkov("CKV_AWS_106"))
            .requires(property("enabled").isNotFalse());

    private static final Rule SNAPSHOT_COPY_ENCRYPTED = Rule.named("ebs-snapshot-copy-encrypted")
            .title("Copies of EBS snapshots use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EBS_SNAPSHOT_COPY, "encrypted", "kmsKeyId")
            .risk("Anyone who obtains the copy can read it.")
            .remediation(
                    """
                    Encrypt the copy:
                    SnapshotCopyArgs.builder().encrypted(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_183"))
            .requires(property("encrypted").isTrue().and(CustomerKeys.isCustomerKey("kmsKeyId")));

    private static final Rule SNAPSHOTS_NOT_PUBLIC = Rule.named("ebs-snapshot-not-public")
            .title("EBS snapshots cannot be shared publicly")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS, "state")
            .risk("Any AWS account can create a volume from a public snapshot and read its data.")
            .remediation(
                    """
                    Block public sharing for the Region:
                    SnapshotBlockPublicAccessArgs.builder().state("block-all-sharing")
                    """)
            .references(fsbp("EC2.1"), fsbp("EC2.182"))
            .neverWaivable()
            .requires(property("state").isOneOf("block-all-sharing", "block-new-sharing"));

    private static final Rule IMAGES_NOT_PUBLIC = Rule.named("ami-not-public")
            .title("AMIs are shared with named accounts only")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.EC2_AMI_LAUNCH_PERMISSION, "group")
            .risk("Any AWS account can start an instance from the AMI and read its disk.")
            .remediation(
                    """
                    Name the account:
                    AmiLaunchPermissionArgs.builder().imageId(image.id()).accountId("123456789012")
                    """)
            .references(checkov("CKV_AWS_205"))
            .neverWaivable()
            .requires(property("group").isNoneOf("all"));

    private static final Rule IMAGE_BLOCK_ON = Rule.named("ami-block-public-access")
            .title("AMIs cannot be shared publicly")
            .severity(Severity.HIGH)
            .on(AwsTypes.EC2_IMAGE_BLOCK_PUBLIC_ACCESS, "state")
            .risk("A single mistake publishes an AMI and the secrets on its disk.")
            .remediation(
                    """
                    Block public sharing for the Region:
                    ImageBlockPublicAccessArgs.builder().state("block-new-sharing")
                    """)
            .requires(property("state").isOneOf("block-new-sharing"));

    private static final Rule IMAGE_COPY_ENCRYPTED = Rule.named("ami-copy-encrypted")
            .title("Copies of AMIs use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_AMI_COPY, "encrypted", "kmsKeyId")
            .risk("Anyone who obtains the snapshots of the copy can read them.")
            .remediation(
                    """
                    Encrypt the copy:
                    AmiCopyArgs.builder().encrypted(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_235"), checkov("CKV_AWS_236"))
            .requires(property("encrypted").isTrue().and(CustomerKeys.isCustomerKey("kmsKeyId")));

    private static final Rule VPN_LOGGING = Rule.named("vpn-tunnel-logging")
            .title("Both tunnels of a VPN connection have logging enabled")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.EC2_VPN_CONNECTION,
                    "tunnel1LogOptions.cloudwatchLogOptions.logEnabled",
                    "tunnel2LogOptions.cloudwatchLogOptions.logEnabled")
            .risk("The cause of a tunnel failure, and attempts to open the tunnel, are unknown.")
            .remediation(
                    """
                    Enable logging for both tunnels:
                    VpnConnectionTunnel1LogOptionsCloudwatchLogOptionsArgs.builder().logEnabled(true).logGroupArn(logs.arn())
                    """)
            .references(fsbp("EC2.171"))
            .requires(property("tunnel1LogOptions.cloudwatchLogOptions.logEnabled")
                    .isTrue()
                    .and(property("tunnel2LogOptions.cloudwatchLogOptions.logEnabled")
                            .isTrue()));

    private static final Rule VPN_IKEV2 = Rule.named("vpn-ikev2")
            .title("Both tunnels of a VPN connection allow IKEv2 only")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_VPN_CONNECTION, "tunnel1IkeVersions", "tunnel2IkeVersions")
            .risk("An attacker on the network path can force a downgrade to IKEv1, which has known weaknesses.")
            .remediation(
                    """
                    Allow IKEv2 only:
                    VpnConnectionArgs.builder().tunnel1IkeVersions(List.of("ikev2")).tunnel2IkeVersions(List.of("ikev2"))
                    """)
            .requires(onlyIkev2("tunnel1IkeVersions").and(onlyIkev2("tunnel2IkeVersions")));

    public static final List<Rule> ALL = List.of(
            IMDSV2,
            METADATA_HOPS,
            METADATA_DEFAULT,
            NO_PUBLIC_ADDRESS,
            NO_KEY_PAIR,
            INSTANCE_PROFILE,
            TERMINATION_PROTECTION,
            DETAILED_MONITORING,
            SERIAL_CONSOLE_OFF,
            VOLUMES_ENCRYPTED,
            VOLUME_KEY,
            DEFAULT_ENCRYPTION,
            SNAPSHOT_COPY_ENCRYPTED,
            SNAPSHOTS_NOT_PUBLIC,
            IMAGES_NOT_PUBLIC,
            IMAGE_BLOCK_ON,
            IMAGE_COPY_ENCRYPTED,
            VPN_LOGGING,
            VPN_IKEV2);

    private static final Derivation<Boolean> BY_DEFAULT =
            graph -> graph.ofType(AwsTypes.EBS_ENCRYPTION_BY_DEFAULT).stream()
                    .anyMatch(setting -> setting.input("enabled").isAbsent()
                            || setting.input("enabled").asBoolean().orElse(false));

    private Ec2Rules() {}

    private static Condition onlyIkev2(String property) {
        return property(property)
                .is(value -> !value.elements().isEmpty(), "ikev2 only")
                .and(Elements.each(property, version -> property(version).isOneOf("ikev2")));
    }

    private static Verdict isEncrypted(GraphResource resource, RuleContext context) {
        return devices(resource, context.graph().once(BY_DEFAULT)).test(resource, context);
    }

    private static Condition devices(GraphResource resource, boolean byDefault) {
        if (resource.type().equals(AwsTypes.EBS_VOLUME)) {
            return encrypted("encrypted", byDefault);
        }
        if (resource.type().equals(AwsTypes.EC2_LAUNCH_TEMPLATE)) {
            return Elements.each(
                    "blockDeviceMappings",
                    device -> (template, context) -> template.input(device + ".ebs")
                                    .isEmpty()
                            ? Verdict.PASS
                            : encrypted(device + ".ebs.encrypted", byDefault).test(template, context));
        }
        Condition others = Elements.each("ebsBlockDevices", device -> encrypted(device + ".encrypted", byDefault));
        // With a launch template, what the instance leaves out is the template's.
        boolean ofTemplate = !resource.input("launchTemplate").isEmpty()
                && resource.input("rootBlockDevice").isEmpty();
        return ofTemplate
                ? others
                : encrypted("rootBlockDevice.encrypted", byDefault).and(others);
    }

    /** In a Region that encrypts by default, what is left out is encrypted. */
    private static Condition encrypted(String path, boolean byDefault) {
        return byDefault ? property(path).isNotFalse() : property(path).isTrue();
    }
}
