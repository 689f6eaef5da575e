package dev.plinth.operation.policy;

import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.PolicyReport.Assumption;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Tier;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tier of the environment in a file, with the reason: an option, the stack's file in the project, the environment's name, or
 * the tags of its resources. The default is production, because an overly strict check is noticed, and an overly lax one is
 * not.
 *
 * @param parameters what the environment asks of the rules
 * @param stack the stack's name
 * @param reason the source of the tier
 */
public record AssumedTier(PolicyParameters parameters, String stack, String reason) {

    /** The tags that name an environment, in lower case. */
    private static final Set<String> TAGS =
            Set.of("environment", "env", "stage", "tier", "environment_name", "environmentname", "environment-name");

    private static final String STRICTEST = ", so the strictest tier applies; set it with --tier";

    /**
     * Finds the tier of a stack in a file.
     *
     * @param folder the project's directory
     * @param file the stack
     * @param tier the tier that was asked for
     * @param enforcement the enforcement that was asked for
     */
    public static AssumedTier of(Path folder, GraphFile file, Optional<Tier> tier, Optional<Enforcement> enforcement) {
        AssumedTier assumed = of(folder, file);
        if (tier.isPresent()) {
            assumed = assumed.with(tier.get(), tier.get().enforcement(), "--tier");
        }
        if (enforcement.isPresent()) {
            assumed = assumed.with(
                    assumed.parameters.tier(),
                    enforcement.get(),
                    assumed.reason.equals("--tier") ? "--tier and --enforcement" : assumed.reason + "; --enforcement");
        }
        return assumed;
    }

    private static AssumedTier of(Path folder, GraphFile file) {
        String stack = file.graph().stack();
        if (StackFile.stacks(folder).contains(stack)) {
            return new AssumedTier(
                    StackReader.policy(StackFile.read(folder, stack)), stack, "Pulumi." + stack + ".yaml sets it");
        }
        GraphFile.Environment environment = file.environment();
        String named = environment.origin() + " is \"" + environment.name() + "\"";
        Optional<Tier> byName = Tier.named(environment.name());
        if (byName.isPresent()) {
            return new AssumedTier(defaults(byName.get()), stack, named);
        }
        Optional<Map.Entry<String, Tier>> byTag = byTag(file.graph().resources());
        if (byTag.isPresent()) {
            return new AssumedTier(
                    defaults(byTag.get().getValue()), stack, byTag.get().getKey());
        }
        return new AssumedTier(
                defaults(Tier.PRODUCTION),
                stack,
                (environment.name().isEmpty()
                                ? "the file has no environment name"
                                : named + ", which is not a known tier")
                        + STRICTEST);
    }

    private static PolicyParameters defaults(Tier tier) {
        return PolicyParameters.of(tier, tier.enforcement());
    }

    /** The strictest of the tiers that tags name. */
    private static Optional<Map.Entry<String, Tier>> byTag(List<GraphResource> resources) {
        return resources.stream()
                .flatMap(resource -> Stream.of(
                        resource.input("tags"),
                        resource.output("tagsAll"),
                        resource.input("defaultTags").at("tags")))
                .map(PropertyValue::revealed)
                .filter(PropertyValue.ObjectValue.class::isInstance)
                .flatMap(tags -> ((PropertyValue.ObjectValue) tags).properties().entrySet().stream())
                .filter(tag -> TAGS.contains(tag.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(tag -> tag.getValue().asText().stream().flatMap(value -> Tier.named(value).stream()
                        .map(tier -> Map.entry("the tag " + tag.getKey() + " is \"" + value + "\"", tier))))
                .min(Map.Entry.<String, Tier>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
    }

    private AssumedTier with(Tier tier, Enforcement enforcement, String why) {
        PolicyParameters chosen = PolicyParameters.of(tier, enforcement).toBuilder()
                .ruleEnforcement(parameters.ruleEnforcement())
                .packs(parameters.packs())
                .libraries(parameters.libraries())
                .requiredTags(parameters.requiredTags())
                .allowedRegions(parameters.allowedRegions())
                .unknown(parameters.unknown())
                .build();
        return new AssumedTier(chosen, stack, why);
    }

    /** Returns the entry of a report. */
    public Assumption assumption() {
        return new Assumption(stack, parameters.tier(), parameters.enforcement(), reason);
    }
}
