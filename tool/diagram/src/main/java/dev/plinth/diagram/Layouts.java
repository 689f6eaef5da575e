package dev.plinth.diagram;

import dev.plinth.diagram.Layout.Box;
import dev.plinth.diagram.Layout.Point;
import dev.plinth.diagram.Layout.Route;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Lays a diagram out in several ways and takes the one that reads best. */
final class Layouts {

    /** How many elements a diagram may have to be laid out in several ways; a bigger one is in one. */
    private static final int FEW = 60;

    private static final int MANY_SEEDS = 8;

    private static final double CROSSING = 60;
    private static final double BEND = 12;
    private static final double MARGIN = 3;

    private Layouts() {}

    static Layout best(Diagram diagram) {
        int seeds = diagram.all().count() <= FEW ? MANY_SEEDS : 1;
        return IntStream.rangeClosed(1, seeds)
                .mapToObj(seed -> Tidy.up(new ElkLayout(diagram, seed).layout()))
                .min(Comparator.comparingDouble(Layouts::cost))
                .orElseThrow();
    }

    /** What hinders reading: a large sheet, lines that cross or bend, and tiers of different widths. */
    static double cost(Layout layout) {
        double bends = layout.routes().stream()
                .mapToInt(route -> route.points().size() - 2)
                .sum();
        List<Box> tiers = layout.boxes().stream()
                .filter(box -> box.element().kind() == Kind.TIER)
                .toList();
        double left = tiers.stream().mapToDouble(Box::x).min().orElse(0);
        double widest = tiers.stream().mapToDouble(Box::width).max().orElse(0);
        double ragged = tiers.stream()
                .mapToDouble(box -> widest - box.width() + MARGIN * (box.x() - left))
                .sum();
        return layout.width() * layout.height() / 1000 + CROSSING * crossings(layout) + BEND * bends + ragged;
    }

    private static int crossings(Layout layout) {
        List<List<Line2D>> lines = layout.routes().stream().map(Layouts::lines).toList();
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
