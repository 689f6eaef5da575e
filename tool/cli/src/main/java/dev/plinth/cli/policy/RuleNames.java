package dev.plinth.cli.policy;

import dev.plinth.cli.options.UsageException;
import dev.plinth.policies.pack.Pack;
import dev.plinth.policies.rule.Names;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rules.RuleCatalogue;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names that a person can type for rules, packs and services; the shell completes them. */
final class RuleNames {

    private static final int MOST_SUGGESTIONS = 8;

    private RuleNames() {}

    /** The services whose resources a rule judges, such as {@code rds}; a vendor of one service by its own name. */
    static SortedSet<String> services(Rule rule) {
        SortedSet<String> services = new TreeSet<>();
        for (String type : rule.types().keySet()) {
            String[] parts = type.split("[:/]", -1);
            boolean unnamed = parts.length < 2 || parts[1].equals("index") || !parts[0].equals("aws");
            services.add((unnamed ? parts[0] : parts[1]).toLowerCase(Locale.ROOT));
        }
        return services;
    }

    /** All services that one of the rules judges. */
    static SortedSet<String> services(RuleSet rules) {
        SortedSet<String> services = new TreeSet<>();
        rules.all().forEach(rule -> services.addAll(services(rule)));
        return services;
    }

    /** Fails for a name that does not exist, and suggests the nearest, or else some that share a word with it. */
    static UsageException unknown(String what, String name, Collection<String> known) {
        String suggestion = Names.suggestion(name, known);
        if (suggestion.isEmpty()) {
            List<String> words = List.of(name.split("-", -1));
            List<String> similar = known.stream()
                    .filter(candidate -> !Collections.disjoint(List.of(candidate.split("-", -1)), words))
                    .limit(MOST_SUGGESTIONS)
                    .toList();
            suggestion = similar.isEmpty()
                    ? "; `plinth policy list` lists the rules"
                    : "; near it are " + String.join(", ", similar);
        }
        return new UsageException("there is no " + what + " '" + name + "'" + suggestion);
    }

    /** The ids of all rules of Plinth: completion reads no project. */
    static final class Ids implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return RuleCatalogue.set().ids().iterator();
        }
    }

    /** The names of all packs. */
    static final class Packs implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Pack.all().stream().map(Pack::name).iterator();
        }
    }

    /** The names of all services. */
    static final class Services implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return services(RuleCatalogue.set()).iterator();
        }
    }
}
