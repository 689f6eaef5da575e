package dev.plinth.operation;

import dev.plinth.model.GraphFile;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.waiver.InvalidWaiversException;
import dev.plinth.policies.waiver.WaiverFile;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges a resource graph by the policies in this process: the same rules and waivers that the engine runs. */
public final class PolicyCheck {

    private PolicyCheck() {}

    /**
     * Judges what a stack's program registers.
     *
     * @param project the project
     * @param stack the stack's name
     * @throws ConfigException when the stack's file or the waivers have faults
     */
    public static PolicyReport ofStack(Project project, String stack) {
        StackDefinition definition = StackDefinition.read(project, stack);
        ResourceGraph graph = definition.record();
        return judge(project, subject(project, graph, definition.settings().policy()))
                .locatedBy(definition.program().locations(project.folder()));
    }

    /**
     * Judges a file: a resource graph, an exported stack, a preview, or a plan of Terraform. A stack that has a file in the project is judged by
     * that file's policy section, any other by the defaults of its name. Of an exported stack everything is known, so what a
     * rule can't decide is a violation; of a preview or plan, the rules on changes judge what it changes.
     *
     * @param project the project
     * @param file the file
     * @throws ConfigException when the file is none of these, or the waivers have faults
     */
    public static PolicyReport ofFile(Project project, Path file) {
        GraphFile content = GraphOperation.read(file);
        String stack = content.graph().stack();
        PolicyParameters parameters = StackFile.stacks(project.folder()).contains(stack)
                ? StackReader.policy(StackFile.read(project.folder(), stack))
                : PolicyParameters.forStack(stack);
        if (content.kind() == GraphFile.Kind.TERRAFORM_PLAN) {
            Map<String, Enforcement> enforcements = new HashMap<>(parameters.ruleEnforcement());
            ProjectRules.load(project.folder(), parameters.libraries()).all().stream()
                    .filter(Rule::readsPulumiOptions)
                    .forEach(rule -> enforcements.put(rule.id(), Enforcement.DISABLED));
            parameters = parameters.withRuleEnforcement(enforcements);
        }
        Subject subject = subject(project, content.graph(), parameters).changing(content.changes(), List.of());
        return judge(project, content.isComplete() ? subject.completed() : subject);
    }

    /** Judges by the rules of the catalogue, and those of the stack's own libraries. */
    static PolicyReport judge(Project project, Subject subject) {
        return PolicyEvaluator.evaluate(
                ProjectRules.load(project.folder(), subject.parameters().libraries())
                        .all(),
                subject);
    }

    /** A stack as it is to be judged today, with the waivers beside the rules. */
    static Subject subject(Project project, ResourceGraph graph, PolicyParameters parameters) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Path waivers = project.waivers();
        try {
            return Subject.of(graph, parameters, WaiverFile.read(waivers, today), today);
        } catch (InvalidWaiversException e) {
            throw new ConfigException(
                    waivers.toString(),
                    List.of(new ConfigException.Fault(
                            "waivers", "have faults: " + e.getMessage(), "see docs/policies.md")));
        }
    }
}
