package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules for Amazon RDS. */
final class RdsRules {

    static final String INSTANCE = "aws:rds/instance:Instance";

    private static final String PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";

    /** From this major version on, rds.force_ssl is 1 by default; source: the Amazon RDS User Guide. */
    private static final int FIRST_FORCING_TLS = 15;

    private static final Pattern FAMILY = Pattern.compile("postgres(\\d+)(\\..*)?");

    private static final Rule ENCRYPTED = Rule.named("rds-encrypted")
            .title("RDS instances encrypt their storage")
            .severity(Severity.CRITICAL)
            .on(INSTANCE, "storageEncrypted", "replicateSourceDb")
            .risk(
                    "Disks, snapshots and backups can be read by whoever gets hold of them; encrypting later replaces the database.")
            .remediation(
                    """
                    Encrypt the storage with a key of your own:
                    InstanceArgs.builder().storageEncrypted(true).kmsKeyId(key.arn())
                    """)
            .references(cis("2.2.1"), fsbp("RDS.3"), checkov("CKV_AWS_16"), cdkNag("RDS2"))
            .requires(RdsRules::encrypted);

    private static final Rule NOT_PUBLIC = Rule.named("rds-not-public")
            .title("RDS instances are not publicly accessible")
            .severity(Severity.CRITICAL)
            .on(INSTANCE, "publiclyAccessible")
            .risk("A database with a public address is one wrong security group rule away from the internet.")
            .remediation(
                    """
                    Leave the public address out:
                    InstanceArgs.builder().publiclyAccessible(false)
                    """)
            .references(cis("2.2.3"), fsbp("RDS.2"), checkov("CKV_AWS_17"))
            .requires(property("publiclyAccessible").isNotTrue());

    private static final Rule MULTI_AZ = Rule.named("rds-multi-az")
            .title("Production RDS instances have a standby in another Availability Zone")
            .severity(Severity.HIGH)
            .on(INSTANCE, "multiAz", "replicateSourceDb")
            .risk("The loss of one Availability Zone takes the database down until somebody restores it.")
            .remediation(
                    """
                    Keep a standby:
                    InstanceArgs.builder().multiAz(true)
                    """)
            .references(cis("2.2.4"), fsbp("RDS.5"), checkov("CKV_AWS_157"), cdkNag("RDS3"))
            .requires(property("multiAz").isTrue().onlyIf(RdsRules::isPrimary).inProduction());

