package dev.plinth.diagram.architecture;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts of labels and details. */
final class Labels {

    private static final int LINE = 26;
    private static final int MAX_LISTED = 9;

    private Labels() {}

    static String text(GraphResource resource, String property) {
        return resource.input(property).asText().orElse("");
    }

    static String number(GraphResource resource, String property) {
        return number(resource.input(property));
    }

    static String number(PropertyValue value) {
        return value.asNumber().isPresent() ? decimal(value.asNumber().getAsDouble()) : "";
    }

    static String decimal(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    static String count(int number, String noun) {
        return count(String.valueOf(number), noun);
    }

    static String count(String number, String noun) {
        if (number.isEmpty()) {
            return "";
        }
        String plural = noun.endsWith("ory") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return number + " " + (number.equals("1") ? noun : plural);
    }

    static String range(String from, String to, String unit) {
        String amount = from.equals(to) || to.isEmpty() ? from : from + "–" + to;
        if (amount.isEmpty()) {
            return "";
        }
        return unit.equals("task") ? count(amount, unit) : amount + " " + unit;
    }

    static String capitalised(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    static String join(String separator, String... words) {
        return List.of(words).stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(separator));
    }

    /** Returns at most so many words; the last one counts the rest. */
    static List<String> atMost(int most, Collection<String> words) {
        if (words.size() <= most) {
            return List.copyOf(words);
        }
        List<String> named = new ArrayList<>(List.copyOf(words).subList(0, most - 1));
        named.add("and " + (words.size() - named.size()) + " more");
        return named;
    }

    /** Returns words, separated by commas, in lines of about thirty characters. */
    static List<String> lines(Collection<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : atMost(MAX_LISTED, words)) {
            if (!line.isEmpty() && line.length() + word.length() > LINE) {
                lines.add(line + ",");
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
