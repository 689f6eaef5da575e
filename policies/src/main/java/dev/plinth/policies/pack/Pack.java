package dev.plinth.policies.pack;

import dev.plinth.policies.rule.Reference;
import dev.plinth.policies.rule.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules that belong together because a framework asks for them. A pack holds no rules: it selects them out of any
 * collection, by the references that a rule carries, or by the controls that a {@link Framework} names.
 */
public final class Pack {

    private static final Framework WELL_ARCHITECTED = Framework.named("well-architected");

    private static final List<Pack> ALL = List.of(
            new Pack("aws-fsbp", "AWS Foundational Security Best Practices", referencing("AWS FSBP")),
            new Pack("cis-aws-5.0", "CIS Amazon Web Services Foundations Benchmark 5.0", referencing("CIS AWS 5.0")),
            mapped(WELL_ARCHITECTED, "cost", "AWS Well-Architected, cost optimization", "COST"),
            mapped(Framework.named("gdpr"), "gdpr", "General Data Protection Regulation", ""),
            mapped(Framework.named("hipaa"), "hipaa", "HIPAA Security Rule", ""),
            mapped(Framework.named("pci-dss-4"), "pci-dss-4", "PCI DSS 4.0.1", ""),
            new Pack("plinth", "All rules", rule -> List.of()),
            mapped(Framework.named("soc2"), "soc2", "SOC 2, trust services criteria", ""),
            mapped(WELL_ARCHITECTED, "well-architected", "AWS Well-Architected Framework", ""));

    /** The name of the pack of all rules. */
    private static final String EVERYTHING = "plinth";

    private final String name;
    private final String title;
    private final Function<Rule, List<String>> controls;

    private Pack(String name, String title, Function<Rule, List<String>> controls) {
        this.name = name;
        this.title = title;
        this.controls = controls;
    }

    private static Function<Rule, List<String>> referencing(String framework) {
        return rule -> rule.references().stream()
                .filter(reference -> reference.framework().equals(framework))
                .map(Reference::control)
                .toList();
    }

    private static Pack mapped(Framework framework, String name, String title, String prefix) {
        return new Pack(name, title, rule -> framework.controlsOf(rule.id()).stream()
                .filter(control -> control.startsWith(prefix))
                .toList());
    }

    /** Returns all packs, sorted by name. */
    public static List<Pack> all() {
        return ALL;
    }

    /** Looks a pack up by its name, such as {@code pci-dss-4}. */
    public static Optional<Pack> find(String name) {
        return ALL.stream().filter(pack -> pack.name().equals(name)).findFirst();
    }

    /** Returns the name, by which a stack's configuration chooses the pack. */
    public String name() {
        return name;
    }

    /** Returns the framework's name and version, for people. */
    public String title() {
        return title;
    }

    /** Returns whether a rule belongs to the pack; each rule, also a team's own, belongs to {@code plinth}. */
    public boolean includes(Rule rule) {
        return name.equals(EVERYTHING) || !controls.apply(rule).isEmpty();
    }

    /** Returns those of some rules that belong to the pack, in the order given. */
    public List<Rule> select(Collection<Rule> rules) {
        return rules.stream().filter(this::includes).toList();
    }

    /** Returns the ids of the framework's controls that a rule corresponds to; none in {@code plinth}. */
    public List<String> controlsOf(Rule rule) {
        return controls.apply(rule);
    }

    @Override
    public String toString() {
        return name;
    }
}
