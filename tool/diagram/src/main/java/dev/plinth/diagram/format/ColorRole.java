package dev.plinth.diagram.format;

import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.diagram.model.Flow;
import java.util.Locale;
import java.util.function.Function;

/**
 * Role of a colour in both palettes.
 *
 * @param name the role's name, such as {@code data-fill}; also its CSS class
 * @param colour the colour in a palette
 */
record ColorRole(String name, Function<Palette, String> colour) {

    static final ColorRole BACKGROUND = new ColorRole("background", Palette::background);
    static final ColorRole TEXT = new ColorRole("text", Palette::text);
    static final ColorRole MUTED = new ColorRole("muted", Palette::muted);
    static final ColorRole LINE = new ColorRole("line", Palette::line);

    static ColorRole fill(ElementKind.Family family) {
        return new ColorRole(lower(family) + "-fill", palette -> palette.fill(family));
    }

    static ColorRole stroke(ElementKind.Family family) {
        return new ColorRole(lower(family), palette -> palette.stroke(family));
    }

    static ColorRole change(ChangeMark mark) {
        return new ColorRole(mark.word(), palette -> palette.change(mark));
    }

    /** Returns the role of a flow. */
    static ColorRole of(Flow flow) {
        if (flow.mark() != ChangeMark.NONE) {
            return change(flow.mark());
        }
        return of(flow.type());
    }

    static ColorRole of(Flow.Type type) {
        return switch (type) {
            case REQUEST -> LINE;
            case OUTBOUND -> stroke(ElementKind.Family.NETWORK);
            case COPY -> stroke(ElementKind.Family.BACKUP);
        };
    }

    private static String lower(ElementKind.Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }
}
