package dev.plinth.components.observability;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted topic that notifies people and pagers of events: to it publish CloudWatch's alarms, AWS Backup, EventBridge and
 * RDS, of this account alone. ElastiCache can't: it publishes to no encrypted topic, so a cache is watched by its alarms.
 */
public final class AlarmTopic extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:observability:AlarmTopic";

    /** The services that publish to the topic, by the names of their statements. */
    private static final Map<String, String> PUBLISHERS = new TreeMap<>(Map.of(
            "cloudwatch", "cloudwatch.amazonaws.com",
            "backup", "backup.amazonaws.com",
            "events", "events.amazonaws.com",
            "rds", "events.rds.amazonaws.com"));

    /**
     * Filter of the subscriptions: every message without the attribute {@code State}, such as an alarm, and of AWS Backup's jobs,
     * whose messages have it, those that did not complete.
     *
     * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html">Notifications of AWS Backup</a>
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html">Key matching</a>
     */
    private static final String UNSUCCESSFUL =
            Json.write(Map.of("State", List.of(Map.of("exists", false), Map.of("anything-but", List.of("COMPLETED")))));

    private final Topic topic;

    /**
     * Creates the topic.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public AlarmTopic(String name, AlarmTopicArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the topic with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public AlarmTopic(String name, AlarmTopicArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.topic = createTopic();
        createTopicPolicy(AwsAccount.of(this));
        createSubscriptions(args);
        registerOutputs(Map.of("topicArn", topicArn(), "topicName", topicName()));
    }

    /** The topic's ARN. */
    public Output<String> topicArn() {
        return topic.arn();
    }

    /** The topic's name, which is this stack's alone. */
    public Output<String> topicName() {
        return topic.name();
    }

    private static AlarmTopicArgs validated(String name, AlarmTopicArgs args) {
        Validation validation = Validation.of("AlarmTopic", name);
        for (String email : args.emails()) {
            validation.check(email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"), "emails", email, "an e-mail address");
        }
        validation.check(
                new HashSet<>(args.emails()).size() == args.emails().size(),
                "emails",
                args.emails(),
                "different addresses");
        for (String endpoint : args.httpsEndpoints().keySet()) {
            validation.check(endpoint.matches("[a-z][a-z0-9-]*"), "httpsEndpoints", endpoint, "named in kebab case");
        }
        validation.throwIfAny();
        return args;
    }

    private Topic createTopic() {
        EncryptionKey key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Alarm messages of " + name())
                        .servicePrincipals(List.copyOf(PUBLISHERS.values()))
                        .build(),
                childComponentOptions().build());
        return new Topic(
                childName("topic"),
                TopicArgs.builder()
                        .tags(Map.of("Name", childName("topic")))
                        .kmsMasterKeyId(key.keyArn())
                        // Version 2 signs with SHA-256.
                        .signatureVersion(2)
                        .build(),
                childOptions().build());
    }

    private void createTopicPolicy(AwsAccount account) {
        List<Statement> statements = new ArrayList<>();
        PUBLISHERS.forEach((service, principal) -> statements.add(Statement.allow("Publish" + service)
                .servicePrincipal(principal)
                .actions("sns:Publish")
                .resource(topic.arn())
                .condition("StringEquals", "aws:SourceAccount", account.accountId())));
        statements.add(Statement.deny("TlsOnly")
                .anyPrincipal()
                .actions("sns:Publish")
                .resource(topic.arn())
                .condition("Bool", "aws:SecureTransport", "false"));
        new TopicPolicy(
                childName("policy"),
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(PolicyDocument.of(statements).toJson())
                        .build(),
                childOptions().build());
    }

    private void createSubscriptions(AlarmTopicArgs args) {
        for (String email : args.emails()) {
            String part = email.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            createSubscription(part, "email", Output.of(email));
        }
        args.httpsEndpoints().forEach((part, endpoint) -> createSubscription(part, "https", endpoint));
    }

    private void createSubscription(String part, String protocol, Output<String> endpoint) {
        new TopicSubscription(
                childName(protocol + "-" + part),
                TopicSubscriptionArgs.builder()
                        .topic(topic.arn())
                        .protocol(protocol)
                        .endpoint(endpoint)
                        .filterPolicy(UNSUCCESSFUL)
                        .build(),
                childOptions().build());
    }
}
