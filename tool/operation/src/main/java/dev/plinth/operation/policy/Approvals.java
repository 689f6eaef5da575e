package dev.plinth.operation.policy;

import dev.plinth.model.ResourceChange;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.settings.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Approvals of violations of rules on changes, given before the change is made.
 *
 * @param requests what is approved
 * @param reason why the change is right
 * @param name who approves
 */
public record Approvals(List<Request> requests, String reason, String name) {

    /** Nothing is approved. */
    public static final Approvals NONE = new Approvals(List.of(), "", "");

    /** The fewest characters of a reason: "it's fine" is none. */
    public static final int REASON_CHARACTERS = 10;

    private static final String OPTION = "--approve";

    /**
     * One violation.
     *
     * @param rule the rule on changes
     * @param urn the resource's URN, or the end of it that no other resource's has
     */
    public record Request(Rule rule, String urn) {}

    public Approvals {
        requests = List.copyOf(requests);
    }

    /**
     * Reads what was typed.
     *
     * @param typed each {@code RULE@URN}
     * @param reason why the change is right
     * @param name who approves
     * @param rules the stack's rules
     * @throws ConfigException with every fault
     */
    public static Approvals parse(List<String> typed, String reason, String name, RuleSet rules) {
        List<ConfigException.Fault> faults = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        for (String text : typed) {
            int at = text.indexOf('@');
            String id = text.substring(0, Math.max(at, 0));
            Optional<Rule> rule = rules.find(id).filter(found -> found.scope() == Rule.Scope.CHANGE);
            if (at < 1 || at == text.length() - 1) {
                faults.add(fault("is " + text, "RULE@URN, such as stateful-not-deleted@::database-instance"));
            } else if (rule.isEmpty()) {
                faults.add(fault(
                        "names " + id + ", which is not a rule on changes",
                        rules.all().stream()
                                .filter(known -> known.scope() == Rule.Scope.CHANGE)
                                .map(Rule::id)
                                .collect(Collectors.joining(", "))));
            } else {
                requests.add(new Request(rule.get(), text.substring(at + 1)));
            }
        }
        if (reason.strip().length() < REASON_CHARACTERS) {
            faults.add(new ConfigException.Fault(
                    "--reason",
                    reason.isBlank() ? "is missing" : "is \"" + reason.strip() + "\"",
                    REASON_CHARACTERS + " characters or more with the reason for the approval"));
        }
        if (name.isBlank()) {
            faults.add(new ConfigException.Fault("--name", "is empty", "who approves"));
        }
        if (!faults.isEmpty()) {
            throw new ConfigException("the approval", faults);
        }
        return new Approvals(requests, reason.strip(), name.strip());
    }

    /**
     * Finds the resources that are meant. An end that no changed resource has stays as it is: it covers no violation, which
     * is a violation itself.
     *
     * @throws ConfigException when an end could mean several resources
     */
    public List<Approval> resolve(List<ResourceChange> changes) {
        List<Approval> approvals = new ArrayList<>();
        List<ConfigException.Fault> faults = new ArrayList<>();
        for (Request request : requests) {
            List<String> urns = meant(request, changes);
            if (urns.size() > 1) {
                faults.add(fault(
                        "names " + request.urn() + ", which " + urns.size() + " resources end with",
                        "one of " + String.join(", ", urns)));
            } else {
                approvals.add(
                        new Approval(request.rule().id(), urns.isEmpty() ? request.urn() : urns.get(0), reason, name));
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigException("the approval", faults);
        }
        return approvals;
    }

    /** A whole URN means itself, even where it ends another; an end means what the rule can judge. */
    private static List<String> meant(Request request, List<ResourceChange> changes) {
        List<String> urns = changes.stream()
                .map(ResourceChange::resource)
                .filter(resource -> request.rule().appliesTo(resource.type()))
                .map(resource -> resource.urn())
                .filter(urn -> urn.endsWith(request.urn()))
                .distinct()
                .sorted()
                .toList();
        return urns.contains(request.urn()) ? List.of(request.urn()) : urns;
    }

    /** The approvals as the message of an update, which the stack's history keeps; empty when there are none. */
    public static String message(List<PolicyReport.Approved> approved) {
        return approved.isEmpty()
                ? ""
                : "approved: "
                        + approved.stream()
                                .map(PolicyReport.Approved::approval)
                                .distinct()
                                .map(approval -> approval.rule() + "@" + approval.urn() + " by " + approval.name()
                                        + " (" + approval.reason() + ")")
                                .collect(Collectors.joining("; "));
    }

    private static ConfigException.Fault fault(String problem, String allowed) {
        return new ConfigException.Fault(OPTION, problem, allowed);
    }
}
