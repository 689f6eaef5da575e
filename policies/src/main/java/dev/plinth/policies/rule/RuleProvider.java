package dev.plinth.policies.rule;

import java.util.List;

/**
 * A library of rules that a team writes for itself. Name the class in {@code
 * META-INF/services/dev.plinth.policies.rule.RuleProvider} of a jar, and put the jar into the project's folder {@code
 * policies/rules}, or name it under {@code plinth:policy: libraries:}. It has a public constructor without parameters.
 */
public interface RuleProvider {

    /** Returns the rules, at least one; their ids are those of no other rule. */
    List<Rule> rules();
}
