package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.ResourceGraph.Derivation;
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
final class SqsRules {

    private static final String QUEUE = "aws:sqs/queue:Queue";
    private static final String QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
    private static final String REDRIVE = "aws:sqs/redrivePolicy:RedrivePolicy";
    private static final String REDRIVE_ALLOW = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";

    /** The range of maxReceiveCount in the SQS API; one receive would send a message away at the first hiccup. */
    private static final int FEWEST_RECEIVES = 2;

    private static final int MOST_RECEIVES = 1000;

    /** Seconds that SQS keeps a message when nothing else is said: four days. */
    private static final double RETENTION_SECONDS = 345_600;

    private static final Rule ENCRYPTED = Rule.named("sqs-encrypted")
            .title("SQS queues are encrypted")
            .severity(Severity.MEDIUM)
            .on(QUEUE, "sqsManagedSseEnabled", "kmsMasterKeyId")
            .risk("Messages lie on disk in the clear.")
            .remediation(
                    """
                    Leave the encryption on that SQS does by default, or name a key:
                    QueueArgs.builder().kmsMasterKeyId(key.arn())
                    """)
            .references(fsbp("SQS.1"), checkov("CKV_AWS_27"), cdkNag("SQS2"))
            .requires(property("sqsManagedSseEnabled")
                    .is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true")
                    .or(property("kmsMasterKeyId").isText()));

    private static final Rule CUSTOMER_KEY = Rule.named("sqs-customer-key")
            .title("SQS queues have a key of their own")
            .severity(Severity.LOW)
            .on(QUEUE, "kmsMasterKeyId")
            .risk("Whoever may receive from the queue may also read it; no key policy stands between.")
            .remediation(
                    """
                    Give it a key:
                    QueueArgs.builder().kmsMasterKeyId(key.arn())
                    """)
            .references(checkov("CKV2_AWS_73"))
            .requires(CustomerKeys.isCustomerKey("kmsMasterKeyId"));

    private static final Rule POLICY_NOT_PUBLIC = Rule.named("sqs-policy-not-public")
            .title("SQS queue policies let nobody in without a restricting condition")
            .severity(Severity.CRITICAL)
            .on(QUEUE, "policy")
            .on(QUEUE_POLICY, "policy")
            .risk("Any AWS account reads the messages, or sends its own.")
            .remediation(
                    """
                    Name who may send:
                    "Principal": {"Service": "sns.amazonaws.com"}, "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-central-1:123456789012:orders"}}
                    """)
            .references(fsbp("SQS.3"), checkov("CKV_AWS_168"), checkov("CKV_AWS_387"))
            .neverWaivable()
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule NO_ALL_ACTIONS = Rule.named("sqs-no-all-actions")
            .title("SQS queue policies name their actions")
            .severity(Severity.MEDIUM)
            .on(QUEUE, "policy")
            .on(QUEUE_POLICY, "policy")
            .risk("Whoever was to send messages also purges the queue and changes its policy.")
            .remediation(
                    """
                    Name them:
                    "Action": "sqs:SendMessage"
                    """)
            .references(checkov("CKV_AWS_72"))
            .requires(PolicyDocuments.hasNo(
                    "policy",
                    statement -> statement.allow() && statement.coversEveryActionOf("sqs"),
                    "allows every action"));

    private static final Rule DEAD_LETTER = Rule.named("sqs-dead-letter")
            .title("SQS queues send what nobody could handle to a dead-letter queue")
            .severity(Severity.MEDIUM)
            .on(QUEUE, "redrivePolicy", "redriveAllowPolicy")
            .lookingAt(REDRIVE, "queueUrl", "redrivePolicy")
            .lookingAt(REDRIVE_ALLOW, "queueUrl")
            .risk("One message that can never be handled comes back until it expires, and then it is lost.")
            .remediation(
                    """
                    Name a dead-letter queue:
                    "deadLetterTargetArn": "arn:aws:sqs:eu-central-1:123456789012:orders-dead", "maxReceiveCount": 5
                    """)
            .references(cdkNag("SQS3"))
            .requiresInStack((queue, context) -> isDeadLetterQueue(queue, context)
                            || !context.referrers(queue, "queueUrl", REDRIVE).isEmpty()
                    ? Verdict.PASS
                    : property("redrivePolicy")
                            .isSetTo(
                                    value -> value.asText().orElse("").contains("deadLetterTargetArn"),
                                    "a redrive policy")
                            .test(queue, context));

