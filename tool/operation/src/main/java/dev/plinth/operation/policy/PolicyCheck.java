package dev.plinth.operation.policy;

import dev.plinth.model.GraphFile;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.Project;
import dev.plinth.operation.ProjectRules;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.standin.PlanStandIns;
import dev.plinth.operation.standin.StandInRun;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.PolicyReport.Assumption;
import dev.plinth.policies.remedy.Language;
import dev.plinth.policies.remedy.Remedies;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.terraform.TerraformPlan;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.policies.waiver.InvalidWaiversException;
import dev.plinth.policies.waiver.WaiverFile;
import dev.plinth.settings.ConfigException;
import java.io.File;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Judges a resource graph by the policies in this process: the same rules and waivers that the engine runs. */
public final class PolicyCheck {

    private PolicyCheck() {}

    /**
     * Judges what a stack's program registers.
     *
     * @param project the project
     * @param stack the stack's name
     * @param today the date by which waivers expire
     * @param warning receives the reason when documents cannot be decided
     * @throws ConfigException when the stack's file or the waivers have faults
     */
    public static PolicyReport ofStack(Project project, String stack, LocalDate today, Consumer<String> warning) {
        StackDefinition definition = StackDefinition.read(project, stack);
        ResourceGraph graph = definition.record();
        // A document is judged with stand-ins for the identifiers of resources that do not exist.
        Subject subject = subject(project, graph, definition.settings().policy(), today)
                .completedBy(() -> StandInRun.of(definition, warning));
        return judge(project, subject).locatedBy(definition.program().locations(project.folder()));
    }

    /** Judges what a stack's program registers, without a reason for documents that cannot be decided. */
    public static PolicyReport ofStack(Project project, String stack, LocalDate today) {
        return ofStack(project, stack, today, reason -> {});
    }

    /**
     * Judges a file: a resource graph, an exported stack, a preview, or a plan or state of Terraform. A stack that has a file in
     * the project is judged by that file's policy section, any other by the defaults of its tier, which follows from the
     * environment's name or its tags; an environment of which the file says nothing is judged as production. Of a state
     * everything is known, so what a rule can't decide is a violation; of a preview or plan, the rules on changes judge what it
     * changes. Several stacks in one file are judged each on its own.
     *
     * @param project the project
     * @param file the file
     * @param tier how much the environment matters, whatever the file says
     * @param enforcement the enforcement of all rules, whatever the tier
     * @param today the date by which waivers expire
     * @throws ConfigException when the file is none of these, or the waivers have faults
     */
    public static PolicyReport ofFile(
            Project project, Path file, Optional<Tier> tier, Optional<Enforcement> enforcement, LocalDate today) {
        GraphOperation.Content content = GraphOperation.readAll(file);
        List<Assumption> assumptions = new ArrayList<>();
        List<String> notes = new ArrayList<>(content.notes());
        Map<String, Integer> lines = new HashMap<>();
        Optional<PolicyReport> all = Optional.empty();
        for (GraphFile stack : content.stacks()) {
            AssumedTier assumed = AssumedTier.of(project.folder(), stack, tier, enforcement);
            assumptions.add(assumed.assumption());
            notes.addAll(stack.notes());
            stack.lines().forEach(lines::putIfAbsent);
            PolicyReport report = ofStack(project, stack, assumed.parameters(), List.of(), today);
            all = Optional.of(all.map(others -> others.and(report)).orElse(report));
        }
        return all.orElseThrow()
                .of(new PolicyReport.Input(
                        shown(file),
                        assumptions.stream().distinct().toList(),
                        notes.stream().distinct().toList(),
                        lines));
    }

    /**
     * Judges a stack of a file.
     *
     * @param parameters the parameters of its tier
     * @param approved the approved violations of rules on changes
     */
    public static PolicyReport ofStack(
            Project project, GraphFile stack, PolicyParameters parameters, List<Approval> approved, LocalDate today) {
        Map<String, Enforcement> enforcements = new HashMap<>(parameters.ruleEnforcement());
        omitted(project, stack, parameters).forEach(rule -> enforcements.put(rule.id(), Enforcement.DISABLED));
        Subject subject = subject(project, stack.graph(), parameters.withRuleEnforcement(enforcements), today)
                .changing(stack.changes(), approved);
        RuleSet rules = ProjectRules.load(project.folder(), parameters.libraries());
        RuleSet translated = stack.kind().isTerraform() ? Remedies.in(Language.HCL, rules) : rules;
        PolicyReport report = PolicyEvaluator.evaluate(
                        translated.all(),
                        // A file has no program that could decide more than the plan's own statements.
                        stack.isComplete() ? subject.completed() : subject.completedBy(() -> PlanStandIns.of(stack)))
                .locatedBy(stack.locations());
        return stack.kind().isTerraform() ? report.covering(report.coverage().naming(TerraformPlan::typeName)) : report;
    }

    /**
     * Returns the rules that a file has too little information for: those on Pulumi's options where it is of Terraform, and
     * those on several resources where it omits unchanged ones.
     */
    public static List<Rule> omitted(Project project, GraphFile stack, PolicyParameters parameters) {
        boolean partial = stack.facts().missing() > 0;
        return stack.kind().isTerraform() || partial
                ? ProjectRules.load(project.folder(), parameters.libraries()).all().stream()
                        .filter(rule -> (stack.kind().isTerraform() && rule.readsPulumiOptions())
                                || (partial && rule.scope() == Rule.Scope.STACK))
                        .toList()
                : List.of();
    }

    /** Returns a file's path relative to the current directory where the file lies in it, as code scanning wants it. */
    public static String shown(Path file) {
        Path current = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(current) ? current.relativize(absolute) : absolute;
        return shown.toString().replace(File.separatorChar, '/');
    }

    /** Judges by the rules of the catalogue, and those of the stack's own libraries. */
    public static PolicyReport judge(Project project, Subject subject) {
        return PolicyEvaluator.evaluate(
                ProjectRules.load(project.folder(), subject.parameters().libraries())
                        .all(),
                subject);
    }

    /** A stack as it is to be judged today, with the waivers beside the rules. */
    public static Subject subject(Project project, ResourceGraph graph, PolicyParameters parameters, LocalDate today) {
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
