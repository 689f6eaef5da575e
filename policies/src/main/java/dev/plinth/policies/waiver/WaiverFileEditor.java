package dev.plinth.policies.waiver;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds a waiver to a file's text; comments, order and everything else stay as they are. */
public final class WaiverFileEditor {

    private static final Pattern KEY = Pattern.compile("waivers:\\s*(\\[\\s*\\]|null|~)?\\s*(#.*)?");
    private static final Pattern ELEMENT = Pattern.compile("(\\s*)- .*");

    private WaiverFileEditor() {}

    /**
     * Adds a waiver after those that there are.
     *
     * @param file what messages call it
     * @param yaml its text; an empty one begins a file
     * @return the text with the waiver in it
     * @throws InvalidWaiversException when the file or the waiver has faults, when the waiver is in it already, or when the
     *     list is written in braces
     */
    public static String add(String file, String yaml, Waiver waiver, LocalDate today) {
        List<Waiver> expected = new ArrayList<>(WaiverFile.parse(file, yaml, today));
        expected.add(waiver);
        List<String> lines = new ArrayList<>(Arrays.asList(yaml.split("\n", -1)));
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        int key = indexOfKey(lines);
        if (key < 0) {
            lines.add("waivers:");
            key = lines.size() - 1;
        }
        Matcher matcher = KEY.matcher(lines.get(key));
        if (!matcher.matches()) {
            throw new InvalidWaiversException(
                    List.of(file + ": waivers uses brackets; write each waiver as a block list item (- )"));
        }
        if (matcher.group(1) != null) {
            lines.set(key, matcher.group(2) == null ? "waivers:" : "waivers: " + matcher.group(2));
        }
        int last = lastOfList(lines, key);
        lines.addAll(last + 1, entry(waiver, indent(lines, key)));
        String result = String.join("\n", lines) + "\n";
        // Whatever else the file is but must say afterwards what it said before, and this.
        List<Waiver> found = WaiverFile.parse(file, result, today);
        if (!found.equals(expected)) {
            throw new InvalidWaiversException(
                    List.of(file + ": cannot be edited automatically; add the waiver manually"));
        }
        return result;
    }

    private static int indexOfKey(List<String> lines) {
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).startsWith("waivers:")) {
                return index;
            }
        }
        return -1;
    }

    /** The last line that belongs to the list: what follows is a comment at the margin, blank, or another key. */
    private static int lastOfList(List<String> lines, int key) {
        int last = key;
        for (int index = key + 1; index < lines.size(); index++) {
            String line = lines.get(index);
            if ((line.startsWith(" ") && !line.isBlank()) || line.startsWith("- ")) {
                last = index;
            }
        }
        return last;
    }

    private static String indent(List<String> lines, int key) {
        return lines.stream()
                .skip(key + 1L)
                .map(ELEMENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("  ");
    }

    private static List<String> entry(Waiver waiver, String indent) {
        return List.of(
                indent + "- rule: " + waiver.rule(),
                indent + "  urn: " + quoted(waiver.urn()),
                indent + "  reason: " + quoted(waiver.reason()),
                indent + "  owner: " + quoted(waiver.owner()),
                indent + "  expires: " + waiver.expires());
    }

    /** In quotes a text can't mean anything else to YAML. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            switch (character) {
                case '"', '\\' -> quoted.append('\\').append((char) character);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                // YAML takes these for the ends of lines.
                case '\u0085', '\u2028', '\u2029' -> quoted.append(String.format("\\u%04X", character));
                default -> quoted.append((char) character);
            }
        });
        return quoted.append('"').toString();
    }
}
