package dev.plinth.diagram.format;

import dev.plinth.diagram.layout.ElementSizes;
import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.diagram.model.Flow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writer of Mermaid flowcharts, with a subgraph for each group. */
final class MermaidWriter {

    /** Characters that end a line or a quotation, or are invisible. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\"\\\\]");

    private final Diagram diagram;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> names = new HashMap<>();
    private final List<String> classes = new ArrayList<>();

    private MermaidWriter(Diagram diagram) {
        this.diagram = diagram;
    }

    static String write(Diagram diagram) {
        return new MermaidWriter(diagram).document();
    }

    private String document() {
        diagram.all().forEach(element -> names.put(element.id(), "n" + (names.size() + 1)));
        line(0, "---");
        line(0, "title: \"" + HIDDEN.matcher(diagram.title()).replaceAll(" ") + "\"");
        line(0, "---");
        line(0, "flowchart TB");
        diagram.elements().forEach(element -> write(element, 1));
        for (Flow flow : diagram.flows()) {
            String label = flow.text();
            String arrow = flow.type() == Flow.Type.COPY ? "-.->" : "-->";
            line(
                    1,
                    names.get(flow.from()) + " " + arrow + (label.isEmpty() ? "" : "|\"" + escape(label) + "\"|") + " "
                            + names.get(flow.to()));
        }
        List<ElementKind.Family> families = diagram.all()
                .filter(element -> !element.kind().isGroup())
                .map(element -> element.kind().family())
                .distinct()
                .sorted()
                .toList();
        for (ElementKind.Family family : families) {
            line(
                    1,
                    "classDef " + name(family) + " fill:" + Palette.LIGHT.fill(family) + ",stroke:"
                            + Palette.LIGHT.stroke(family) + ",color:" + Palette.LIGHT.text());
        }
        for (ChangeMark mark : diagram.marks()) {
            line(
                    1,
                    "classDef " + mark.word() + " stroke:" + Palette.LIGHT.change(mark) + ",stroke-width:3px"
                            + (mark == ChangeMark.DELETED ? ",stroke-dasharray:6 4" : ""));
        }
        // Groups are transparent, because the page may be light or dark.
        line(1, "classDef group fill:transparent,stroke:" + Palette.LIGHT.stroke(ElementKind.Family.FRAME));
        classes.forEach(each -> line(1, each));
        for (int i = 0; i < diagram.flows().size(); i++) {
            ChangeMark mark = diagram.flows().get(i).mark();
            if (mark != ChangeMark.NONE) {
                line(1, "linkStyle " + i + " stroke:" + Palette.LIGHT.change(mark) + ",stroke-width:3px");
            }
        }
        diagram.notes().forEach(note -> line(1, "%% " + HIDDEN.matcher(note).replaceAll(" ")));
        return text.toString();
    }

    private void write(Element element, int depth) {
        String name = names.get(element.id());
        if (element.kind().isGroup()) {
            line(depth, "subgraph " + name + "[\"" + escape(heading(element)) + "\"]");
            subnets(element, depth + 1);
            element.children().stream()
                    .filter(child -> child.kind() != ElementKind.SUBNET)
                    .forEach(child -> write(child, depth + 1));
            line(depth, "end");
            classes.add("class " + name + " group");
        } else {
            String words = Stream.concat(
                            Stream.of(
                                    escape(element.caption()),
                                    "<b>" + escape(sign(element) + element.label()) + "</b>"),
                            element.details().stream().map(MermaidWriter::escape))
                    .filter(part -> !part.isEmpty())
                    .reduce((above, below) -> above + "<br/>" + below)
                    .orElse("");
            boolean store = element.kind().family() == ElementKind.Family.DATA
                    || element.kind().family() == ElementKind.Family.STORAGE;
            line(depth, name + (store ? "[(\"" : "[\"") + words + (store ? "\")]" : "\"]"));
            classes.add("class " + name + " " + name(element.kind().family()));
        }
        if (element.mark() != ChangeMark.NONE) {
            classes.add("class " + name + " " + element.mark().word());
        }
    }

    /** Writes the subnets of a tier as one box, because Mermaid would scatter several. */
    private void subnets(Element group, int depth) {
        List<Element> subnets = ElementSizes.subnets(group);
        if (subnets.isEmpty()) {
            return;
        }
        String name = String.valueOf(names.get(subnets.get(0).id()));
        String words = subnets.stream()
                .map(subnet -> escape(sign(subnet) + subnet.label()))
                .collect(Collectors.joining("<br/>"));
        line(depth, name + "[\"" + words + "\"]");
        classes.add("class " + name + " " + name(ElementKind.SUBNET.family()));
        subnets.stream()
                .map(Element::mark)
                .filter(mark -> mark != ChangeMark.NONE)
                .findFirst()
                .ifPresent(mark -> classes.add("class " + name + " " + mark.word()));
    }

    private static String heading(Element element) {
        return sign(element) + element.label() + (element.caption().isEmpty() ? "" : " (" + element.caption() + ")");
    }

    private static String sign(Element element) {
        return element.mark() == ChangeMark.NONE ? "" : element.mark().sign() + " ";
    }

    private static String name(ElementKind.Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }

    /** Escapes characters by their numbers, except those without a meaning in Mermaid. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean plain = Character.isLetterOrDigit(c) || " .,:/()–…+~±−-_@".indexOf(c) >= 0;
            if (plain) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append('#').append(Markup.isAllowed(c) ? c : 0xFFFD).append(';');
            }
        });
        return escaped.toString();
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(depth)).append(content).append('\n');
    }
}
