package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** EventBridge rules of a program, with the targets that they start. */
final class Automation {

    private static final Set<String> POLICIES =
            Set.of(AwsTypes.IAM_ROLE_POLICY, AwsTypes.IAM_POLICY, AwsTypes.IAM_ROLE);

    private final World world;

    Automation(World world) {
        this.world = world;
    }

    /**
     * Returns whether an enabled rule matches an event, has a target that runs something, and some role may do what is needed.
     *
     * @param region the region of the event
     * @param event the event
     * @param action the action that the target must be allowed to do, such as {@code ecs:UpdateService}
     */
    boolean reacts(String region, Map<String, Object> event, String action) {
        return world.all(AwsTypes.CLOUDWATCH_EVENT_RULE).stream()
                        .filter(rule -> rule.region().equals(region))
                        .filter(rule -> !rule.text("state").startsWith("DISABLED")
                                && !Boolean.FALSE.equals(rule.get("isEnabled")))
                        .filter(rule -> matches(rule.text("eventPattern"), event))
                        .anyMatch(this::runsSomething)
                && allows(action);
    }

    private boolean runsSomething(StoredResource rule) {
        return world.all(AwsTypes.CLOUDWATCH_EVENT_TARGET).stream()
                .filter(target -> target.region().equals(rule.region()))
                .filter(target -> target.text("rule").equals(rule.text("name")))
                .map(target -> target.text("arn"))
                .anyMatch(arn -> arn.matches("arn:[^:]+:(lambda|states|ecs|ssm|codebuild):.*"));
    }

    private boolean allows(String action) {
        String any = action.substring(0, action.indexOf(':')) + ":*";
        return world.all().stream()
                .filter(resource -> POLICIES.contains(resource.type()))
                .map(resource -> Values.toJson(resource.state()))
                .anyMatch(text -> text.contains(action) || text.contains(any));
    }

    /** Returns whether an event matches a pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html. */
    static boolean matches(String pattern, Map<String, Object> event) {
        return !pattern.isEmpty() && matches(Values.mapFromJson(pattern), event);
    }

    private static boolean matches(Map<String, Object> pattern, Map<String, Object> event) {
        return pattern.entrySet().stream().allMatch(entry -> {
            Object wanted = entry.getValue();
            if (entry.getKey().equals("$or")) {
                return Values.asList(wanted).stream().anyMatch(each -> matches(Values.asMap(each), event));
            }
            Object value = event.get(entry.getKey());
            return wanted instanceof Map<?, ?> inner
                    ? matches(Values.asMap(inner), Values.asMap(value))
                    : Values.asList(wanted).stream()
                            .anyMatch(each -> value instanceof List<?> values
                                    ? values.stream().anyMatch(element -> matchesOne(each, element))
                                    : matchesOne(each, value));
        });
    }

    private static boolean matchesOne(@Nullable Object wanted, @Nullable Object value) {
        if (!(wanted instanceof Map<?, ?> filter)) {
            return Objects.equals(wanted, value);
        }
        String text = value == null ? "" : value.toString();
        return Values.asMap(filter).entrySet().stream().allMatch(entry -> switch (entry.getKey()) {
            case "exists" -> Boolean.valueOf(value != null).equals(entry.getValue());
            case "prefix" -> value != null && text.startsWith(String.valueOf(entry.getValue()));
            case "suffix" -> value != null && text.endsWith(String.valueOf(entry.getValue()));
            case "equals-ignore-case" -> value != null && text.equalsIgnoreCase(String.valueOf(entry.getValue()));
            case "anything-but" ->
                value != null
                        && !(entry.getValue() instanceof List<?> list
                                ? list.contains(value)
                                : entry.getValue().equals(value));
            case "wildcard" ->
                value != null
                        && text.matches("\\Q" + String.valueOf(entry.getValue()).replace("*", "\\E.*\\Q") + "\\E");
            // A numeric or CIDR filter on a text matches nothing.
            default -> false;
        });
    }
}
