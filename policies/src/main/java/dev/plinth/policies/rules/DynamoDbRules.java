package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules for Amazon DynamoDB. */
final class DynamoDbRules {

    private static final String TABLE = "aws:dynamodb/table:Table";

    private static final String ACCELERATOR = "aws:dax/cluster:Cluster";

    private static final String SCALING_TARGET = "aws:appautoscaling/target:Target";

    private static final Rule RECOVERY = Rule.named("dynamodb-point-in-time-recovery")
            .title("DynamoDB tables can be restored to any second of the last weeks")
            .severity(Severity.HIGH)
            .on(TABLE, "pointInTimeRecovery.enabled")
            .risk("A mistaken write or delete can't be undone.")
            .remediation(
                    """
                    Turn it on:
                    TablePointInTimeRecoveryArgs.builder().enabled(true)
                    """)
            .references(fsbp("DynamoDB.2"), checkov("CKV_AWS_28"), cdkNag("DDB3"))
            .requires(property("pointInTimeRecovery.enabled").isTrue());

    private static final Rule KEY = Rule.named("dynamodb-cmk")
            .title("DynamoDB tables encrypt with a key of their own")
            .severity(Severity.MEDIUM)
            .on(TABLE, "serverSideEncryption.enabled", "serverSideEncryption.kmsKeyArn")
            .risk("Whoever may read the table may decrypt it: there is no second lock, and no record of who used it.")
            .remediation(
                    """
                    Give it a key:
                    TableServerSideEncryptionArgs.builder().enabled(true).kmsKeyArn(key.arn())
                    """)
            .references(checkov("CKV_AWS_119"))
            .requires(property("serverSideEncryption.enabled")
                    .isTrue()
                    .and(CustomerKeys.isCustomerKey("serverSideEncryption.kmsKeyArn")));

    private static final Rule DELETION_PROTECTION = Rule.named("dynamodb-deletion-protection")
            .guardsDeletion()
            .title("DynamoDB tables are protected from deletion, except in development")
            .severity(Severity.HIGH)
            .on(TABLE, "deletionProtectionEnabled")
            .risk("A rename, or a slip, deletes the table with everything in it.")
            .remediation(
                    """
                    Protect it:
                    TableArgs.builder().deletionProtectionEnabled(true)
                    """)
            .references(fsbp("DynamoDB.6"))
            .requires(property("deletionProtectionEnabled")
                    .isTrue()
                    .onlyIf((table, context) -> context.parameters().tier() != Tier.DEVELOPMENT));

    private static final Rule REPLICAS = Rule.named("dynamodb-replicas-protected")
            .title("DynamoDB replicas encrypt with a key of their own and can be restored")
            .severity(Severity.MEDIUM)
            .on(TABLE, "replicas[].kmsKeyArn", "replicas[].pointInTimeRecovery")
            .risk("The copy in the other Region is weaker than the table, and is what is left when it counts.")
            .remediation(
                    """
                    Treat the copy as the table:
                    TableReplicaArgs.builder().regionName("eu-west-1").kmsKeyArn(key.arn()).pointInTimeRecovery(true)
                    """)
            .references(checkov("CKV_AWS_271"), checkov("CKV_AWS_165"))
            .requires(Elements.each("replicas", replica -> CustomerKeys.isCustomerKey(replica + ".kmsKeyArn")
                    .and(property(replica + ".pointInTimeRecovery").isTrue())));

    private static final Rule CAPACITY = Rule.named("dynamodb-scales")
            .title("DynamoDB tables scale with their load")
            .severity(Severity.MEDIUM)
            .on(TABLE, "billingMode")
            .lookingAt("aws:appautoscaling/target:Target", "resourceId")
            .risk("Requests beyond the provisioned capacity are refused.")
            .remediation(
                    """
                    Pay per request:
                    TableArgs.builder().billingMode("PAY_PER_REQUEST")
                    """)
            .references(fsbp("DynamoDB.1"), checkov("CKV2_AWS_16"))
            .requiresInStack(property("billingMode").isOneOf("PAY_PER_REQUEST").or(DynamoDbRules::isScaled));

    private static final Rule POLICY = Rule.named("dynamodb-policy-not-public")
            .title("DynamoDB table policies let nobody in without a restricting condition")
            .severity(Severity.CRITICAL)
            .on("aws:dynamodb/resourcePolicy:ResourcePolicy", "policy")
            .neverWaivable()
            .risk("Every AWS account reads the table, or writes it.")
            .remediation(
                    """
                    Name who may read:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"}
                    """)
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule ACCELERATOR_ENCRYPTED = Rule.named("dax-encrypted")
            .title("DAX clusters are encrypted at rest")
            .severity(Severity.MEDIUM)
            .on(ACCELERATOR, "serverSideEncryption.enabled")
            .risk("Cached rows can be read from the disks; encrypting later replaces the cluster.")
            .remediation(
                    """
                    Encrypt it from the beginning:
                    ClusterServerSideEncryptionArgs.builder().enabled(true)
                    """)
            .references(fsbp("DynamoDB.3"), checkov("CKV_AWS_47"), cdkNag("DAX3"))
            .requires(property("serverSideEncryption.enabled").isTrue());

    private static final Rule ACCELERATOR_TLS = Rule.named("dax-tls")
            .title("DAX clusters take connections over TLS only")
            .severity(Severity.MEDIUM)
            .on(ACCELERATOR, "clusterEndpointEncryptionType")
            .risk("Rows cross the network in the clear.")
            .remediation(
                    """
                    Require TLS, which only a new cluster can:
                    com.pulumi.aws.dax.ClusterArgs.builder().clusterEndpointEncryptionType("TLS")
                    """)
            .references(fsbp("DynamoDB.7"), checkov("CKV_AWS_239"))
            .requires(property("clusterEndpointEncryptionType").isOneOf("TLS"));

    static final List<Rule> ALL = List.of(
            RECOVERY, KEY, DELETION_PROTECTION, REPLICAS, CAPACITY, POLICY, ACCELERATOR_ENCRYPTED, ACCELERATOR_TLS);

    /** What scaling targets name. */
    private static final Derivation<Set<String>> SCALED = graph -> graph.ofType(SCALING_TARGET).stream()
            .flatMap(target -> target.input("resourceId").asText().stream())
            .filter(name -> !name.equals("table/"))
            .collect(Collectors.toSet());

    private DynamoDbRules() {}

    /** A scaling target names a table as table/name, in a text of which only the end is the table's name. */
    private static Verdict isScaled(GraphResource table, RuleContext context) {
        String name = table.output("name")
                .asText()
                .or(() -> table.input("name").asText())
                .orElse("");
        boolean scaled = !context.referrers(table, "resourceId", SCALING_TARGET).isEmpty()
                || context.graph().once(SCALED).contains("table/" + name);
        return Verdict.passIf(scaled, "no scaling target names the table");
    }
}
