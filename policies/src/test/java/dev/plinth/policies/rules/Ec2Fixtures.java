package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** The fixtures of the EC2 rules. */
final class Ec2Fixtures {

    static final String INSTANCE = "aws:ec2/instance:Instance";
    static final String SPOT_REQUEST = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
    static final String LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
    static final String LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
    static final String METADATA_DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";
    static final String VOLUME = "aws:ebs/volume:Volume";
    static final String VPN = "aws:ec2/vpnConnection:VpnConnection";

    private Ec2Fixtures() {}

    private static Map<String, ?> logging(boolean enabled) {
        return Map.of("cloudwatchLogOptions", Map.of("logEnabled", enabled));
    }

    static List<RuleFixture> all() {
        return List.of(
                property("ec2-imdsv2", INSTANCE, "metadataOptions.httpTokens", "required", "optional", FAIL),
                property("ec2-imdsv2", SPOT_REQUEST, "metadataOptions.httpTokens", "required", "optional", FAIL),
                property("ec2-imdsv2", LAUNCH_TEMPLATE, "metadataOptions.httpTokens", "required", "optional", FAIL),
                property(
                        "ec2-imdsv2",
                        LAUNCH_CONFIGURATION,
                        "metadataOptions.httpEndpoint",
                        "disabled",
                        "enabled",
                        FAIL),
                property(
                        "ec2-metadata-hop-limit",
                        LAUNCH_TEMPLATE,
                        "metadataOptions.httpPutResponseHopLimit",
                        1,
                        "2",
                        PASS),
                property("ec2-metadata-hop-limit", METADATA_DEFAULTS, "httpPutResponseHopLimit", 1, 2, PASS),
                property("ec2-imdsv2-default", METADATA_DEFAULTS, "httpTokens", "required", "no-preference", FAIL),
                property("ec2-no-public-ip", INSTANCE, "associatePublicIpAddress", false, true, PASS),
                property(
                        "ec2-no-public-ip",
                        LAUNCH_TEMPLATE,
                        "networkInterfaces",
                        List.of(Map.of("associatePublicIpAddress", "false")),
                        List.of(Map.of("associatePublicIpAddress", "true")),
                        PASS),
                property("ec2-no-key-pair", INSTANCE, "keyName", "", "administrators", PASS),
                property("ec2-instance-profile", INSTANCE, "iamInstanceProfile", "web", "", FAIL),
                property("ec2-termination-protection", INSTANCE, "disableApiTermination", true, false, FAIL),
                property("ec2-detailed-monitoring", INSTANCE, "monitoring", true, false, FAIL),
                property(
                        "ec2-no-serial-console",
                        "aws:ec2/serialConsoleAccess:SerialConsoleAccess",
                        "enabled",
                        false,
                        true,
                        FAIL),
                property("ebs-encrypted", VOLUME, "encrypted", true, "false", FAIL),
                property("ebs-encrypted", INSTANCE, "rootBlockDevice.encrypted", true, false, FAIL),
                property(
                        "ebs-encrypted",
                        INSTANCE,
                        "ebsBlockDevices",
                        List.of(Map.of("encrypted", true)),
                        List.of(Map.of("deviceName", "/dev/sdb")),
                        PASS,
                        Map.of("rootBlockDevice", Map.of("encrypted", true))),
                property(
                        "ebs-encrypted",
                        LAUNCH_TEMPLATE,
                        "blockDeviceMappings",
                        List.of(Map.of("ebs", Map.of("encrypted", "true"))),
                        List.of(Map.of("ebs", Map.of("encrypted", "false"))),
                        PASS),
                property("ebs-customer-key", VOLUME, "kmsKeyId", "arn:key", "", FAIL),
                property(
                        "ebs-default-encryption",
                        "aws:ebs/encryptionByDefault:EncryptionByDefault",
                        "enabled",
                        true,
                        false,
                        PASS),
                property(
                        "ebs-snapshot-copy-encrypted",
                        "aws:ebs/snapshotCopy:SnapshotCopy",
                        "kmsKeyId",
                        "arn:key",
                        "",
                        FAIL,
                        Map.of("encrypted", true)),
                property(
                        "ebs-snapshot-not-public",
                        "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
                        "state",
                        "block-all-sharing",
                        "unblocked",
                        FAIL),
                property("ami-not-public", "aws:ec2/amiLaunchPermission:AmiLaunchPermission", "group", "", "all", PASS),
                property(
                        "ami-block-public-access",
                        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
                        "state",
                        "block-new-sharing",
                        "unblocked",
                        FAIL),
                property(
                        "ami-copy-encrypted",
                        "aws:ec2/amiCopy:AmiCopy",
                        "encrypted",
                        true,
                        false,
                        FAIL,
                        Map.of("kmsKeyId", "arn:key")),
                property(
                        "vpn-tunnel-logging",
                        VPN,
                        "tunnel1LogOptions",
                        logging(true),
                        logging(false),
                        FAIL,
                        Map.of("tunnel2LogOptions", logging(true))),
                property(
                        "vpn-ikev2",
                        VPN,
                        "tunnel2IkeVersions",
                        List.of("ikev2"),
                        List.of("ikev1", "ikev2"),
                        FAIL,
                        Map.of("tunnel1IkeVersions", List.of("ikev2"))));
    }
}
