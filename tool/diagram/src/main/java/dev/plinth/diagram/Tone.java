package dev.plinth.diagram;

import java.util.Locale;
import java.util.function.Function;

/**
 * A colour by its role, which light and dark pictures set in their own way.
 *
 * @param name the role's name, such as {@code data-fill}; also its CSS class
 * @param colour the colour in a palette
 */
record Tone(String name, Function<Palette, String> colour) {

    static final Tone BACKGROUND = new Tone("background", Palette::background);
    static final Tone TEXT = new Tone("text", Palette::text);
    static final Tone MUTED = new Tone("muted", Palette::muted);
    static final Tone LINE = new Tone("line", Palette::line);

    static Tone fill(Kind.Family family) {
        return new Tone(lower(family) + "-fill", palette -> palette.fill(family));
    }

    static Tone stroke(Kind.Family family) {
        return new Tone(lower(family), palette -> palette.stroke(family));
    }

    static Tone change(Mark mark) {
        return new Tone(mark.word(), palette -> palette.change(mark));
    }

    /** How a flow is drawn that no change touches. */
    static Tone of(Flow flow) {
        if (flow.mark() != Mark.NONE) {
            return change(flow.mark());
        }
        return of(flow.type());
    }

    static Tone of(Flow.Type type) {
        return switch (type) {
            case REQUEST -> LINE;
            case OUTBOUND -> stroke(Kind.Family.NETWORK);
            case COPY -> stroke(Kind.Family.BACKUP);
        };
    }

    private static String lower(Kind.Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }
}
