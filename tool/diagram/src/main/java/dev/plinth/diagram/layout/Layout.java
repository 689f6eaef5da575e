package dev.plinth.diagram.layout;

import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.Flow;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions of the elements and flows of a diagram, in pixels from the upper left corner.
 *
 * @param width the total width
 * @param height the total height, without title and legend
 * @param boxes the elements, each group before its content
 * @param routes the flows
 */
public record Layout(double width, double height, List<Box> boxes, List<Route> routes) {

    /** Font size of captions. */
    public static final double CAPTION_SIZE = 10;
    /** Font size of labels. */
    public static final double LABEL_SIZE = 13;
    /** Font size of details. */
    public static final double DETAIL_SIZE = 11;
    /** Font size of labels of flows. */
    public static final double FLOW_SIZE = 10;

    /** Line height of captions. */
    public static final double CAPTION_HEIGHT = 14;
    /** Line height of labels. */
    public static final double LABEL_HEIGHT = 17;
    /** Line height of details. */
    public static final double DETAIL_HEIGHT = 15;
    /** Distance of texts from the border of their box. */
    public static final double PADDING = 10;
    /** Distance of elements from the border of their group. */
    public static final double GROUP_PADDING = 16;
    /** Width and height of icons. */
    public static final double ICON_SIZE = 22;
    /** Distance of texts from the left border of a box with an icon. */
    public static final double TEXT_INDENT = PADDING + ICON_SIZE + 8;
    /** Diameter of the badge of a mark. */
    public static final double BADGE = 18;
    /** Height of the box of a subnet. */
    public static final double SUBNET_HEIGHT = 22;
    /** Distance between the boxes of subnets. */
    public static final double SUBNET_GAP = 4;

    /** Smallest step in a line that is kept. */
    private static final double STEP = 3;

    /** Largest width of a text; the description has the whole text. */
    public static final double MAXIMUM_TEXT = 230;

    /** Position of an element. */
    public record Box(Element element, double x, double y, double width, double height, int depth) {

        /** Returns the area. */
        public Rectangle2D area() {
            return new Rectangle2D.Double(x, y, width, height);
        }

        Box movedBy(double distance) {
            return new Box(element, x + distance, y, width, height, depth);
        }
    }

    /** Path of a flow from start to end, and the center of its label. */
    public record Route(Flow flow, List<Point> points, Point label, double labelWidth) {

        /** Returns the area of the label. */
        public Rectangle2D labelArea() {
            return new Rectangle2D.Double(
                    label.x - labelWidth / 2, label.y - FLOW_SIZE / 2, labelWidth, labelWidth == 0 ? 0 : FLOW_SIZE);
        }
    }

    /** Position in pixels. */
    public record Point(double x, double y) {
        /** Returns this point, aligned with another where the distance is not noticeable. */
        Point alignedTo(Point before) {
            return new Point(
                    Math.abs(x - before.x) < STEP ? before.x : x, Math.abs(y - before.y) < STEP ? before.y : y);
        }
    }

    /** Returns the most readable layout of a diagram. */
    public static Layout of(Diagram diagram) {
        return LayoutSearch.best(diagram);
    }

    /** Returns the area of a group's heading: in the corner, or beside the flows that enter there. */
    public Rectangle2D heading(Box group) {
        Element element = group.element();
        double label = ElementSizes.width(element.label(), LABEL_SIZE, true);
        double caption = ElementSizes.width(element.caption(), CAPTION_SIZE, false);
        double top = group.y() + PADDING;
        if (ElementSizes.isBeside(element)) {
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

    /** Returns the positions at which flows enter a group from above, sorted. */
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
                        && upper < group.y() + ElementSizes.headingHeight(group.element())
                        && lower > group.y()) {
                    crossings.add(from.x());
                }
            }
        }
        crossings.sort(null);
        return crossings;
    }
}
