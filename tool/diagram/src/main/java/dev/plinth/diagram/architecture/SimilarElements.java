package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
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
 * Collapses similar elements into one, so that the diagram of a large stack stays readable. Elements are similar when they are
 * in the same group, are of the same kind, and have the same mark. Groups are collapsed with their content.
 */
final class SimilarElements {

    private static final Set<ElementKind> SINGLE =
            Set.of(ElementKind.INTERNET, ElementKind.REGION, ElementKind.OPERATIONS);

    private final DiagramBuilder diagram;
    /** Numbers of elements that a collapsed one represents. */
    private final Map<ElementNode, Integer> counts = new HashMap<>();

    private final Map<ElementNode, Set<String>> names = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();

    SimilarElements(DiagramBuilder diagram) {
        this.diagram = diagram;
    }

    /**
     * Collapses similar elements of the same group where there are more than a limit.
     *
     * @return the ids of collapsed elements by the ids of the elements that they replace
     */
    Map<String, String> collapse(int limit) {
        ElementNode all = new ElementNode("", ElementKind.REGION, "", "");
        all.setChildren(diagram.outermost());
        collapse(all, limit);
        diagram.setOutermost(all.children());
        return groups;
    }

    private void collapse(ElementNode holder, int limit) {
        Map<List<Object>, List<ElementNode>> similar = new LinkedHashMap<>();
        for (ElementNode child : holder.children()) {
            similar.computeIfAbsent(key(child), key -> new ArrayList<>()).add(child);
        }
        holder.setChildren(similar.values().stream()
                .flatMap(several -> several.size() > limit && !SINGLE.contains(several.get(0).kind)
                        ? Stream.of(merge(several))
                        : several.stream())
                .toList());
        holder.children().forEach(child -> collapse(child, limit));
    }

    private List<Object> key(ElementNode element) {
        String sort =
                switch (element.kind) {
                    case TIER -> element.label;
                    case COMPONENT -> element.caption;
                    default -> "";
                };
        return List.of(element.kind, sort, diagram.mark(element));
    }

    private ElementNode merge(List<ElementNode> several) {
        ElementNode first = several.get(0);
        int count = several.stream()
                .mapToInt(element -> counts.getOrDefault(element, 1))
                .sum();
        Set<String> labels = several.stream()
                .flatMap(element -> names.getOrDefault(element, Set.of(element.label)).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String label = first.kind == ElementKind.TIER
                ? first.label
                : first.kind == ElementKind.SUBNET ? "×" + count + " subnets" : "×" + count;
        ElementNode one = new ElementNode("alike " + first.id, first.kind, caption(several), label);
        if (labels.size() > 1 && first.kind != ElementKind.SUBNET) {
            Labels.lines(labels).forEach(one::detail);
        }
        several.stream()
                .flatMap(element -> element.details.stream())
                .distinct()
                .filter(detail -> several.stream().allMatch(element -> element.details.contains(detail)))
                .forEach(one::detail);
        List<ElementNode> children = new ArrayList<>();
        Set<GraphResource> own = new LinkedHashSet<>();
        Set<GraphResource> folded = new LinkedHashSet<>();
        for (ElementNode element : several) {
            own.addAll(element.own);
            folded.addAll(element.folded);
            children.addAll(element.children());
            groups.replaceAll((id, group) -> group.equals(element.id) ? one.id : group);
            groups.put(element.id, one.id);
        }
        one.own.addAll(own);
        one.folded.addAll(folded);
        one.setChildren(children);
        counts.put(one, count);
        names.put(one, labels);
        diagram.replace(several, one);
        return one;
    }

    /** Returns the common first words of all captions. */
    private static String caption(Collection<ElementNode> several) {
        List<String> common = null;
        for (ElementNode element : several) {
            List<String> words = List.of(element.caption.split(" ", -1));
            int same = 0;
            while (common != null
                    && same < Math.min(words.size(), common.size())
                    && words.get(same).equals(common.get(same))) {
                same++;
            }
            common = common == null ? words : common.subList(0, same);
        }
        String caption = String.join(" ", common == null ? List.of() : common);
        ElementKind kind = several.iterator().next().kind;
        return caption.isEmpty() && kind != ElementKind.SUBNET
                ? kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : caption;
    }
}
