package dev.plinth.diagram;

import dev.plinth.diagram.Layout.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The boxes of a group that no flow connects, in rows and columns: as wide as their column, as high as their row, the highest
 * first.
 */
final class Grid {

    private final Element group;
    private final int columns;
    private final double cellWidth;
    private final List<Element> cells;
    private final List<Double> rowHeights = new ArrayList<>();

    Grid(Element group) {
        this.group = group;
        this.columns = group.children().size() <= 2 ? 1 : 2;
        this.cells = group.children().stream()
                .sorted(Comparator.comparingDouble(Sizes::leafHeight).reversed())
                .toList();
        this.cellWidth = cells.stream().mapToDouble(Sizes::leafWidth).max().orElse(0);
        for (int first = 0; first < cells.size(); first += columns) {
            rowHeights.add(Sizes.leafHeight(cells.get(first)));
        }
    }

    double width() {
        double content = columns * (cellWidth + Layout.PADDING) - Layout.PADDING;
        return Math.max(Sizes.headingWidth(group), content + 2 * Layout.GROUP_PADDING);
    }

    double height() {
        return top(rowHeights.size()) - Layout.PADDING + Layout.GROUP_PADDING;
    }

    private double top(int row) {
        return Sizes.headingHeight(group)
                + rowHeights.subList(0, row).stream()
                        .mapToDouble(height -> height + Layout.PADDING)
                        .sum();
    }

    /** Places the boxes in a group that lies at a place, in the order of reading. */
    List<Box> boxes(double x, double y, int depth) {
        return group.children().stream()
                .map(element -> {
                    int cell = cells.indexOf(element);
                    double left = x + Layout.GROUP_PADDING + cell % columns * (cellWidth + Layout.PADDING);
                    int row = cell / columns;
                    return new Box(element, left, y + top(row), cellWidth, rowHeights.get(row), depth);
                })
                .toList();
    }
}
