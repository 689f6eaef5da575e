package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules for Amazon DynamoDB. */
public final class DynamoDbRules {

    private static final Rule RECOVERY = Rule.named("dynamodb-point-in-time-recovery")
            .title("DynamoDB tables have point-in-time recovery enabled")
            .severity(Severity.HIGH)
            .on(AwsTypes.DYNAMODB_TABLE, "pointInTimeRecovery.enabled")
            .risk("An accidental write or delete cannot be undone.")
            .remediation(
                    """
                    Enable point-in-time recovery:
                    TablePointInTimeRecoveryArgs.builder().enabled(true)
                    """)
            .references(fsbp("DynamoDB.2"), checkov("CKV_AWS_28"), cdkNag("DDB3"))
            .requires(property("pointInTimeRecovery.enabled").isTrue());

    private static final Rule KEY = Rule.named("dynamodb-cmk")
            .title("DynamoDB tables use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.DYNAMODB_TABLE, "serverSideEncryption.enabled", "serverSideEncryption.kmsKeyArn")
            .risk("Access to the table implies access to the key: there is no second control and no audit of "
                    + "key usage.")
            .remediation(
                    """
                    Set a customer managed key:
                    TableServerSideEncryptionArgs.builder().enabled(true).kmsKeyArn(key.arn())
                    """)
            .references(checkov("CKV_AWS_119"))
            .requires(property("serverSideEncryption.enabled")
                    .isTrue()
                    .and(CustomerKeys.isCustomerKey("serverSideEncryption.kmsKeyArn")));

    private static final Rule DELETION_PROTECTION = Rule.named("dynamodb-deletion-protection")
            .guardsDeletion()
            .title("DynamoDB tables have deletion protection, except in development")
            .severity(Severity.HIGH)
            .on(AwsTypes.DYNAMODB_TABLE, "deletionProtectionEnabled")
            .risk("A rename or a mistake deletes the table and its data.")
            .remediation(
                    """
                    Enable deletion protection:
                    TableArgs.builder().deletionProtectionEnabled(true)
                    """)
            .references(fsbp("DynamoDB.6"))
            .requires(property("deletionProtectionEnabled")
                    .isTrue()
                    .onlyIf((table, context) -> context.parameters().tier() != Tier.DEVELOPMENT));

    private static final Rule REPLICAS = Rule.named("dynamodb-replicas-protected")
            .title("DynamoDB replicas use a customer managed key and point-in-time recovery")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.DYNAMODB_TABLE, "replicas[].kmsKeyArn", "replicas[].pointInTimeRecovery")
            .on(AwsTypes.DYNAMODB_TABLE_REPLICA, "kmsKeyArn", "pointInTimeRecovery")
            .risk("The replica is less protected than the table, although a disaster recovery relies on it.")
            .remediation(
                    """
                    Configure the replica like the table:
                    TableReplicaArgs.builder().kmsKeyArn(key.arn()).pointInTimeRecovery(true)
                    """)
            .references(checkov("CKV_AWS_271"), checkov("CKV_AWS_165"))
            .requires(
                    Elements.onType(AwsTypes.DYNAMODB_TABLE, Elements.each("replicas", path -> isProtected(path + ".")))
                            .and(Elements.onType(AwsTypes.DYNAMODB_TABLE_REPLICA, isProtected(""))));

    private static final Rule CAPACITY = Rule.named("dynamodb-scales")
            .title("DynamoDB tables use on-demand capacity or auto scaling")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.DYNAMODB_TABLE, "billingMode")
            .lookingAt(AwsTypes.APPAUTOSCALING_TARGET, "resourceId")
            .risk("Requests beyond the provisioned capacity are throttled.")
            .remediation(
                    """
                    Use on-demand capacity:
                    TableArgs.builder().billingMode("PAY_PER_REQUEST")
                    """)
            .references(fsbp("DynamoDB.1"), checkov("CKV2_AWS_16"))
            .requiresInStack(property("billingMode").isOneOf("PAY_PER_REQUEST").or(DynamoDbRules::isScaled));

    private static final Rule POLICY = Rule.named("dynamodb-policy-not-public")
            .title("DynamoDB table policies do not grant public access without a restricting condition")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.DYNAMODB_RESOURCE_POLICY, "policy")
            .neverWaivable()
            .risk("Any AWS account can read or write the table.")
            .remediation(
                    """
                    Name the principals that may read:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"}
                    """)
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule ACCELERATOR_ENCRYPTED = Rule.named("dax-encrypted")
            .title("DAX clusters are encrypted at rest")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.DAX_CLUSTER, "serverSideEncryption.enabled")
            .risk("Cached rows can be read from disk. Enabling encryption later replaces the cluster.")
            .remediation(
                    """
                    Enable encryption at rest on creation:
                    ClusterServerSideEncryptionArgs.builder().enabled(true)
                    """)
            .references(fsbp("DynamoDB.3"), checkov("CKV_AWS_47"), cdkNag("DAX3"))
            .requires(property("serverSideEncryption.enabled").isTrue());

    private static final Rule ACCELERATOR_TLS = Rule.named("dax-tls")
            .title("DAX clusters require TLS")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.DAX_CLUSTER, "clusterEndpointEncryptionType")
            .risk("Rows cross the network unencrypted.")
            .remediation(
                    """
                    Require TLS, which is possible for new clusters only:
                    com.pulumi.aws.dax.ClusterArgs.builder().clusterEndpointEncryptionType("TLS")
                    """)
            .references(fsbp("DynamoDB.7"), checkov("CKV_AWS_239"))
            .requires(property("clusterEndpointEncryptionType").isOneOf("TLS"));

    public static final List<Rule> ALL = List.of(
            RECOVERY, KEY, DELETION_PROTECTION, REPLICAS, CAPACITY, POLICY, ACCELERATOR_ENCRYPTED, ACCELERATOR_TLS);

    /** Properties by which scaling targets refer to a table. */
    private static final Derivation<Set<String>> SCALED = graph -> graph.ofType(AwsTypes.APPAUTOSCALING_TARGET).stream()
            .flatMap(target -> target.input("resourceId").asText().stream())
            .filter(name -> !name.equals("table/"))
            .collect(Collectors.toSet());

    private DynamoDbRules() {}

    private static Condition isProtected(String prefix) {
        return CustomerKeys.isCustomerKey(prefix + "kmsKeyArn")
                .and(property(prefix + "pointInTimeRecovery").isTrue());
    }

    /** A scaling target names a table as table/name, in a text of which only the end is the table's name. */
    private static Verdict isScaled(GraphResource table, RuleContext context) {
        String name = table.output("name")
                .asText()
                .or(() -> table.input("name").asText())
                .orElse("");
        boolean scaled = !context.referrers(table, "resourceId", AwsTypes.APPAUTOSCALING_TARGET)
                        .isEmpty()
                || context.graph().once(SCALED).contains("table/" + name);
        return Verdict.passIf(scaled, "the table has no scaling target");
    }
}
