package dev.plinth.diagram.layout;

import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import java.util.List;
import org.eclipse.elk.core.math.ElkPadding;

/** Sizes of elements by their texts. */
public final class ElementSizes {

    private ElementSizes() {}

    /** Returns a text, shortened to the largest width. */
    public static String fitted(String text, double size, boolean bold) {
        return TextWidth.fit(text, size, bold, Layout.MAXIMUM_TEXT);
    }

    /** Returns the width of a shortened text. */
    public static double width(String text, double size, boolean bold) {
        return TextWidth.of(fitted(text, size, bold), size, bold);
    }

    /** Returns whether a group's heading is at its left side, where no flows pass. */
    public static boolean isBeside(Element group) {
        return group.kind() == ElementKind.TIER || group.kind() == ElementKind.COMPONENT;
    }

    /** Returns the subnets of a tier. */
    public static List<Element> subnets(Element element) {
        return element.children().stream()
                .filter(child -> child.kind() == ElementKind.SUBNET)
                .toList();
    }

    private static double badge(Element element) {
        return element.mark() == ChangeMark.NONE ? 0 : Layout.BADGE + 4;
    }

    // Boxes without content

    static double leafWidth(Element element) {
        if (element.kind() == ElementKind.SUBNET) {
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

    /** Returns the height of a group's heading. */
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

    /** Returns the least height of a group's content: that of its highest child. */
    private static double contentHeight(Element group) {
        return group.children().stream()
                .filter(child -> child.kind() != ElementKind.SUBNET)
                .mapToDouble(ElementSizes::leastHeight)
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

    /** Returns the width of the heading and the subnets at the left side of a group. */
    static double besideWidth(Element group) {
        double heading = Math.max(
                width(group.label(), Layout.LABEL_SIZE, true), width(group.caption(), Layout.CAPTION_SIZE, false));
        double subnets = subnets(group).stream()
                .mapToDouble(ElementSizes::leafWidth)
                .max()
                .orElse(0);
        return Math.ceil(Math.max(heading + badge(group), subnets));
    }
}
