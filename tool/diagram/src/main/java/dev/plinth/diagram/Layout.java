package dev.plinth.diagram;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each element and flow of a diagram lies, in pixels from the upper left corner.
 *
 * @param width the whole width
 * @param height the whole height, without title and legend
 * @param boxes the elements, each group before what it holds
 * @param routes the flows
 */
record Layout(double width, double height, List<Box> boxes, List<Route> routes) {

    static final double CAPTION_SIZE = 10;
    static final double LABEL_SIZE = 13;
    static final double DETAIL_SIZE = 11;
    static final double FLOW_SIZE = 10;

    static final double CAPTION_HEIGHT = 14;
    static final double LABEL_HEIGHT = 17;
    static final double DETAIL_HEIGHT = 15;
    static final double PADDING = 10;
    static final double GROUP_PADDING = 16;
    static final double ICON_SIZE = 22;
    static final double TEXT_INDENT = PADDING + ICON_SIZE + 8;
    static final double BADGE = 18;
    static final double SUBNET_HEIGHT = 22;
    static final double SUBNET_GAP = 4;

    /** Steps in a line that are smaller than this only look like a mistake. */
    private static final double STEP = 3;

    /** How wide the text of an element may be; the whole text stands in its description. */
    static final double MAXIMUM_TEXT = 230;

    /** An element's place. */
    record Box(Element element, double x, double y, double width, double height, int depth) {

        Rectangle2D area() {
            return new Rectangle2D.Double(x, y, width, height);
        }

        Box movedBy(double distance) {
            return new Box(element, x + distance, y, width, height, depth);
        }
    }

    /** A flow's way: its corners, from where it starts to where it ends, and the middle of its label. */
    record Route(Flow flow, List<Point> points, Point label, double labelWidth) {

        Rectangle2D labelArea() {
            return new Rectangle2D.Double(
                    label.x - labelWidth / 2, label.y - FLOW_SIZE / 2, labelWidth, labelWidth == 0 ? 0 : FLOW_SIZE);
        }
    }

    /** A place. */
    record Point(double x, double y) {
        /** This place in line with another that it misses by less than a reader notices. */
        Point alignedTo(Point before) {
            return new Point(
                    Math.abs(x - before.x) < STEP ? before.x : x, Math.abs(y - before.y) < STEP ? before.y : y);
        }
    }

    /** Lays a diagram out: of several ways the one that reads best. */
    static Layout of(Diagram diagram) {
        return Layouts.best(diagram);
    }

    /** Where a group's heading lies: in the corner, or beside the flows that come in there. */
    Rectangle2D heading(Box group) {
        Element element = group.element();
        double label = Sizes.width(element.label(), LABEL_SIZE, true);
        double caption = Sizes.width(element.caption(), CAPTION_SIZE, false);
        double top = group.y() + PADDING;
        if (Sizes.isBeside(element)) {
            return new Rectangle2D.Double(
                    group.x() + PADDING, top, Math.max(label, caption), LABEL_HEIGHT + CAPTION_HEIGHT);
        }
        Rectangle2D.Double place = new Rectangle2D.Double(group.x() + PADDING, top, label + 8 + caption, LABEL_HEIGHT);
        List<Double> crossings = crossings(group);
        for (double crossing : crossings) {
            if (crossing > place.x - PADDING && crossing < place.x + place.width + PADDING) {
                place.x = crossing + PADDING;
            }
        }
        if (place.x + place.width > group.x() + group.width() - PADDING) {
            place.x = group.x() + PADDING;
        }
        return place;
    }

    /** Where flows come into a group from above, from left to right. */
    private List<Double> crossings(Box group) {
        List<Double> crossings = new ArrayList<>();
        for (Route route : routes) {
            for (int i = 1; i < route.points().size(); i++) {
                Point from = route.points().get(i - 1);
                Point to = route.points().get(i);
                double upper = Math.min(from.y(), to.y());
                double lower = Math.max(from.y(), to.y());
                boolean inside = from.x() > group.x() && from.x() < group.x() + group.width();
                if (from.x() == to.x()
                        && inside
                        && upper < group.y() + Sizes.headingHeight(group.element())
                        && lower > group.y()) {
                    crossings.add(from.x());
                }
            }
        }
        crossings.sort(null);
        return crossings;
    }
}
