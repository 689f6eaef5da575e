package dev.plinth.operation.session;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Urns;
import dev.plinth.settings.ConfigException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resources that an operation is limited to, or that it leaves out; the engine allows one of both. A resource is given by its
 * URN or by its name; {@code *} matches any characters but colons, and {@code **} any characters.
 *
 * @param included the resources of the operation; empty for all
 * @param includesDependents whether the resources that depend on them are included, and the children of components
 * @param excluded the resources that the operation leaves out
 * @param excludesDependents whether the resources that depend on them are left out as well
 * @see <a href="https://www.pulumi.com/docs/iac/cli/commands/pulumi_up/">pulumi up</a>
 */
public record Targets(
        List<String> included, boolean includesDependents, List<String> excluded, boolean excludesDependents) {

    /** No limit. */
    public static final Targets NONE = new Targets(List.of(), false, List.of(), false);

    private static final String ARGUMENTS = "arguments";

    private static final Pattern STARS = Pattern.compile("\\*\\*|\\*");

    /** Copies the lists. */
    public Targets {
        included = List.copyOf(included);
        excluded = List.copyOf(excluded);
    }

    /** Returns whether the operation has a limit. */
    public boolean isLimited() {
        return !included.isEmpty() || !excluded.isEmpty();
    }

    /** Returns the engine's arguments for an operation on the program. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        included.forEach(target -> arguments.addAll(List.of("--target", glob(target))));
        if (includesDependents) {
            arguments.add("--target-dependents");
        }
        excluded.forEach(target -> arguments.addAll(List.of("--exclude", glob(target))));
        if (excludesDependents) {
            arguments.add("--exclude-dependents");
        }
        return arguments;
    }

    /**
     * Checks that each of the resources exists.
     *
     * @param urns the resources of the program and of the state
     * @throws ConfigException when one is unknown
     */
    void check(Collection<String> urns) {
        List<ConfigException.Fault> faults = Stream.of(included, excluded)
                .flatMap(List::stream)
                .filter(target -> urns.stream().noneMatch(pattern(target).asMatchPredicate()))
                .map(target -> new ConfigException.Fault(
                        included.contains(target) ? "--target" : "--exclude",
                        "is \"" + target + "\"",
                        "the name or URN of a resource of the stack"))
                .toList();
        if (!faults.isEmpty()) {
            throw new ConfigException(ARGUMENTS, faults);
        }
    }

    /**
     * Returns the resources that a destroy deletes.
     *
     * @param state the resources of the stack
     * @return their URNs
     * @throws ConfigException when a resource is unknown, or when others depend on one that are not included
     */
    Set<String> deletions(ResourceGraph state) {
        Set<String> all =
                state.resources().stream().map(GraphResource::urn).collect(Collectors.toCollection(LinkedHashSet::new));
        check(all);
        if (!included.isEmpty()) {
            return included(state, all);
        }
        Set<String> kept = closure(state, matching(excluded, all), false);
        all.removeAll(excludesDependents ? closure(state, kept, true) : kept);
        return all;
    }

    private Set<String> included(ResourceGraph state, Set<String> all) {
        Set<String> targets = matching(included, all);
        Set<String> deleted = closure(state, targets, true);
        Set<String> others = new TreeSet<>(deleted);
        others.removeAll(targets);
        if (!others.isEmpty() && !includesDependents) {
            throw new ConfigException(
                    ARGUMENTS,
                    List.of(new ConfigException.Fault(
                            "--target",
                            "leaves out " + others.size() + " resources that depend on the targets: "
                                    + others.stream().limit(5).map(Urns::name).collect(Collectors.joining(", "))
                                    + (others.size() > 5 ? ", …" : ""),
                            "all of them, or --target-dependents")));
        }
        return deleted;
    }

    /** Returns resources with all that depend on them, or with all that they depend on. */
    private static Set<String> closure(ResourceGraph state, Set<String> from, boolean dependents) {
        Set<String> found = new HashSet<>(from);
        boolean grows = !from.isEmpty();
        while (grows) {
            grows = false;
            for (GraphResource resource : state.resources()) {
                Set<String> needs = needs(resource);
                if (dependents) {
                    grows |= needs.stream().anyMatch(found::contains) && found.add(resource.urn());
                } else {
                    grows |= found.contains(resource.urn()) && found.addAll(needs);
                }
            }
        }
        return found;
    }

    private static Set<String> needs(GraphResource resource) {
        Set<String> needs = new HashSet<>(resource.dependencies());
        resource.propertyDependencies().values().forEach(needs::addAll);
        if (resource.parent() != null) {
            needs.add(resource.parent());
        }
        if (!resource.provider().isEmpty()) {
            needs.add(resource.provider());
        }
        return needs;
    }

    private static Set<String> matching(List<String> targets, Collection<String> urns) {
        return urns.stream()
                .filter(urn -> targets.stream()
                        .anyMatch(target -> pattern(target).matcher(urn).matches()))
                .collect(Collectors.toSet());
    }

    private static String glob(String target) {
        if (target.startsWith("urn:")) {
            return target;
        }
        return "**::" + (target.startsWith("::") ? target.substring(2) : target);
    }

    /** Returns the pattern that the engine makes of a target. */
    private static Pattern pattern(String target) {
        String glob = glob(target);
        StringBuilder regex = new StringBuilder();
        int end = 0;
        for (Matcher stars = STARS.matcher(glob); stars.find(); end = stars.end()) {
            regex.append(Pattern.quote(glob.substring(end, stars.start())))
                    .append(stars.group().length() == 2 ? ".*" : "[^:]*");
        }
        return Pattern.compile(regex.append(Pattern.quote(glob.substring(end))).toString());
    }
}
