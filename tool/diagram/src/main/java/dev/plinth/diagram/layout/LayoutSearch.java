package dev.plinth.diagram.layout;

import dev.plinth.diagram.layout.Layout.Box;
import dev.plinth.diagram.layout.Layout.Point;
import dev.plinth.diagram.layout.Layout.Route;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.ElementKind;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Search for the most readable of several layouts. */
final class LayoutSearch {

    /** Largest number of elements for which several layouts are computed. */
    private static final int SMALL_DIAGRAM = 60;

    private static final int SEEDS = 8;

    private static final double CROSSING = 60;
    private static final double BEND = 12;
    private static final double MARGIN = 3;

    private LayoutSearch() {}

    static Layout best(Diagram diagram) {
        int seeds = diagram.all().count() <= SMALL_DIAGRAM ? SEEDS : 1;
        return IntStream.rangeClosed(1, seeds)
                .mapToObj(seed -> WidenedGroups.of(new ElkLayout(diagram, seed).layout()))
                .min(Comparator.comparingDouble(LayoutSearch::cost))
                .orElseThrow();
    }

    /** Returns the cost of a layout: its area, crossings and bends of lines, and tiers of different widths. */
    static double cost(Layout layout) {
        double bends = layout.routes().stream()
                .mapToInt(route -> route.points().size() - 2)
                .sum();
        List<Box> tiers = layout.boxes().stream()
                .filter(box -> box.element().kind() == ElementKind.TIER)
                .toList();
        double left = tiers.stream().mapToDouble(Box::x).min().orElse(0);
        double widest = tiers.stream().mapToDouble(Box::width).max().orElse(0);
        double ragged = tiers.stream()
                .mapToDouble(box -> widest - box.width() + MARGIN * (box.x() - left))
                .sum();
        return layout.width() * layout.height() / 1000 + CROSSING * crossings(layout) + BEND * bends + ragged;
    }

    private static int crossings(Layout layout) {
        List<List<Line2D>> lines =
                layout.routes().stream().map(LayoutSearch::lines).toList();
        int crossings = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (int j = 0; j < i; j++) {
                for (Line2D line : lines.get(i)) {
                    crossings += (int)
                            lines.get(j).stream().filter(line::intersectsLine).count();
                }
            }
        }
        return crossings;
    }

    static List<Line2D> lines(Route route) {
        List<Line2D> lines = new ArrayList<>();
        for (int i = 1; i < route.points().size(); i++) {
            Point from = route.points().get(i - 1);
            Point to = route.points().get(i);
            lines.add(new Line2D.Double(from.x(), from.y(), to.x(), to.y()));
        }
        return lines;
    }
}
