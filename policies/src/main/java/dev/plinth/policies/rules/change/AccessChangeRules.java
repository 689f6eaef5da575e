package dev.plinth.policies.rules.change;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.access.AccessChange;
import dev.plinth.policies.access.AccessDifference;
import dev.plinth.policies.access.AccessDocument;
import dev.plinth.policies.access.AccessRow;
import dev.plinth.policies.access.PolicyPlace;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Rule on changes of IAM policies that give more access. */
final class AccessChangeRules {

    /** Maximum number of permissions in a message. */
    private static final int NAMED = 3;

    private static final String BOUNDARY = "permissionsBoundary";

    private static final SortedMap<String, List<String>> INPUTS = PolicyPlace.inputs();

    /** The properties with the further users or groups of memberships. */
    private static final Map<String, String> MEMBERS =
            Map.of(AwsTypes.IAM_USER_GROUP_MEMBERSHIP, "groups", AwsTypes.IAM_GROUP_MEMBERSHIP, "users");

    /** The differences of changes; the lists of changes are compared by identity. */
    private static final LoadingCache<List<ResourceChange>, AccessDifference> DIFFERENCES =
            CacheBuilder.newBuilder().weakKeys().build(CacheLoader.from(AccessDifference::of));

    private static final Rule WIDENED = declared(Rule.named("iam-access-widened"))
            .title("Existing roles and resources give no principal more access")
            .severity(Severity.MEDIUM)
            .advisory()
            .risk("A role, an account or the public can do more than before, and a review can easily miss the line.")
            .remediation(
                    """
                    Remove the permission, or review it and approve the change:
                    plinth up production --approve 'iam-access-widened@URN' --reason "the service exports reports"
                    """)
            .requiresOfChange(AccessChangeRules::isNotWidened);

    static final List<Rule> ALL = List.of(WIDENED);

    private AccessChangeRules() {}

    private static Rule.Builder declared(Rule.Builder rule) {
        INPUTS.forEach((type, inputs) -> rule.on(type, inputs.toArray(String[]::new)));
        return rule;
    }

    private static Verdict isNotWidened(ResourceChange change, RuleContext context) {
        AccessDifference difference = DIFFERENCES.getUnchecked(context.changes());
        String urn = change.resource().urn();
        List<Verdict> verdicts = new ArrayList<>(documents(change));
        difference.boundaries().stream()
                .filter(boundary -> boundary.isWidening() && boundary.urn().equals(urn))
                .forEach(boundary ->
                        verdicts.add(Verdict.fail(BOUNDARY + " gives more access: " + boundary.text(), BOUNDARY)));
        List<AccessChange> widened = difference.widened().stream()
                .filter(each -> each.causes().contains(urn))
                .toList();
        if (!widened.isEmpty()) {
            verdicts.add(widened(change.resource(), widened));
        }
        difference.unknown().stream()
                .filter(document -> document.urn().equals(urn) && existed(document, change, context))
                .findFirst()
                .ifPresent(document -> verdicts.add(Verdict.unknown(document.property())));
        boolean updated = change.before().isPresent() && change.after().isPresent();
        verdicts.add(updated ? Verdict.PASS : Verdict.NOT_APPLICABLE);
        return Verdict.all(verdicts);
    }

    private static Verdict widened(GraphResource resource, List<AccessChange> widened) {
        String property = widened.stream()
                .flatMap(change -> change.documents().stream())
                .filter(document -> document.urn().equals(resource.urn()))
                .map(AccessDocument::property)
                .findFirst()
                .orElse(MEMBERS.getOrDefault(resource.type(), "policyArn"));
        List<String> texts =
                AccessRow.of(widened).stream().map(AccessChangeRules::text).toList();
        return Verdict.fail(
                property + " gives more access: "
                        + texts.stream().limit(NAMED).collect(Collectors.joining("; "))
                        + (texts.size() > NAMED ? "; " + (texts.size() - NAMED) + " more" : ""),
                property);
    }

    private static String text(AccessRow row) {
        return row.text() + (row.note().isEmpty() ? "" : " (" + row.note() + ")");
    }

    private static List<String> inputs(String type) {
        return INPUTS.entrySet().stream()
                .filter(entry -> ResourceTypes.aliases(entry.getKey()).contains(type))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    /** Returns a failure for each document of an updated resource that is no policy. */
    private static List<Verdict> documents(ResourceChange change) {
        Optional<GraphResource> after = change.after();
        if (change.before().isEmpty() || after.isEmpty()) {
            return List.of();
        }
        GraphResource resource = after.get();
        return inputs(resource.type()).stream()
                .filter(input -> PolicyPlace.isDocument(resource.type(), input))
                .filter(input -> !resource.input(input).isAbsent())
                .map(input -> JsonText.judge(
                        resource,
                        input,
                        policy -> Verdict.passIf(!Statement.of(policy).isEmpty(), input + " has no statement", input)))
                .filter(Verdict.Fail.class::isInstance)
                .toList();
    }

    /** Returns whether the principal or resource of a policy existed before the change. */
    private static boolean existed(AccessDocument document, ResourceChange change, RuleContext context) {
        return document.holder().isEmpty()
                ? change.before().isPresent()
                : context.changes().stream()
                        .filter(other -> other.resource().urn().equals(document.holder()))
                        .allMatch(other -> other.before().isPresent());
    }
}
