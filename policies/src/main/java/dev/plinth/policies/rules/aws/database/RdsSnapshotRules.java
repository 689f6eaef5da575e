package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/** Rules for snapshots of Amazon RDS that a stack makes or copies. */
public final class RdsSnapshotRules {

    private static final Rule NOT_PUBLIC = Rule.named("rds-snapshot-not-public")
            .title("RDS snapshots are shared with named accounts only")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.RDS_SNAPSHOT, "sharedAccounts")
            .on(AwsTypes.RDS_SNAPSHOT_COPY, "sharedAccounts")
            .on(AwsTypes.RDS_CLUSTER_SNAPSHOT, "sharedAccounts")
            .on(AwsTypes.RDS_CLUSTER_SNAPSHOT_COPY, "sharedAccounts")
            .risk("Any AWS account can restore the snapshot and read the whole database.")
            .remediation(
                    """
                    Name the accounts:
                    SnapshotArgs.builder().sharedAccounts(List.of("123456789012"))
                    """)
            .references(fsbp("RDS.1"), checkov("CKV_AWS_302"))
            .neverWaivable()
            .requires(Elements.each("sharedAccounts", account -> property(account)
                    .is(value -> value.asText().orElse("").matches("\\d{12}"), "the id of an account")));

    private static final Rule COPY_KEY = Rule.named("rds-snapshot-copy-key")
            .title("Copies of RDS snapshots use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_SNAPSHOT_COPY, "kmsKeyId")
            .on(AwsTypes.RDS_CLUSTER_SNAPSHOT_COPY, "kmsKeyId")
            .risk("Every principal with access to the AWS managed key can read the copy, or the copy is "
                    + "unencrypted.")
            .remediation(
                    """
                    Set a key of the destination Region:
                    SnapshotCopyArgs.builder().kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_266"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId"));

    public static final List<Rule> ALL = List.of(NOT_PUBLIC, COPY_KEY);

    private RdsSnapshotRules() {}
}
