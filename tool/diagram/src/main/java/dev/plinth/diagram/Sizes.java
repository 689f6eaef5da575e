package dev.plinth.diagram;

import java.util.List;
import org.eclipse.elk.core.math.ElkPadding;

/** How large elements are, by their text. */
final class Sizes {

    private Sizes() {}

    /** The text of an element, cut to what fits. */
    static String fitted(String text, double size, boolean bold) {
        return TextWidth.fit(text, size, bold, Layout.MAXIMUM_TEXT);
    }

    /** How wide a text is that is cut to what fits. */
    static double width(String text, double size, boolean bold) {
        return TextWidth.of(fitted(text, size, bold), size, bold);
    }

    /** Says whether a group's heading stands at its left: flows come from above, and none passes there. */
    static boolean isBeside(Element group) {
        return group.kind() == Kind.TIER || group.kind() == Kind.COMPONENT;
    }

    static List<Element> subnets(Element element) {
        return element.children().stream()
                .filter(child -> child.kind() == Kind.SUBNET)
                .toList();
    }

    private static double badge(Element element) {
        return element.mark() == Mark.NONE ? 0 : Layout.BADGE + 4;
    }

    // Boxes that hold no others

    static double leafWidth(Element element) {
        if (element.kind() == Kind.SUBNET) {
            return width(element.label(), Layout.DETAIL_SIZE, false) + 2 * Layout.PADDING + badge(element);
        }
        double text = Math.max(
                width(element.label(), Layout.LABEL_SIZE, true), width(element.caption(), Layout.CAPTION_SIZE, false));
        for (String detail : element.details()) {
            text = Math.max(text, width(detail, Layout.DETAIL_SIZE, false));
        }
        return Math.ceil(Layout.TEXT_INDENT + text + Layout.PADDING + badge(element));
    }

    static double leafHeight(Element element) {
        double caption = element.caption().isEmpty() ? 0 : Layout.CAPTION_HEIGHT;
        double text = caption + Layout.LABEL_HEIGHT + element.details().size() * Layout.DETAIL_HEIGHT;
        return 2 * Layout.PADDING + Math.max(text, Layout.ICON_SIZE);
    }

    // Groups

    /** How high a group's heading is. */
    static double headingHeight(Element group) {
        return 2 * Layout.PADDING + Layout.LABEL_HEIGHT + (isBeside(group) ? Layout.CAPTION_HEIGHT : 0);
    }

    static double headingWidth(Element group) {
        double label = width(group.label(), Layout.LABEL_SIZE, true);
        double caption = width(group.caption(), Layout.CAPTION_SIZE, false);
        return Math.ceil(label + 8 + caption + 2 * Layout.PADDING + badge(group));
    }

    static ElkPadding padding(Element group) {
        double frame = Layout.GROUP_PADDING;
        if (!isBeside(group)) {
            return new ElkPadding(headingHeight(group), frame, frame, frame);
        }
        double beside = headingHeight(group)
                + subnets(group).size() * (Layout.SUBNET_HEIGHT + Layout.SUBNET_GAP)
                + Layout.PADDING;
        double bottom = Math.max(frame, beside - frame - contentHeight(group));
        return new ElkPadding(frame, frame, bottom, besideWidth(group) + 2 * frame);
    }

    /** What a group's highest child needs at least; stacked children need more. */
    private static double contentHeight(Element group) {
        return group.children().stream()
                .filter(child -> child.kind() != Kind.SUBNET)
                .mapToDouble(Sizes::leastHeight)
                .max()
                .orElse(0);
    }

    static double leastHeight(Element element) {
        if (!element.kind().isGroup()) {
            return leafHeight(element);
        }
        ElkPadding padding = padding(element);
        return padding.top + contentHeight(element) + padding.bottom;
    }

    /** How wide what stands at the left of a group is: its heading and its subnets. */
    static double besideWidth(Element group) {
        double heading = Math.max(
                width(group.label(), Layout.LABEL_SIZE, true), width(group.caption(), Layout.CAPTION_SIZE, false));
        double subnets =
                subnets(group).stream().mapToDouble(Sizes::leafWidth).max().orElse(0);
        return Math.ceil(Math.max(heading + badge(group), subnets));
    }
}
