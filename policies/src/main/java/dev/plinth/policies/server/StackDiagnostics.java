package dev.plinth.policies.server;

import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;

/** Messages for the engine about a whole stack: results of stack rules, and faults of waivers. */
final class StackDiagnostics {

    private final RuleSet rules;

    /** Creates the messages for a set of rules. */
    StackDiagnostics(RuleSet rules) {
        this.rules = rules;
    }

    /** Returns the messages of a report. */
    List<AnalyzeDiagnostic> of(PolicyReport found) {
        List<AnalyzeDiagnostic> diagnostics = new ArrayList<>();
        // The engine already has the results of resource rules.
        for (PolicyReport.Violation violation : found.violations()) {
            if (rules.find(violation.rule()).map(StackDiagnostics::isStackRule).orElse(true)) {
                diagnostics.add(Diagnostics.violation(violation, rules.find(violation.rule())));
            }
        }
        for (PolicyReport.Violation violation : found.baselined()) {
            stackRule(violation.rule())
                    .ifPresent(
                            rule -> diagnostics.add(Diagnostics.baselined(rule, violation.urn(), violation.message())));
        }
        for (PolicyReport.UnknownResult result : found.unknown()) {
            stackRule(result.rule())
                    .ifPresent(rule -> diagnostics.add(Diagnostics.unknown(rule, result.urn(), result.property())));
        }
        for (PolicyReport.Waived waived : found.waived()) {
            PolicyReport.Violation violation = waived.violation();
            stackRule(violation.rule())
                    .ifPresent(rule -> diagnostics.add(
                            Diagnostics.waived(rule, violation.urn(), violation.message(), waived.waiver())));
        }
        return diagnostics;
    }

    private Optional<Rule> stackRule(String id) {
        return rules.find(id).filter(StackDiagnostics::isStackRule);
    }

    private static boolean isStackRule(Rule rule) {
        return rule.scope() == Rule.Scope.STACK;
    }
}
