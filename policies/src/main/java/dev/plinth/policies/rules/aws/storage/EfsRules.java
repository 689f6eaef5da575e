package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.network.Subnets;
import java.util.List;
import java.util.Set;

/** Rules for Amazon EFS. */
public final class EfsRules {

    /** True of requests over a mount target; source: "IAM authorization for EFS" in the Amazon EFS User Guide. */
    private static final String VIA_MOUNT_TARGET = "elasticfilesystem:accessedviamounttarget";

    private static final Rule ENCRYPTED = Rule.named("efs-encrypted")
            .title("EFS file systems are encrypted at rest")
            .severity(Severity.HIGH)
            .on(AwsTypes.EFS_FILE_SYSTEM, "encrypted")
            .risk("Files and backups can be read from disk. Enabling encryption later requires copying all files.")
            .remediation(
                    """
                    Enable encryption on creation:
                    FileSystemArgs.builder().encrypted(true).kmsKeyId(key.arn())
                    """)
            .references(cis("2.3.1"), fsbp("EFS.1"), fsbp("EFS.8"), checkov("CKV_AWS_42"), cdkNag("EFS1"))
            .requires(property("encrypted").isTrue());

    private static final Rule CUSTOMER_KEY = Rule.named("efs-customer-key")
            .title("EFS file systems use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EFS_FILE_SYSTEM, "kmsKeyId")
            .risk("The key policy of the AWS managed key cannot be restricted, and access to it cannot be revoked.")
            .remediation(
                    """
                    Set a customer managed key:
                    FileSystemArgs.builder().encrypted(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_184"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId"));

    private static final Rule ACCESS_POINT_ROOT = Rule.named("efs-access-point-root")
            .title("EFS access points enforce a root directory other than /")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EFS_ACCESS_POINT, "rootDirectory.path")
            .risk("A client of the access point can read and write the files of all others.")
            .remediation(
                    """
                    Set a root directory:
                    AccessPointRootDirectoryArgs.builder().path("/uploads")
                    """)
            .references(fsbp("EFS.3"), checkov("CKV_AWS_329"))
            .requires(property("rootDirectory.path")
                    .isSetTo(
                            value -> value.asText().orElse("").matches("/+[^/].*"),
                            "a directory below the root, such as /uploads"));

    private static final Rule ACCESS_POINT_USER = Rule.named("efs-access-point-user")
            .title("EFS access points enforce a non-root POSIX user")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EFS_ACCESS_POINT, "posixUser.uid", "posixUser.gid")
            .risk("Clients choose their own user id and can choose root.")
            .remediation(
                    """
                    Set the POSIX user:
                    AccessPointPosixUserArgs.builder().uid(1000).gid(1000)
                    """)
            .references(fsbp("EFS.4"), checkov("CKV_AWS_330"))
            .requires(property("posixUser.uid")
                    .isAtLeast(parameters -> 1)
                    .and(property("posixUser.gid").isAtLeast(parameters -> 1)));

    private static final Rule BACKUP = Rule.named("efs-backup")
            .title("EFS file systems have automatic backups enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EFS_FILE_SYSTEM)
            .lookingAt(AwsTypes.EFS_BACKUP_POLICY, "fileSystemId", "backupPolicy.status")
            .lookingAt(AwsTypes.BACKUP_SELECTION, "resources")
            .risk("An accidental deletion or a ransomware attack cannot be undone.")
            .remediation(
                    """
                    Enable automatic backups:
                    BackupPolicyBackupPolicyArgs.builder().status("ENABLED")
                    """)
            .references(fsbp("EFS.2"), fsbp("EFS.7"))
            .requiresInStack(Related.some(
                            AwsTypes.EFS_BACKUP_POLICY,
                            "fileSystemId",
                            property("backupPolicy.status").isOneOf("ENABLED"),
                            "the file system has no BackupPolicy and is in no backup selection")
                    .or(EfsRules::isSelected));

    private static final Rule TLS = Rule.named("efs-policy-tls")
            .title("EFS file system policies deny connections without TLS")
            .severity(Severity.HIGH)
            .on(AwsTypes.EFS_FILE_SYSTEM)
            .lookingAt(AwsTypes.EFS_FILE_SYSTEM_POLICY, "fileSystemId", "policy")
            .risk("Files cross the network unencrypted.")
            .remediation(
                    """
                    Deny unencrypted connections in the policy:
                    {"Effect":"Deny","Principal":"*","Action":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}
                    """)
            .requiresInStack(Related.some(
                    AwsTypes.EFS_FILE_SYSTEM_POLICY,
                    "fileSystemId",
                    EfsRules::refusesPlainText,
                    "the file system has no FileSystemPolicy that denies requests without TLS"));

    private static final Rule NOT_ANONYMOUS = Rule.named("efs-policy-not-public")
            .title("EFS file system policies grant access to named principals or through mount targets only")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.EFS_FILE_SYSTEM_POLICY, "policy")
            .risk("Anyone who reaches the file system can read and modify its files.")
            .remediation(
                    """
                    Name the roles, or allow access through mount targets only:
                    "Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}
                    """)
            .neverWaivable()
            .requires(PolicyDocuments.hasNo(
                    "policy",
                    statement -> statement.isPublic()
                            && !statement.comparedWith(VIA_MOUNT_TARGET).contains("true"),
                    "allows everyone (Principal *) without a restricting condition"));

    private static final Rule NO_LOCKOUT = Rule.named("efs-policy-no-lockout")
            .title("EFS file systems keep the policy lockout safety check enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EFS_FILE_SYSTEM_POLICY, "bypassPolicyLockoutSafetyCheck")
            .risk("Only the account's root user can remove a policy that denies too much.")
            .remediation(
                    """
                    Keep the check enabled:
                    FileSystemPolicyArgs.builder().bypassPolicyLockoutSafetyCheck(false)
                    """)
            .requires(property("bypassPolicyLockoutSafetyCheck").isNotTrue());

    private static final Rule PRIVATE_TARGETS = Rule.named("efs-private-subnets")
            .title("EFS mount targets are in subnets without a route to an internet gateway")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EFS_MOUNT_TARGET, "subnetId")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].gatewayId")
            .lookingAt(
                    AwsTypes.EC2_ROUTE, "routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "gatewayId")
            .risk("A single security group rule exposes the file system to the internet.")
            .remediation(
                    """
                    Use a private subnet:
                    MountTargetArgs.builder().subnetId(subnet.id())
                    """)
            .references(fsbp("EFS.6"))
            .requiresInStack(Subnets.arePrivate("subnetId"));

    private static final Rule TARGET_GROUP = Rule.named("efs-mount-target-security-group")
            .title("EFS mount targets have an explicit security group")
            .severity(Severity.HIGH)
            .on(AwsTypes.EFS_MOUNT_TARGET, "securityGroups")
            .risk("The VPC's default security group controls access to the files, and its rules are easily "
                    + "overlooked.")
            .remediation(
                    """
                    Set a security group that allows the clients:
                    MountTargetArgs.builder().securityGroups(group.id().applyValue(List::of))
                    """)
            .requires(property("securityGroups").isFilled());

    private static final Rule TARGET_ZONES = Rule.named("efs-mount-targets-span-azs")
            .title("Production EFS file systems have mount targets in at least two Availability Zones")
            .severity(Severity.HIGH)
            .on(AwsTypes.EFS_FILE_SYSTEM)
            .lookingAt(AwsTypes.EFS_MOUNT_TARGET, "fileSystemId", "subnetId")
            .lookingAt(AwsTypes.EC2_SUBNET, "availabilityZone", "availabilityZoneId")
            .risk("The loss of one zone cuts off tasks in all other zones from the files.")
            .remediation(
                    """
                    Create a mount target in each zone:
                    MountTargetArgs.builder().fileSystemId(files.id()).subnetId(subnet.id())
                    """)
            .requiresInStack(((Condition) EfsRules::spansZones).inProduction());

    private static final Rule REGIONAL = Rule.named("efs-not-one-zone")
            .title("Production EFS file systems do not use One Zone storage")
            .severity(Severity.HIGH)
            .on(AwsTypes.EFS_FILE_SYSTEM, "availabilityZoneName")
            .risk("The loss of the zone loses the files.")
            .remediation(
                    """
                    Omit the Availability Zone:
                    FileSystemArgs.builder().encrypted(true)
                    """)
            .requires(property("availabilityZoneName").isNotSet().inProduction());

    private static final Rule LIFECYCLE = Rule.named("efs-lifecycle")
            .title("EFS file systems move unused files to cheaper storage")
            .severity(Severity.LOW)
            .on(AwsTypes.EFS_FILE_SYSTEM, "lifecyclePolicies[].transitionToIa")
            .risk("Unused files cost as much as frequently used ones.")
            .remediation(
                    """
                    Move files after 30 days:
                    FileSystemLifecyclePolicyArgs.builder().transitionToIa("AFTER_30_DAYS")
                    """)
            .requires(EfsRules::movesOldFiles);

    private static final Rule PROTECT = Rule.named("efs-pulumi-protect")
            .guardsDeletion()
            .readsPulumiOptions()
            .title("Production EFS file systems have Pulumi's protect option")
            .severity(Severity.HIGH)
            .on(AwsTypes.EFS_FILE_SYSTEM)
            .risk("A rename or a replacement deletes the files.")
            .remediation(
                    """
                    Set the protect option:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires((resource, context) -> context.isProduction()
                    ? Verdict.passIf(resource.protect(), "the option protect is false but must be true")
                    : Verdict.NOT_APPLICABLE);

    public static final List<Rule> ALL = List.of(
            ENCRYPTED,
            CUSTOMER_KEY,
            ACCESS_POINT_ROOT,
            ACCESS_POINT_USER,
            BACKUP,
            TLS,
            NOT_ANONYMOUS,
            NO_LOCKOUT,
            PRIVATE_TARGETS,
            TARGET_GROUP,
            TARGET_ZONES,
            REGIONAL,
            LIFECYCLE,
            PROTECT);

    private EfsRules() {}

    private static Verdict isSelected(GraphResource files, RuleContext context) {
        return context.referrers(files, "resources", AwsTypes.BACKUP_SELECTION).isEmpty()
                ? Verdict.NOT_APPLICABLE
                : Verdict.PASS;
    }

    private static Verdict refusesPlainText(GraphResource policy, RuleContext context) {
        return JsonText.judge(
                policy,
                "policy",
                document -> Verdict.passIf(
                        Statement.of(document).stream().anyMatch(EfsRules::deniesPlainText),
                        "policy does not deny requests where aws:SecureTransport is false"));
    }

    private static boolean deniesPlainText(Statement statement) {
        return statement.refusesPlainText()
                && statement.actions().stream().anyMatch(Set.of("*", "elasticfilesystem:*")::contains);
    }

    private static Verdict spansZones(GraphResource files, RuleContext context) {
        List<GraphResource> targets = context.referrers(files, "fileSystemId", AwsTypes.EFS_MOUNT_TARGET);
        List<GraphResource> subnets = targets.stream()
                .flatMap(target -> context.references(target, "subnetId", AwsTypes.EC2_SUBNET).stream())
                .distinct()
                .toList();
        Set<String> zones = Subnets.zonesOf(subnets);
        if (zones.size() >= 2) {
            return Verdict.PASS;
        }
        boolean known = targets.size() < 2
                || (subnets.size() == targets.size()
                        && subnets.stream()
                                .allMatch(subnet -> Subnets.zoneOf(subnet).isPresent()));
        return known
                ? Verdict.fail("the file system has mount targets in " + zones + " but must have them in 2 zones")
                : Verdict.unknown("subnetId");
    }

    private static Verdict movesOldFiles(GraphResource files, RuleContext context) {
        PropertyValue policies = files.input("lifecyclePolicies");
        List<PropertyValue> transitions = policies.elements().stream()
                .map(policy -> policy.at("transitionToIa"))
                .toList();
        if (transitions.stream().anyMatch(transition -> transition.asText().isPresent())) {
            return Verdict.PASS;
        }
        return policies.isUnknown() || transitions.stream().anyMatch(PropertyValue::isUnknown)
                ? Verdict.unknown("lifecyclePolicies")
                : Verdict.fail("lifecyclePolicies has no transitionToIa");
    }
}
