package dev.plinth.policies.baseline;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Violation of a rule by a resource, as baselines and fingerprints identify it.
 *
 * @param rule the rule's id
 * @param urn the resource's URN
 * @param message the violation's message
 * @param paths the paths of the properties that it is about; empty where the verdict states none
 */
public record Occurrence(String rule, String urn, String message, List<String> paths) {

    /** A path as messages write it: {@code ingress[0].cidrBlocks[1]}. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\[[0-9]*\\])*(?:\\.[A-Za-z_][A-Za-z0-9_]*(?:\\[[0-9]*\\])*)*");

    public Occurrence {
        paths = List.copyOf(paths);
    }

    /**
     * Returns the properties that the violation is about and its rule reads, with the indices of lists. They are the paths
     * of the verdict; only for a verdict that states none, they are those that its message names.
     *
     * @param rules all rules
     */
    public SortedSet<String> properties(RuleSet rules) {
        List<String> named = paths.isEmpty()
                ? PATH.matcher(message).results().map(MatchResult::group).toList()
                : paths;
        return rules.find(rule).map(known -> declared(known, named)).orElseGet(TreeSet::new);
    }

    /** Returns the occurrence without the paths of its verdict, as baselines identified it before verdicts had paths. */
    Occurrence byMessage() {
        return new Occurrence(rule, urn, message, List.of());
    }

    private static SortedSet<String> declared(Rule rule, List<String> paths) {
        List<String> read = rule.types().values().stream()
                .flatMap(Collection::stream)
                .map(path -> path.replace("[]", ""))
                .toList();
        return paths.stream()
                .filter(path -> {
                    String name = path.replaceAll("\\[[0-9]*\\]", "");
                    return read.stream()
                            .anyMatch(each ->
                                    each.equals(name) || each.startsWith(name + ".") || name.startsWith(each + "."));
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
