package dev.plinth.policies.rules.aws.messaging;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules for Amazon SQS. */
public final class SqsRules {

    /** The range of maxReceiveCount in the SQS API; one receive would send a message away at the first hiccup. */
    private static final int FEWEST_RECEIVES = 2;

    private static final int MOST_RECEIVES = 1000;

    /** Seconds that SQS keeps a message when nothing else is said: four days. */
    private static final double RETENTION_SECONDS = 345_600;

    private static final Rule ENCRYPTED = Rule.named("sqs-encrypted")
            .title("SQS queues are encrypted")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SQS_QUEUE, "sqsManagedSseEnabled", "kmsMasterKeyId")
            .risk("Messages are stored unencrypted.")
            .remediation(
                    """
                    Keep the default encryption of SQS, or set a key:
                    QueueArgs.builder().kmsMasterKeyId(key.arn())
                    """)
            .references(fsbp("SQS.1"), checkov("CKV_AWS_27"), cdkNag("SQS2"))
            .requires(property("sqsManagedSseEnabled")
                    .is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true")
                    .or(property("kmsMasterKeyId").isText()));

    private static final Rule CUSTOMER_KEY = Rule.named("sqs-customer-key")
            .title("SQS queues use a customer managed key")
            .severity(Severity.LOW)
            .on(AwsTypes.SQS_QUEUE, "kmsMasterKeyId")
            .risk("Every principal that can receive messages can read them, because no key policy restricts access.")
            .remediation(
                    """
                    Set a customer managed key:
                    QueueArgs.builder().kmsMasterKeyId(key.arn())
                    """)
            .references(checkov("CKV2_AWS_73"))
            .requires(CustomerKeys.isCustomerKey("kmsMasterKeyId"));

    private static final Rule POLICY_NOT_PUBLIC = Rule.named("sqs-policy-not-public")
            .title("SQS queue policies do not grant public access without a restricting condition")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.SQS_QUEUE, "policy")
            .on(AwsTypes.SQS_QUEUE_POLICY, "policy")
            .risk("Any AWS account can read messages or send its own.")
            .remediation(
                    """
                    Name the principals that may send:
                    "Principal": {"Service": "sns.amazonaws.com"}, "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-central-1:123456789012:orders"}}
                    """)
            .references(fsbp("SQS.3"), checkov("CKV_AWS_168"), checkov("CKV_AWS_387"))
            .neverWaivable()
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule NO_ALL_ACTIONS = Rule.named("sqs-no-all-actions")
            .title("SQS queue policies do not allow all actions")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SQS_QUEUE, "policy")
            .on(AwsTypes.SQS_QUEUE_POLICY, "policy")
            .risk("A sender can also purge the queue and change its policy.")
            .remediation(
                    """
                    Name the actions:
                    "Action": "sqs:SendMessage"
                    """)
            .references(checkov("CKV_AWS_72"))
            .requires(PolicyDocuments.hasNo(
                    "policy",
                    statement -> statement.allow() && statement.coversEveryActionOf("sqs"),
                    "allows every action"));

    private static final Rule DEAD_LETTER = Rule.named("sqs-dead-letter")
            .title("SQS queues have a dead-letter queue")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SQS_QUEUE, "redrivePolicy", "redriveAllowPolicy")
            .lookingAt(AwsTypes.SQS_REDRIVE_POLICY, "queueUrl", "redrivePolicy")
            .lookingAt(AwsTypes.SQS_REDRIVE_ALLOW_POLICY, "queueUrl")
            .risk("A message that cannot be processed is retried until it expires and is lost.")
            .remediation(
                    """
                    Set a dead-letter queue:
                    "deadLetterTargetArn": "arn:aws:sqs:eu-central-1:123456789012:orders-dead", "maxReceiveCount": 5
                    """)
            .references(cdkNag("SQS3"))
            .requiresInStack((queue, context) -> isDeadLetterQueue(queue, context)
                            || !context.referrers(queue, "queueUrl", AwsTypes.SQS_REDRIVE_POLICY)
                                    .isEmpty()
                    ? Verdict.PASS
                    : property("redrivePolicy")
                            .isSetTo(
                                    value -> value.asText().orElse("").contains("deadLetterTargetArn"),
                                    "a redrive policy")
                            .test(queue, context));

    private static final Rule RECEIVE_COUNT = Rule.named("sqs-receive-count")
            .title("SQS queues retry messages before moving them to the dead-letter queue")
            .severity(Severity.LOW)
            .on(AwsTypes.SQS_QUEUE, "redrivePolicy")
            .on(AwsTypes.SQS_REDRIVE_POLICY, "redrivePolicy")
            .risk("A restart of the consumer is enough to move valid messages to the dead-letter queue.")
            .remediation(
                    """
                    Allow several attempts:
                    "maxReceiveCount": 5
                    """)
            .requires(SqsRules::triesAgain);

    private static final Rule DEAD_LETTER_RETENTION = Rule.named("sqs-dead-letter-retention")
            .title("Dead-letter queues retain messages longer than their source queues")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SQS_QUEUE, "redrivePolicy", "messageRetentionSeconds")
            .risk("Messages keep their age when they are moved, and can expire before anybody sees them.")
            .remediation(
                    """
                    Retain messages for 14 days, the maximum:
                    QueueArgs.builder().messageRetentionSeconds(1209600)
                    """)
            .requiresInStack(SqsRules::outlivesSources);

    private static final Rule TLS = Rule.named("sqs-tls-only")
            .title("SQS queues accept requests over TLS only")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SQS_QUEUE, "policy")
            .lookingAt(AwsTypes.SQS_QUEUE_POLICY, "policy", "queueUrl")
            .risk("Anyone on the network path can read and modify messages.")
            .remediation(
                    """
                    Deny requests without TLS:
                    "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                    """)
            .references(cdkNag("SQS4"))
            .requiresInStack(PolicyDocuments.refusePlainText(
                    "policy", AwsTypes.SQS_QUEUE_POLICY, "queueUrl", "sqs:SendMessage"));

    private static final Rule OWN_ACCOUNTS = Rule.named("sqs-own-accounts")
            .title("SQS queues grant access to other accounts only with a restricting condition")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SQS_QUEUE, "policy")
            .on(AwsTypes.SQS_QUEUE_POLICY, "policy")
            .lookingAt(ProviderTypes.AWS_PROVIDER, "allowedAccountIds")
            .risk("Principals outside the account can read messages or send their own.")
            .remediation(
                    """
                    Restrict the other account to an organization or a source:
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}
                    """)
            .requires(PolicyDocuments.namesOwnAccounts("policy"));

    public static final List<Rule> ALL = List.of(
            ENCRYPTED,
            CUSTOMER_KEY,
            POLICY_NOT_PUBLIC,
            NO_ALL_ACTIONS,
            DEAD_LETTER,
            RECEIVE_COUNT,
            DEAD_LETTER_RETENTION,
            TLS,
            OWN_ACCOUNTS);

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    /** The queues whose redrive policy names a queue, by its URN. */
    private static final Derivation<Map<String, List<GraphResource>>> SOURCES =
            graph -> ResourceGraph.inverse(graph.ofType(AwsTypes.SQS_QUEUE), source -> deadLetterQueues(source, graph));

    private SqsRules() {}

    private static Verdict triesAgain(GraphResource resource, RuleContext context) {
        if (resource.input("redrivePolicy").isAbsent()) {
            return Verdict.NOT_APPLICABLE;
        }
        return JsonText.judge(resource, "redrivePolicy", policy -> {
            // Terraform's habit of quoting numbers lives on: SQS takes both.
            int count = policy.path("maxReceiveCount").asInt();
            return Verdict.passIf(
                    count >= FEWEST_RECEIVES && count <= MOST_RECEIVES,
                    "redrivePolicy.maxReceiveCount must be from " + FEWEST_RECEIVES + " to " + MOST_RECEIVES);
        });
    }

    /** A queue that receives messages from others, or has a policy. */
    private static boolean isDeadLetterQueue(GraphResource queue, RuleContext context) {
        return !queue.input("redriveAllowPolicy").isAbsent()
                || !context.referrers(queue, "queueUrl", AwsTypes.SQS_REDRIVE_ALLOW_POLICY)
                        .isEmpty()
                || !sources(queue, context).isEmpty();
    }

    /** The queues whose redrive policy names a queue, by its ARN or by what the policy was made of. */
    private static List<GraphResource> sources(GraphResource queue, RuleContext context) {
        return context.graph().once(SOURCES).getOrDefault(queue.urn(), List.of()).stream()
                .filter(source -> !source.urn().equals(queue.urn()))
                .toList();
    }

    private static Set<GraphResource> deadLetterQueues(GraphResource source, ResourceGraph graph) {
        Set<GraphResource> queues = new LinkedHashSet<>(graph.references(source, "redrivePolicy", AwsTypes.SQS_QUEUE));
        Matcher quoted = QUOTED.matcher(source.input("redrivePolicy").asText().orElse(""));
        while (quoted.find()) {
            String arn = quoted.group(1);
            graph.identified(arn, source, AwsTypes.SQS_QUEUE).stream()
                    .filter(queue ->
                            queue.output("arn").asText().filter(arn::equals).isPresent())
                    .forEach(queues::add);
        }
        return queues;
    }

    private static Verdict outlivesSources(GraphResource queue, RuleContext context) {
        List<GraphResource> sources = sources(queue, context);
        if (sources.isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        for (GraphResource source : sources) {
            if (source.input("messageRetentionSeconds").isUnknown()) {
                return Verdict.unknown("messageRetentionSeconds");
            }
        }
        double longest =
                sources.stream().mapToDouble(SqsRules::retentionSeconds).max().orElse(RETENTION_SECONDS);
        return property("messageRetentionSeconds")
                .is(
                        value -> (value.isAbsent()
                                        ? RETENTION_SECONDS
                                        : value.asNumber().orElse(0))
                                > longest,
                        "more than that of its source queue, " + (long) longest)
                .test(queue, context);
    }

    private static double retentionSeconds(GraphResource queue) {
        return queue.input("messageRetentionSeconds").asNumber().orElse(RETENTION_SECONDS);
    }
}
