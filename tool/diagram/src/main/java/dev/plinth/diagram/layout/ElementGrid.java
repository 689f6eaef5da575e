package dev.plinth.diagram.layout;

import dev.plinth.diagram.layout.Layout.Box;
import dev.plinth.diagram.model.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Grid layout of a group without flows: boxes are as wide as their column and as high as their row, the highest first.
 */
final class ElementGrid {

    private final Element group;
    private final int columns;
    private final double cellWidth;
    private final List<Element> cells;
    private final List<Double> rowHeights = new ArrayList<>();

    ElementGrid(Element group) {
        this.group = group;
        this.columns = group.children().size() <= 2 ? 1 : 2;
        this.cells = group.children().stream()
                .sorted(Comparator.comparingDouble(ElementSizes::leafHeight).reversed())
                .toList();
        this.cellWidth =
                cells.stream().mapToDouble(ElementSizes::leafWidth).max().orElse(0);
        for (int first = 0; first < cells.size(); first += columns) {
            rowHeights.add(ElementSizes.leafHeight(cells.get(first)));
        }
    }

    double width() {
        double content = columns * (cellWidth + Layout.PADDING) - Layout.PADDING;
        return Math.max(ElementSizes.headingWidth(group), content + 2 * Layout.GROUP_PADDING);
    }

    double height() {
        return top(rowHeights.size()) - Layout.PADDING + Layout.GROUP_PADDING;
    }

    private double top(int row) {
        return ElementSizes.headingHeight(group)
                + rowHeights.subList(0, row).stream()
                        .mapToDouble(height -> height + Layout.PADDING)
                        .sum();
    }

    /** Returns the boxes in reading order, for a group at a position. */
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
