package dev.plinth.preview.recovery;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.condition.Schedules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules of AWS Backup plans, and the stores that they cover. */
final class BackupPlans {

    /** Default start window of AWS Backup, in minutes. */
    private static final double START_WINDOW = 480;

    private final ResourceGraph graph;
    private final ResourceRegions regions;

    BackupPlans(ResourceGraph graph, ResourceRegions regions) {
        this.graph = graph;
        this.regions = regions;
    }

    /**
     * Rule that backs up a store.
     *
     * @param name the rule's name
     * @param interval the longest interval between two backups
     * @param continuous whether it allows point-in-time restores
     * @param otherRegion whether it copies to another Region
     */
    record Coverage(String name, Duration interval, boolean continuous, boolean otherRegion) {}

    List<Coverage> covering(GraphResource store) {
        List<Coverage> found = new ArrayList<>();
        for (GraphResource selection : graph.ofType(AwsTypes.BACKUP_SELECTION)) {
            if (selects(selection, store)) {
                graph.references(selection, "planId", AwsTypes.BACKUP_PLAN)
                        .forEach(plan -> collect(plan, store, found));
            }
        }
        return found;
    }

    private void collect(GraphResource plan, GraphResource store, List<Coverage> into) {
        for (PropertyValue rule : plan.input("rules").elements()) {
            Optional<Duration> gap = rule.at("schedule").asText().flatMap(Schedules::longestGap);
            gap.ifPresent(longest -> into.add(new Coverage(
                    rule.at("ruleName").asText().orElse("a rule") + " of " + plan.name(),
                    longest.plusMinutes((long) rule.at("startWindow").asNumber().orElse(START_WINDOW)),
                    rule.at("enableContinuousBackup").asBoolean().orElse(false),
                    copies(plan, rule, store))));
        }
    }

    /** Returns whether a rule copies to another Region: by the provider of a vault in the stack, by the ARN of another. */
    private boolean copies(GraphResource plan, PropertyValue rule, GraphResource store) {
        String home = regions.of(store);
        for (PropertyValue action : rule.at("copyActions").elements()) {
            PropertyValue vault = action.at("destinationVaultArn");
            Optional<String> arn = vault.asText();
            if (arn.isPresent() && arn.get().split(":", -1).length > 3) {
                if (!arn.get().split(":", -1)[3].equals(home)) {
                    return true;
                }
            } else if (graph.references(plan, "rules", AwsTypes.BACKUP_VAULT).stream()
                    .anyMatch(target -> !regions.of(target).equals(home))) {
                return true;
            }
        }
        return false;
    }

    private boolean selects(GraphResource selection, GraphResource store) {
        return graph.references(selection, "resources").contains(store)
                || selection.input("resources").elements().stream()
                        .flatMap(pattern -> pattern.asText().stream())
                        .anyMatch(pattern -> matches(pattern, store))
                || selection.input("selectionTags").elements().stream().anyMatch(tag -> isTagged(store, tag));
    }

    private static boolean matches(String pattern, GraphResource store) {
        String regex = Stream.of(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElse("");
        return pattern.equals("*")
                || store.output("arn")
                        .asText()
                        .filter(arn -> arn.matches(regex))
                        .isPresent();
    }

    private boolean isTagged(GraphResource store, PropertyValue tag) {
        Optional<String> key = tag.at("key").asText();
        Optional<String> value = tag.at("value").asText();
        return key.isPresent()
                && value.isPresent()
                && Stream.of(store.input("tags"), store.output("tagsAll"), regions.defaultTags(store))
                        .map(tags -> get(tags, key.get()))
                        .anyMatch(value::equals);
    }

    /** Returns a tag's value; its key may contain dots and brackets, unlike a path. */
    private static Optional<String> get(PropertyValue tags, String key) {
        return tags.revealed() instanceof PropertyValue.ObjectValue object
                ? Optional.ofNullable(Map.copyOf(object.properties()).get(key)).flatMap(PropertyValue::asText)
                : Optional.empty();
    }
}
