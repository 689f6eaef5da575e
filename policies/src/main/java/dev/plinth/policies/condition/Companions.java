package dev.plinth.policies.condition;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.util.Map;
import java.util.Optional;

/**
 * Conditions on the resources that belong to a resource, and on its tags. A rule that requires a companion ends with
 * {@link dev.plinth.policies.rule.Rule.Builder#requiresInStack}, because it needs the whole stack:
 *
 * <pre>{@code
 * Rule.named("acme-topic-policy")
 *         .title("SNS topics have a policy")
 *         .severity(Severity.MEDIUM)
 *         .on(AwsTypes.SNS_TOPIC)
 *         .lookingAt(AwsTypes.SNS_TOPIC_POLICY, "arn")
 *         .risk("Access to the topic is not restricted.")
 *         .remediation("Add a topic policy:\nTopicPolicyArgs.builder().arn(topic.arn())")
 *         .requiresInStack(Companions.isNamedBy(AwsTypes.SNS_TOPIC_POLICY, "arn", "the topic has no TopicPolicy"));
 * }</pre>
 */
public final class Companions {

    private Companions() {}

    /**
     * Requires that another resource refers to this one.
     *
     * @param type the other's type
     * @param property the other's property that names this one
     * @param otherwise the whole message where none does
     */
    public static Condition isNamedBy(String type, String property, String otherwise) {
        return (resource, context) ->
                Verdict.passIf(!context.referrers(resource, property, type).isEmpty(), otherwise);
    }

    /**
     * Applies a separate condition to each resource type, for a rule on a resource and its companion.
     */
    public static Condition byType(Map<String, Condition> conditions) {
        return (resource, context) -> conditions.entrySet().stream()
                .filter(entry -> isOfType(resource, entry.getKey()))
                .findFirst()
                .map(entry -> entry.getValue().test(resource, context))
                .orElse(Verdict.NOT_APPLICABLE);
    }

    private static boolean isOfType(GraphResource resource, String type) {
        return ResourceTypes.aliases(type).contains(resource.type());
    }

    /** Returns a tag's value, also of one that the provider adds by default. */
    public static Optional<String> tag(GraphResource resource, String key, RuleContext context) {
        return entry(resource.input("tags"), key)
                .or(() -> entry(resource.output("tagsAll"), key))
                .or(() -> context.graph()
                        .resource(resource.provider())
                        .flatMap(provider -> entry(
                                JsonText.parsed(provider.input("defaultTags")).at("tags"), key)));
    }

    private static Optional<String> entry(PropertyValue tags, String key) {
        PropertyValue value = tags.revealed() instanceof PropertyValue.ObjectValue object
                ? object.get(key)
                : PropertyValue.Null.VALUE;
        return value.asText();
    }
}
