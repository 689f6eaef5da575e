package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws many alike elements as one, so that a big stack stays a picture that can be read. Alike is what lies in the same
 * place, is of the same kind, and has the same done to it by a change. Groups become one with all that they hold.
 */
final class Alike {

    private static final Set<Kind> SINGLE = Set.of(Kind.INTERNET, Kind.REGION, Kind.OPERATIONS);

    private final Drafts drafts;
    /** How many elements one stands for, where it is not one. */
    private final Map<Draft, Integer> counts = new HashMap<>();

    private final Map<Draft, Set<String>> names = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();

    Alike(Drafts drafts) {
        this.drafts = drafts;
    }

    /**
     * Draws more than so many alike elements of one place as one.
     *
     * @return which element stands for one that is no longer there, by their ids
     */
    Map<String, String> group(int most) {
        Draft all = new Draft("", Kind.REGION, "", "");
        all.setChildren(drafts.outermost());
        group(all, most);
        drafts.setOutermost(all.children());
        return groups;
    }

    private void group(Draft holder, int most) {
        Map<List<Object>, List<Draft>> alike = new LinkedHashMap<>();
        for (Draft child : holder.children()) {
            alike.computeIfAbsent(key(child), key -> new ArrayList<>()).add(child);
        }
        holder.setChildren(alike.values().stream()
                .flatMap(several -> several.size() > most && !SINGLE.contains(several.get(0).kind)
                        ? Stream.of(merge(several))
                        : several.stream())
                .toList());
        holder.children().forEach(child -> group(child, most));
    }

    private List<Object> key(Draft draft) {
        String sort =
                switch (draft.kind) {
                    case TIER -> draft.label;
                    case COMPONENT -> draft.caption;
                    default -> "";
                };
        return List.of(draft.kind, sort, drafts.mark(draft));
    }

    private Draft merge(List<Draft> several) {
        Draft first = several.get(0);
        int count = several.stream()
                .mapToInt(draft -> counts.getOrDefault(draft, 1))
                .sum();
        Set<String> labels = several.stream()
                .flatMap(draft -> names.getOrDefault(draft, Set.of(draft.label)).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String label = first.kind == Kind.TIER
                ? first.label
                : first.kind == Kind.SUBNET ? "×" + count + " subnets" : "×" + count;
        Draft one = new Draft("alike " + first.id, first.kind, caption(several), label);
        if (labels.size() > 1 && first.kind != Kind.SUBNET) {
            Words.lines(labels).forEach(one::detail);
        }
        several.stream()
                .flatMap(draft -> draft.details.stream())
                .distinct()
                .filter(detail -> several.stream().allMatch(draft -> draft.details.contains(detail)))
                .forEach(one::detail);
        List<Draft> children = new ArrayList<>();
        Set<GraphResource> own = new LinkedHashSet<>();
        Set<GraphResource> folded = new LinkedHashSet<>();
        for (Draft draft : several) {
            own.addAll(draft.own);
            folded.addAll(draft.folded);
            children.addAll(draft.children());
            groups.replaceAll((id, group) -> group.equals(draft.id) ? one.id : group);
            groups.put(draft.id, one.id);
        }
        one.own.addAll(own);
        one.folded.addAll(folded);
        one.setChildren(children);
        counts.put(one, count);
        names.put(one, labels);
        drafts.replace(several, one);
        return one;
    }

    /** The words with which all captions begin. */
    private static String caption(Collection<Draft> several) {
        List<String> common = null;
        for (Draft draft : several) {
            List<String> words = List.of(draft.caption.split(" ", -1));
            int same = 0;
            while (common != null
                    && same < Math.min(words.size(), common.size())
                    && words.get(same).equals(common.get(same))) {
                same++;
            }
            common = common == null ? words : common.subList(0, same);
        }
        String caption = String.join(" ", common == null ? List.of() : common);
        Kind kind = several.iterator().next().kind;
        return caption.isEmpty() && kind != Kind.SUBNET
                ? kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : caption;
    }
}
