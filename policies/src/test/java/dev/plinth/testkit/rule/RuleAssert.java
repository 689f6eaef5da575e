package dev.plinth.testkit.rule;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/**
 * Asserts what a rule says of a resource, or of a change, in production: {@code assertThat(rule).fails(instance)}. What
 * stands beside the subject is the rest of the stack, or of the change.
 */
public final class RuleAssert {

    /** The day on which rules are judged unless another is said, so that no verdict changes with the calendar. */
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    private final Rule rule;
    private final PolicyParameters parameters;
    private final LocalDate today;

    private RuleAssert(Rule rule, PolicyParameters parameters, LocalDate today) {
        this.rule = rule;
        this.parameters = parameters;
        this.today = today;
    }

    /** Begins assertions on a rule, with the thresholds of production. */
    public static RuleAssert assertThat(Rule rule) {
        return new RuleAssert(rule, PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY), TODAY);
    }

    /** The same in an environment that matters as much as said, with that one's thresholds. */
    public RuleAssert in(Tier tier) {
        return with(PolicyParameters.of(tier, Enforcement.MANDATORY));
    }

    /** The same with other parameters. */
    public RuleAssert with(PolicyParameters other) {
        return new RuleAssert(rule, other, today);
    }

    /** The same on another day. */
    public RuleAssert on(LocalDate day) {
        return new RuleAssert(rule, parameters, day);
    }

    /** Asserts that the resource complies. */
    public RuleAssert passes(GraphResource resource, GraphResource... beside) {
        return says(Verdict.PASS, verdict(resource, beside));
    }

    /** Asserts that the change complies. */
    public RuleAssert passes(ResourceChange change, ResourceChange... beside) {
        return says(Verdict.PASS, verdict(change, beside));
    }

    /** Asserts that the rule has nothing to say about the resource. */
    public RuleAssert isNotApplicable(GraphResource resource, GraphResource... beside) {
        return says(Verdict.NOT_APPLICABLE, verdict(resource, beside));
    }

    /** Asserts that the rule has nothing to say about the change. */
    public RuleAssert isNotApplicable(ResourceChange change, ResourceChange... beside) {
        return says(Verdict.NOT_APPLICABLE, verdict(change, beside));
    }

    /** Asserts that the resource violates the rule. */
    public RuleAssert fails(GraphResource resource, GraphResource... beside) {
        return fails(verdict(resource, beside));
    }

    /** Asserts that the change violates the rule. */
    public RuleAssert fails(ResourceChange change, ResourceChange... beside) {
        return fails(verdict(change, beside));
    }

    /** Asserts that the resource violates the rule, and the message that a person reads. */
    public RuleAssert failsWith(String message, GraphResource resource, GraphResource... beside) {
        return says(Verdict.fail(message), withoutProperties(verdict(resource, beside)));
    }

    /** Asserts that the change violates the rule, and the message that a person reads. */
    public RuleAssert failsWith(String message, ResourceChange change, ResourceChange... beside) {
        return says(Verdict.fail(message), withoutProperties(verdict(change, beside)));
    }

    /** Asserts that only the update will tell, and for which property. */
    public RuleAssert isUnknown(String property, GraphResource resource, GraphResource... beside) {
        return says(Verdict.unknown(property), verdict(resource, beside));
    }

    /** Asserts that only the update will tell, and for which property. */
    public RuleAssert isUnknown(String property, ResourceChange change, ResourceChange... beside) {
        return says(Verdict.unknown(property), verdict(change, beside));
    }

    private static Verdict withoutProperties(Verdict verdict) {
        return verdict instanceof Verdict.Fail failure ? Verdict.fail(failure.message()) : verdict;
    }

    /** Judges a resource of the stack production. */
    public Verdict verdict(GraphResource resource, GraphResource... beside) {
        List<GraphResource> all = new ArrayList<>(List.of(beside));
        all.add(resource);
        return rule.judge(resource, new RuleContext(Resources.graph(all), parameters, List.of(), today));
    }

    /** Judges a change of the stack production; what it leaves is the stack. */
    public Verdict verdict(ResourceChange change, ResourceChange... beside) {
        List<ResourceChange> all = new ArrayList<>(List.of(beside));
        all.add(change);
        List<GraphResource> resources =
                all.stream().flatMap(each -> each.after().stream()).toList();
        return rule.judge(change, new RuleContext(Resources.graph(resources), parameters, all, today));
    }

    private RuleAssert fails(Verdict verdict) {
        Assertions.assertThat(verdict).as(rule.id()).isInstanceOf(Verdict.Fail.class);
        return this;
    }

    private RuleAssert says(Verdict expected, Verdict verdict) {
        Assertions.assertThat(verdict).as(rule.id()).isEqualTo(expected);
        return this;
    }
}
