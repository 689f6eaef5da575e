package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.rule.Remediation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Rules for Amazon RDS instances and clusters: access, encryption and upgrades. */
public final class RdsRules {

    /** Engines that can't let IAM users in; source: "IAM database authentication" in the Amazon RDS User Guide. */
    private static final Pattern WITHOUT_IAM = Pattern.compile("(custom-)?(oracle|sqlserver|db2)-.*");

    private static final Rule ENCRYPTED = Rule.named("rds-encrypted")
            .title("RDS instances and clusters are encrypted at rest")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.RDS_INSTANCE, "storageEncrypted", "replicateSourceDb")
            .on(AwsTypes.RDS_CLUSTER, "storageEncrypted")
            .on(AwsTypes.RDS_GLOBAL_CLUSTER, "storageEncrypted")
            .risk("Anyone who obtains disks, snapshots or backups can read them. Enabling encryption later "
                    + "replaces the database.")
            .remediation(
                    """
                    Encrypt the storage with a customer managed key:
                    InstanceArgs.builder().storageEncrypted(true).kmsKeyId(key.arn())
                    """)
            .references(
                    cis("2.2.1"),
                    fsbp("RDS.3"),
                    fsbp("RDS.27"),
                    checkov("CKV_AWS_16"),
                    checkov("CKV_AWS_140"),
                    cdkNag("RDS2"))
            .requires(RdsRules::encrypted);

    private static final Rule NOT_PUBLIC = Rule.named("rds-not-public")
            .title("RDS instances are not publicly accessible")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.RDS_INSTANCE, "publiclyAccessible")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE, "publiclyAccessible")
            .risk("A single security group rule exposes the database to the internet.")
            .remediation(
                    """
                    Disable public accessibility:
                    InstanceArgs.builder().publiclyAccessible(false)
                    """)
            .references(cis("2.2.3"), fsbp("RDS.2"), checkov("CKV_AWS_17"))
            .neverWaivable()
            .requires(property("publiclyAccessible").isNotTrue());

    private static final Rule DELETION_PROTECTION = Rule.named("rds-deletion-protection")
            .guardsDeletion()
            .title("RDS instances and clusters have deletion protection")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "deletionProtection")
            .on(AwsTypes.RDS_CLUSTER, "deletionProtection")
            .on(AwsTypes.RDS_GLOBAL_CLUSTER, "deletionProtection")
            .risk("A single API call or a replacement deletes the database.")
            .remediation(
                    """
                    Enable deletion protection:
                    InstanceArgs.builder().deletionProtection(true)
                    """)
            .references(fsbp("RDS.7"), fsbp("RDS.8"), checkov("CKV_AWS_139"), checkov("CKV_AWS_293"), cdkNag("RDS10"))
            .requires(property("deletionProtection").isTrue());

    private static final Rule PULUMI_PROTECT = Rule.named("rds-pulumi-protect")
            .guardsDeletion()
            .readsPulumiOptions()
            .title("Production RDS instances and clusters have Pulumi's protect option")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE)
            .on(AwsTypes.RDS_CLUSTER)
            .on(AwsTypes.RDS_GLOBAL_CLUSTER)
            .risk("A rename or a replacement deletes the data.")
            .remediation(
                    """
                    Set the protect option:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires((resource, context) -> context.isProduction()
                    ? Verdict.passIf(resource.protect(), "the option protect is false but must be true")
                    : Verdict.NOT_APPLICABLE);

    private static final Rule MANAGED_PASSWORD = Rule.named("rds-managed-password")
            .title("RDS manages the master password in Secrets Manager, unless read replicas prevent it")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "password", "manageMasterUserPassword", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "masterPassword",
                    "manageMasterUserPassword",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk("A password in the program is stored in the state and is never rotated.")
            .remediation(
                    """
                    Let RDS create and rotate the password:
                    InstanceArgs.builder().manageMasterUserPassword(true)
                    """)
            // RDS can't manage the password of an instance that a read replica copies ("Limitations for Secrets Manager
            // integration" in the RDS user guide); there, a secret password is the best that can be had.
            .requiresInStack(property("password")
                    .isNotSet()
                    .and(property("masterPassword").isNotSet())
                    .and(property("manageMasterUserPassword").isTrue())
                    .or(property("password").isSecret().onlyIf(RdsRules::hasReplica))
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule MINOR_UPGRADES = Rule.named("rds-minor-upgrades")
            .title("RDS installs minor versions automatically")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "autoMinorVersionUpgrade")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE, "autoMinorVersionUpgrade")
            .risk("Known vulnerabilities of the engine remain until somebody upgrades it.")
            .remediation(
                    """
                    Enable automatic minor upgrades in the maintenance window:
                    InstanceArgs.builder().autoMinorVersionUpgrade(true)
                    """)
            .references(cis("2.2.2"), fsbp("RDS.13"), fsbp("RDS.35"), checkov("CKV_AWS_226"))
            .requires(property("autoMinorVersionUpgrade").isNotFalse());

    private static final Rule IAM_AUTHENTICATION = Rule.named("rds-iam-auth")
            .title("RDS instances and clusters have IAM database authentication enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "iamDatabaseAuthenticationEnabled", "engine")
            .on(AwsTypes.RDS_CLUSTER, "iamDatabaseAuthenticationEnabled", "engine")
            .risk("Every client needs a password, which is copied and does not expire.")
            .remediation(
                    """
                    Enable IAM authentication in addition to passwords:
                    InstanceArgs.builder().iamDatabaseAuthenticationEnabled(true)
                    """)
            .references(fsbp("RDS.10"), fsbp("RDS.12"), checkov("CKV_AWS_161"), checkov("CKV_AWS_162"), cdkNag("RDS6"))
            .requires(property("iamDatabaseAuthenticationEnabled").isTrue().onlyIf((database, context) -> !WITHOUT_IAM
                    .matcher(engine(database))
                    .matches()));

    private static final Rule COPY_TAGS = Rule.named("rds-copy-tags")
            .title("RDS instances and clusters copy their tags to snapshots")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_INSTANCE, "copyTagsToSnapshot")
            .on(AwsTypes.RDS_CLUSTER, "copyTagsToSnapshot")
            .risk("The owner and purpose of a snapshot are unknown.")
            .remediation(
                    """
                    Copy the tags:
                    InstanceArgs.builder().copyTagsToSnapshot(true)
                    """)
            .references(fsbp("RDS.16"), fsbp("RDS.17"), checkov("CKV_AWS_313"), checkov("CKV2_AWS_60"))
            .correctedBy(Remediation.set("copyTagsToSnapshot", true))
            .requires(property("copyTagsToSnapshot").isTrue());

    private static final Rule CURRENT_AUTHORITY = Rule.named("rds-ca-current")
            .title("RDS instances use a current certificate authority")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "caCertIdentifier")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE, "caCertIdentifier")
            .on(AwsTypes.RDS_CLUSTER, "caCertificateIdentifier")
            .risk("Clients that verify certificates cannot connect.")
            .remediation(
                    """
                    Set a current certificate authority:
                    InstanceArgs.builder().caCertIdentifier("rds-ca-rsa2048-g1")
                    """)
            .references(checkov("CKV_AWS_211"))
            .requires((database, context) -> property(
                            database.type().equals(AwsTypes.RDS_CLUSTER)
                                    ? "caCertificateIdentifier"
                                    : "caCertIdentifier")
                    .isNoneOf("rds-ca-2015", "rds-ca-2019")
                    .test(database, context));

    private static final Rule CUSTOM_ADMINISTRATOR = Rule.named("rds-custom-admin")
            .title("The master user of RDS databases does not have a common name")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_INSTANCE, "username")
            .on(AwsTypes.RDS_CLUSTER, "masterUsername")
            .risk("An attacker already knows half of the credentials.")
            .remediation(
                    """
                    Choose a custom name. RDS cannot change it later:
                    InstanceArgs.builder().username("shop_owner")
                    """)
            .references(fsbp("RDS.24"), fsbp("RDS.25"))
            .requires((database, context) -> property(
                            database.type().equals(AwsTypes.RDS_CLUSTER) ? "masterUsername" : "username")
                    .isNoneOf("postgres", "admin", "administrator", "awsuser", "root", "sa")
                    .test(database, context));

    private static final Rule CUSTOMER_KEY = Rule.named("rds-customer-key")
            .title("RDS instances and clusters use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "kmsKeyId", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "kmsKeyId",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk(
                    "The key policy of the AWS managed key cannot be restricted, and snapshots encrypted with it cannot be shared.")
            .remediation(
                    """
                    Set a customer managed key:
                    InstanceArgs.builder().storageEncrypted(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_327"))
            // A key belongs to a Region: what copies a database of another Region needs one where it is.
            .requires(CustomerKeys.isCustomerKey("kmsKeyId")
                    .onlyIf((database, context) -> isPrimary(database, context) || isCopyFromElsewhere(database)));

    private static final Rule STORAGE_HEADROOM = Rule.named("rds-storage-headroom")
            .title("RDS instances have storage autoscaling enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "allocatedStorage", "maxAllocatedStorage")
            .risk("A database with a full disk stops.")
            .remediation(
                    """
                    Set a maximum storage size:
                    InstanceArgs.builder().allocatedStorage(100).maxAllocatedStorage(1000)
                    """)
            .requires(RdsRules::hasHeadroom);

    private static final Rule SAFE_MAJOR_UPGRADE = Rule.named("rds-safe-major-upgrade")
            .title("Production RDS databases are not upgraded to a major version immediately, in place and "
                    + "without a snapshot")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "allowMajorVersionUpgrade", "applyImmediately", "blueGreenUpdate.enabled")
            .on(AwsTypes.RDS_CLUSTER, "allowMajorVersionUpgrade", "applyImmediately")
            .lookingAt(AwsTypes.RDS_SNAPSHOT, "dbInstanceIdentifier")
            .risk("A major upgrade causes downtime and is irreversible.")
            .remediation(
                    """
                    Use a blue/green deployment, wait for the maintenance window, or take a snapshot in an earlier update:
                    InstanceArgs.builder().blueGreenUpdate(InstanceBlueGreenUpdateArgs.builder().enabled(true).build())
                    new Snapshot("before-17", SnapshotArgs.builder().dbInstanceIdentifier(database.identifier()).build())
                    """)
            .requiresInStack(property("allowMajorVersionUpgrade")
                    .isNotTrue()
                    .or(property("applyImmediately").isNotTrue())
                    .or(property("blueGreenUpdate.enabled").isTrue())
                    .or(Related.some(
                            AwsTypes.RDS_SNAPSHOT, "dbInstanceIdentifier", "the stack has no snapshot of the database"))
                    .inProduction());

    public static final List<Rule> ALL = List.of(
            ENCRYPTED,
            NOT_PUBLIC,
            DELETION_PROTECTION,
            PULUMI_PROTECT,
            MANAGED_PASSWORD,
            MINOR_UPGRADES,
            IAM_AUTHENTICATION,
            COPY_TAGS,
            CURRENT_AUTHORITY,
            CUSTOM_ADMINISTRATOR,
            CUSTOMER_KEY,
            STORAGE_HEADROOM,
            SAFE_MAJOR_UPGRADE);

    private RdsRules() {}

    private static boolean hasReplica(GraphResource instance, RuleContext context) {
        return !context.referrers(instance, "replicateSourceDb", AwsTypes.RDS_INSTANCE)
                .isEmpty();
    }

    /** Returns whether a database is neither a replica nor a secondary cluster of a global database. */
    public static boolean isPrimary(GraphResource database, RuleContext context) {
        boolean secondary = !database.input("globalClusterIdentifier").isAbsent()
                && database.input("masterUsername").isAbsent();
        return !secondary
                && database.input("replicateSourceDb").isAbsent()
                && database.input("replicationSourceIdentifier").isAbsent();
    }

    /** An ARN, not an identifier, names a source in another Region. */
    private static boolean isCopyFromElsewhere(GraphResource database) {
        return database.input("replicateSourceDb").asText().orElse("").startsWith("arn:");
    }

    static String engine(GraphResource database) {
        return database.input("engine").asText().orElse("").toLowerCase(Locale.ROOT);
    }

    /** A replica in its source's Region, which it names by identifier and not by ARN, has its source's encryption. */
    private static Verdict encrypted(GraphResource instance, RuleContext context) {
        Verdict verdict = property("storageEncrypted").isTrue().test(instance, context);
        PropertyValue source = instance.input("replicateSourceDb");
        if (!(verdict instanceof Verdict.Fail) || source.isAbsent()) {
            return verdict;
        }
        if (source.isUnknown()) {
            return Verdict.unknown("replicateSourceDb");
        }
        return source.asText().orElse("arn:").startsWith("arn:") ? verdict : Verdict.NOT_APPLICABLE;
    }

    private static Verdict hasHeadroom(GraphResource instance, RuleContext context) {
        PropertyValue allocated = instance.input("allocatedStorage");
        PropertyValue most = instance.input("maxAllocatedStorage");
        if (allocated.isUnknown() || most.isUnknown()) {
            return Verdict.unknown(most.isUnknown() ? "maxAllocatedStorage" : "allocatedStorage");
        }
        return Verdict.passIf(
                most.asNumber().orElse(0) > allocated.asNumber().orElse(0),
                "maxAllocatedStorage is " + most.describe() + " but must be more than allocatedStorage, which is "
                        + allocated.describe());
    }
}