    private static final Rule RECEIVE_COUNT = Rule.named("sqs-receive-count")
            .title("SQS queues try a message again before they give it up")
            .severity(Severity.LOW)
            .on(QUEUE, "redrivePolicy")
            .on(REDRIVE, "redrivePolicy")
            .risk("A restart of the consumer is enough to send good messages to the dead-letter queue.")
            .remediation(
                    """
                    Try several times:
                    "maxReceiveCount": 5
                    """)
            .requires(SqsRules::triesAgain);

    private static final Rule DEAD_LETTER_RETENTION = Rule.named("sqs-dead-letter-retention")
            .title("Dead-letter queues keep messages longer than the queues they serve")
            .severity(Severity.MEDIUM)
            .on(QUEUE, "redrivePolicy", "messageRetentionSeconds")
            .risk("A message keeps its age when it moves: what waited long expires before anybody has seen it.")
            .remediation(
                    """
                    Keep them for the 14 days that SQS offers:
                    QueueArgs.builder().messageRetentionSeconds(1209600)
                    """)
            .requiresInStack(SqsRules::outlivesSources);

    private static final Rule TLS = Rule.named("sqs-tls-only")
            .title("SQS queues take requests over TLS only")
            .severity(Severity.MEDIUM)
            .on(QUEUE, "policy")
            .lookingAt(QUEUE_POLICY, "policy", "queueUrl")
            .risk("Whoever sits on the path reads and changes messages.")
            .remediation(
                    """
                    Deny what comes without TLS:
                    "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                    """)
            .references(cdkNag("SQS4"))
            .requiresInStack(PolicyDocuments.refusePlainText("policy", QUEUE_POLICY, "queueUrl", "sqs:SendMessage"));

    private static final Rule OWN_ACCOUNTS = Rule.named("sqs-own-accounts")
            .title("SQS queues let other accounts in only by a restricting condition")
            .severity(Severity.MEDIUM)
            .on(QUEUE, "policy")
            .on(QUEUE_POLICY, "policy")
            .lookingAt("pulumi:providers:aws", "allowedAccountIds")
            .risk("Somebody outside reads the messages, or sends their own.")
            .remediation(
                    """
                    Tie the other account to an organization or a source:
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}
                    """)
            .requires(PolicyDocuments.namesOwnAccounts("policy"));

    static final List<Rule> ALL = List.of(
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
            graph -> ResourceGraph.inverse(graph.ofType(QUEUE), source -> deadLetterQueues(source, graph));

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

    /** A queue that others send to, or that says who may. */
    private static boolean isDeadLetterQueue(GraphResource queue, RuleContext context) {
        return !queue.input("redriveAllowPolicy").isAbsent()
                || !context.referrers(queue, "queueUrl", REDRIVE_ALLOW).isEmpty()
                || !sources(queue, context).isEmpty();
    }

    /** The queues whose redrive policy names a queue, by its ARN or by what the policy was made of. */
    private static List<GraphResource> sources(GraphResource queue, RuleContext context) {
        return context.graph().once(SOURCES).getOrDefault(queue.urn(), List.of()).stream()
                .filter(source -> !source.urn().equals(queue.urn()))
                .toList();
    }

    private static Set<GraphResource> deadLetterQueues(GraphResource source, ResourceGraph graph) {
        Set<GraphResource> queues = new LinkedHashSet<>(graph.references(source, "redrivePolicy", QUEUE));
        Matcher quoted = QUOTED.matcher(source.input("redrivePolicy").asText().orElse(""));
        while (quoted.find()) {
            String arn = quoted.group(1);
            graph.identified(arn, source, QUEUE).stream()
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
                        "more than the queue's that it serves, " + (long) longest)
                .test(queue, context);
    }

    private static double retentionSeconds(GraphResource queue) {
        return queue.input("messageRetentionSeconds").asNumber().orElse(RETENTION_SECONDS);
    }
}
