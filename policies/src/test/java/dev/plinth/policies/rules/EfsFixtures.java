package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** The fixtures of the EFS rules. */
final class EfsFixtures {

    static final String FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
    static final String ACCESS_POINT = "aws:efs/accessPoint:AccessPoint";
    static final String BACKUP_POLICY = "aws:efs/backupPolicy:BackupPolicy";
    static final String POLICY = "aws:efs/fileSystemPolicy:FileSystemPolicy";
    static final String MOUNT_TARGET = "aws:efs/mountTarget:MountTarget";

    static final String TLS_ONLY =
            "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}}";

    static final GraphResource FILES = resource(FILE_SYSTEM, "subject", Map.of(), Map.of("id", "fs-1"));

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("efs-mount-targets-span-azs", "efs-pulumi-protect");

    private EfsFixtures() {}

    static GraphResource target(String name, String subnet) {
        return resource(MOUNT_TARGET, name, Map.of("fileSystemId", "fs-1", "subnetId", subnet));
    }

    static List<RuleFixture> all() {
        return List.of(
                property("efs-encrypted", FILE_SYSTEM, "encrypted", true, "false", FAIL),
                property("efs-customer-key", FILE_SYSTEM, "kmsKeyId", "arn:key", "", FAIL),
                property("efs-access-point-root", ACCESS_POINT, "rootDirectory.path", "/uploads", "/", FAIL),
                property(
                        "efs-access-point-user",
                        ACCESS_POINT,
                        "posixUser.uid",
                        1000,
                        0,
                        FAIL,
                        Map.of("posixUser", Map.of("gid", 1000))),
                property(
                        "efs-access-point-user",
                        ACCESS_POINT,
                        "posixUser.gid",
                        "1000",
                        "0",
                        FAIL,
                        Map.of("posixUser", Map.of("uid", 1000))),
                RuleFixture.of("efs-backup", FILES, "backupPolicy.status", "DISABLED", FAIL)
                        .beside(resource(
                                BACKUP_POLICY,
                                "daily",
                                Map.of("fileSystemId", "fs-1", "backupPolicy", Map.of("status", "ENABLED"))))
                        .ofNeighbour(),
                RuleFixture.of("efs-policy-tls", FILES, "policy", TLS_ONLY.replace("Deny", "Allow"), FAIL)
                        .beside(resource(POLICY, "policy", Map.of("fileSystemId", "fs-1", "policy", TLS_ONLY)))
                        .ofNeighbour(),
                property("efs-policy-not-public", POLICY, "policy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property("efs-policy-no-lockout", POLICY, "bypassPolicyLockoutSafetyCheck", false, true, PASS),
                Topology.names("efs-private-subnets", MOUNT_TARGET, "subnetId", "subnet-a", "subnet-open"),
                property(
                        "efs-mount-target-security-group",
                        MOUNT_TARGET,
                        "securityGroups",
                        List.of("sg-1"),
                        List.of(),
                        FAIL),
                property("efs-not-one-zone", FILE_SYSTEM, "availabilityZoneName", "", "eu-central-1a", PASS),
                property(
                        "efs-lifecycle",
                        FILE_SYSTEM,
                        "lifecyclePolicies",
                        List.of(Map.of("transitionToIa", "AFTER_30_DAYS")),
                        List.of(Map.of("transitionToArchive", "AFTER_90_DAYS")),
                        FAIL));
    }
}
