package dev.plinth.policies.rules.change;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ListValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.policies.condition.InlineSettings;
import dev.plinth.policies.rule.ChangeCondition;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Changes of settings inside a bucket, checked in the form of the separate resources that newer programs have. */
final class InlineBucketChange {

    private InlineBucketChange() {}

    /**
     * Checks the separate resource, and the setting inside a bucket alike. A setting may move from the bucket to a separate
     * resource.
     *
     * @param type the type of the separate resource
     * @param setting the name of the setting in the bucket, in the singular
     * @param inputs the inputs that a separate resource with the setting of a bucket would have
     * @param condition the condition on the separate resource
     */
    static ChangeCondition alike(
            String type, String setting, Function<GraphResource, ObjectValue> inputs, ChangeCondition condition) {
        ChangeCondition inline = (change, context) -> {
            if (change.before()
                            .filter(bucket -> InlineSettings.has(bucket, setting))
                            .isEmpty()
                    || change.after().isEmpty()) {
                return Verdict.NOT_APPLICABLE;
            }
            GraphResource bucket = change.after().get();
            String name = InlineSettings.name(bucket, setting);
            if (bucket.input(name).isUnknown()) {
                return Verdict.unknown(name);
            }
            if (!InlineSettings.has(bucket, setting)
                    && !context.referrers(bucket, "bucket", type).isEmpty()) {
                return Verdict.PASS;
            }
            Verdict verdict = condition.test(
                    change.withBefore(change.before().map(before -> before.withInputs(inputs.apply(before))))
                            .withAfter(change.after().map(after -> after.withInputs(inputs.apply(after)))),
                    context);
            return verdict instanceof Verdict.Fail fail ? Verdict.fail(name + ": " + fail.message(), name) : verdict;
        };
        return (change, context) -> ResourceTypes.aliases(AwsTypes.S3_BUCKET_V2)
                        .contains(change.resource().type())
                ? inline.test(change, context)
                : condition.test(change, context);
    }

    /** Returns the inputs of a BucketObjectLockConfiguration. */
    static ObjectValue objectLock(GraphResource bucket) {
        String[] retention = {"objectLockConfiguration", "rule", "defaultRetention"};
        Map<String, PropertyValue> values = Map.of(
                "mode", InlineSettings.at(bucket, retention[0], retention[1], retention[2], "mode"),
                "days", InlineSettings.at(bucket, retention[0], retention[1], retention[2], "days"),
                "years", InlineSettings.at(bucket, retention[0], retention[1], retention[2], "years"));
        return ObjectValue.of(Map.of("rule", ObjectValue.of(Map.of("defaultRetention", ObjectValue.of(values)))));
    }

    /** Returns the inputs of a BucketReplicationConfig. */
    static ObjectValue replication(GraphResource bucket) {
        return rules(InlineSettings.at(bucket, "replicationConfiguration").at("rules"), Function.identity());
    }

    /** Returns the inputs of a BucketLifecycleConfiguration. */
    static ObjectValue lifecycle(GraphResource bucket) {
        return rules(
                bucket.input("lifecycleRules"),
                rule -> ObjectValue.of(Map.of(
                        "id", rule.at("id"),
                        "status", status(rule.at("enabled")),
                        "expiration", ObjectValue.of(Map.of("days", days(rule, "expiration"))),
                        "noncurrentVersionExpiration",
                                ObjectValue.of(Map.of("noncurrentDays", days(rule, "noncurrentVersionExpiration"))))));
    }

    private static ObjectValue rules(PropertyValue rules, Function<PropertyValue, PropertyValue> rule) {
        boolean known = rules.revealed() instanceof ListValue;
        List<PropertyValue> elements = rules.elements().stream().map(rule).toList();
        return ObjectValue.of(Map.of("rules", known ? new ListValue(elements) : rules));
    }

    private static PropertyValue status(PropertyValue enabled) {
        return enabled.isUnknown()
                ? enabled
                : new PropertyValue.Text(enabled.asBoolean().orElse(false) ? "Enabled" : "Disabled");
    }

    private static PropertyValue days(PropertyValue rule, String block) {
        PropertyValue value = rule.at(block).isEmpty() ? rule.at(block + "s") : rule.at(block);
        return (value.elements().isEmpty() ? value : value.at("[0]")).at("days");
    }
}