    private static final Rule BACKUP_RETENTION = Rule.named("rds-backup-retention")
            .title("RDS instances keep automated backups long enough to notice a mistake")
            .severity(Severity.HIGH)
            .on(INSTANCE, "backupRetentionPeriod", "replicateSourceDb")
            .risk("A bad delete that is noticed after the last backup expired can't be undone.")
            .remediation(
                    """
                    Keep backups for 7 days, 14 in production; RDS allows 35 at most:
                    InstanceArgs.builder().backupRetentionPeriod(14)
                    """)
            .references(fsbp("RDS.11"), checkov("CKV_AWS_133"), cdkNag("RDS13"))
            .requires(property("backupRetentionPeriod")
                    .isBetween(PolicyParameters::databaseBackupRetentionDays, 35)
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule DELETION_PROTECTION = Rule.named("rds-deletion-protection")
            .title("RDS instances are protected from deletion")
            .severity(Severity.HIGH)
            .on(INSTANCE, "deletionProtection")
            .risk("One call, or one replacement, deletes the database.")
            .remediation(
                    """
                    Let AWS refuse the deletion:
                    InstanceArgs.builder().deletionProtection(true)
                    """)
            .references(fsbp("RDS.8"), checkov("CKV_AWS_293"), cdkNag("RDS10"))
            .requires(property("deletionProtection").isTrue());

    private static final Rule PULUMI_PROTECT = Rule.named("rds-pulumi-protect")
            .title("Production RDS instances carry Pulumi's protect option")
            .severity(Severity.HIGH)
            .on(INSTANCE)
            .risk("A rename or a change that replaces the instance deletes the data with the old one.")
            .remediation(
                    """
                    Let Pulumi refuse the deletion:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires((resource, context) -> context.isProduction()
                    ? Verdict.passIf(resource.protect(), "the option protect is false, it must be true")
                    : Verdict.NOT_APPLICABLE);

    private static final Rule FINAL_SNAPSHOT = Rule.named("rds-final-snapshot")
            .title("RDS instances leave a final snapshot behind")
            .severity(Severity.HIGH)
            .on(INSTANCE, "skipFinalSnapshot", "finalSnapshotIdentifier", "replicateSourceDb")
            .risk(
                    "A deleted database leaves nothing to restore from, or can't be deleted for want of a snapshot's name.")
            .remediation(
                    """
                    Name the snapshot:
                    InstanceArgs.builder().skipFinalSnapshot(false).finalSnapshotIdentifier("database-final")
                    """)
            .requires(property("skipFinalSnapshot")
                    .isNotTrue()
                    .and(property("finalSnapshotIdentifier").isText())
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule MANAGED_PASSWORD = Rule.named("rds-managed-password")
            .title("RDS keeps the master password in Secrets Manager, unless read replicas rule that out")
            .severity(Severity.HIGH)
            .on(INSTANCE, "password", "manageMasterUserPassword", "replicateSourceDb")
            .risk("A password in the program ends up in the state, and nobody rotates it.")
            .remediation(
                    """
                    Let RDS make and rotate the password:
                    InstanceArgs.builder().manageMasterUserPassword(true)
                    """)
            // RDS can't manage the password of an instance that a read replica copies ("Limitations for Secrets Manager
            // integration" in the RDS user guide); there, a secret password is the best that can be had.
            .requiresInStack(property("password")
                    .isNotSet()
                    .and(property("manageMasterUserPassword").isTrue())
                    .or(property("password")
                            .is(value -> value instanceof PropertyValue.Secret, "a secret")
                            .onlyIf(RdsRules::hasReplica))
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule FORCE_SSL = Rule.named("rds-force-ssl")
            .title("PostgreSQL refuses connections without TLS")
            .severity(Severity.HIGH)
            .on(PARAMETER_GROUP, "family", "parameters[].name", "parameters[].value")
            .risk("A client that forgets TLS sends its password and its data in the clear.")
            .remediation(
                    """
                    Force TLS:
                    ParameterGroupParameterArgs.builder().name("rds.force_ssl").value("1")
                    """)
            .references(securityHub("RDS.38"), checkov("CKV2_AWS_69"))
            .requires((resource, context) -> forceSsl(resource));

    static final List<Rule> ALL = List.of(
            ENCRYPTED,
            NOT_PUBLIC,
            MULTI_AZ,
            BACKUP_RETENTION,
            DELETION_PROTECTION,
            PULUMI_PROTECT,
            FINAL_SNAPSHOT,
            MANAGED_PASSWORD,
            FORCE_SSL);

    private RdsRules() {}

    /** Says whether an instance is no replica of another. */
    private static boolean hasReplica(GraphResource instance, RuleContext context) {
        return !context.referrers(instance, "replicateSourceDb", INSTANCE).isEmpty();
    }

    static boolean isPrimary(GraphResource instance, RuleContext context) {
        return instance.input("replicateSourceDb").isAbsent();
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

    private static Verdict forceSsl(GraphResource group) {
        PropertyValue family = group.input("family");
        if (family.isUnknown()) {
            return Verdict.unknown("family");
        }
        Matcher matcher = FAMILY.matcher(family.asText().orElse(""));
        if (!matcher.matches()) {
            return Verdict.NOT_APPLICABLE;
        }
        PropertyValue parameters = group.input("parameters");
        if (parameters.isUnknown()) {
            return Verdict.unknown("parameters");
        }
        if (!parameters.isAbsent() && !(parameters.revealed() instanceof PropertyValue.ListValue)) {
            return Verdict.fail("parameters is " + parameters.describe() + ", it must be a list");
        }
        for (int index = 0; index < parameters.elements().size(); index++) {
            String path = "parameters[" + index + "]";
            if (group.input(path + ".name").isUnknown()) {
                return Verdict.unknown(path + ".name");
            }
            if (group.input(path + ".name").asText().orElse("").equals("rds.force_ssl")) {
                PropertyValue value = group.input(path + ".value");
                return value.isUnknown()
                        ? Verdict.unknown(path + ".value")
                        : Verdict.passIf(
                                value.asNumber().orElse(0) == 1,
                                path + ".value (rds.force_ssl) is " + value.describe() + ", it must be 1");
            }
        }
        return Verdict.passIf(
                Integer.parseInt(matcher.group(1)) >= FIRST_FORCING_TLS,
                "parameters lacks rds.force_ssl, it must be 1");
    }
}
