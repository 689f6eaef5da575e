package dev.plinth.policies.rules.provider;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.model.calendar.ReleaseCalendar.InUse;
import dev.plinth.policies.rule.AwsValue;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;

/** Rules for values that AWS would reject only during the update. */
public final class ValueRules {

    /** The properties of each type with a value of a known kind. */
    private static final Map<String, Map<String, AwsValue>> KINDS = Map.of(
            ProviderTypes.AWS_PROVIDER, Map.of("region", AwsValue.REGION),
            AwsTypes.EC2_SUBNET, Map.of("availabilityZone", AwsValue.ZONE),
            AwsTypes.EC2_INSTANCE, Map.of("instanceType", AwsValue.INSTANCE_TYPE),
            AwsTypes.EC2_LAUNCH_TEMPLATE, Map.of("instanceType", AwsValue.INSTANCE_TYPE),
            AwsTypes.RDS_INSTANCE, Map.of("instanceClass", AwsValue.DATABASE_CLASS),
            AwsTypes.RDS_CLUSTER_INSTANCE, Map.of("instanceClass", AwsValue.DATABASE_CLASS),
            AwsTypes.ELASTICACHE_CLUSTER, Map.of("nodeType", AwsValue.CACHE_NODE_TYPE),
            AwsTypes.ELASTICACHE_REPLICATION_GROUP, Map.of("nodeType", AwsValue.CACHE_NODE_TYPE));

    /** A year has four or five minor versions: a version that is further ahead of the table than two years is a typing error. */
    private static final int MINOR_VERSIONS_AHEAD = 10;

    private static final Rule VALUES = kinds(Rule.named("aws-value-exists"))
            .title("Regions, zones and instance classes have values that AWS offers")
            .severity(Severity.HIGH)
            .risk("AWS rejects the value during the update, after other resources were changed.")
            .remediation(
                    """
                    Correct the value:
                    InstanceArgs.builder().instanceClass("db.t4g.medium")
                    """)
            .requires(
                    (resource, context) -> Verdict.all(KINDS.getOrDefault(resource.type(), Map.of()).entrySet().stream()
                            .map(property -> judge(resource, property.getKey(), property.getValue(), context))
                            .toList()));

    private static final Rule VERSIONS = Rule.named("aws-version-exists")
            .title("Engine versions are versions that AWS offers")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "engineVersion")
            .on(AwsTypes.RDS_CLUSTER, "engineVersion")
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "engineVersion")
            .on(AwsTypes.ELASTICACHE_CLUSTER, "engineVersion")
            .risk("AWS rejects the version during the update, after other resources were changed.")
            .remediation(
                    """
                    Name the major version, so that AWS chooses the minor version:
                    InstanceArgs.builder().engine("postgres").engineVersion("17")
                    """)
            .requires((resource, context) -> version(resource));

    public static final List<Rule> ALL = List.of(VALUES, VERSIONS);

    private ValueRules() {}

    private static Rule.Builder kinds(Rule.Builder rule) {
        KINDS.forEach((type, properties) -> rule.on(type, properties.keySet().toArray(String[]::new)));
        return rule;
    }

    private static Verdict judge(GraphResource resource, String property, AwsValue kind, RuleContext context) {
        PropertyValue value = resource.input(property);
        if (value.isAbsent()) {
            return Verdict.PASS;
        }
        if (value.isUnknown()) {
            // A value of another resource was accepted there.
            return context.comesFromStack(resource, property) ? Verdict.PASS : Verdict.unknown(property);
        }
        String text = value.asText().orElse("");
        return Verdict.passIf(
                kind.isValid(text),
                property + " is " + value.describe()
                        + (value instanceof PropertyValue.Secret ? "" : kind.suggestion(text)) + " but must be "
                        + kind.allowed(),
                property);
    }

    private static Verdict version(GraphResource resource) {
        PropertyValue value = resource.input("engineVersion");
        if (value.isUnknown()) {
            return Verdict.unknown("engineVersion");
        }
        if (!value.isAbsent() && value.asText().isEmpty()) {
            return Verdict.fail("engineVersion is " + value.describe() + " but must be a text", "engineVersion");
        }
        return Verdict.all(ReleaseCalendar.bundled().usedBy(resource).stream()
                .filter(use -> use.property().equals("engineVersion"))
                .map(use -> Verdict.passIf(
                        use.release().isListed(use.version()) || !isFarAhead(use),
                        "engineVersion is " + value.describe() + " but must be "
                                + use.release().range(),
                        "engineVersion"))
                .toList());
    }

    private static boolean isFarAhead(InUse use) {
        return use.release()
                .newest(use.release().name())
                .filter(newest -> minor(use.version()) > minor(newest) + MINOR_VERSIONS_AHEAD)
                .isPresent();
    }

    private static int minor(String version) {
        String[] parts = version.split("\\.", -1);
        String last = parts[parts.length - 1].replaceAll("\\D.*", "");
        return last.isEmpty() || last.length() > 6 ? 0 : Integer.parseInt(last);
    }
}
