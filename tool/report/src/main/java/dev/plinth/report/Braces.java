package dev.plinth.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Brace expansion of names, as in a shell: {@code tenant-{a,b}-bucket} stands for {@code tenant-a-bucket} and
 * {@code tenant-b-bucket}. Names are never shortened.
 */
final class Braces {

    private Braces() {}

    /**
     * Joins names.
     *
     * @param names the names, without braces, commas and blanks
     * @return the expressions, which keep whole words
     */
    static List<String> of(List<String> names) {
        return alternatives(names.stream().sorted().distinct().toList());
    }

    /** Returns whether a name can be part of an expression. */
    static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.chars()
                        .noneMatch(character -> "{},".indexOf(character) >= 0
                                || Character.isWhitespace(character)
                                || Character.isISOControl(character));
    }

    /** Joins sorted and distinct names where they share a prefix or suffix and the result is shorter. */
    private static List<String> alternatives(List<String> names) {
        if (names.size() < 2) {
            return names;
        }
        int start = start(names);
        List<String> rests = names.stream().map(name -> name.substring(start)).toList();
        int end = end(rests);
        // The saved characters, minus the braces.
        if ((names.size() - 1) * (start + end) > 2) {
            String beginning = names.get(0).substring(0, start);
            String ending = rests.get(0).substring(rests.get(0).length() - end);
            List<String> middles = rests.stream()
                    .map(rest -> rest.substring(0, rest.length() - end))
                    .sorted()
                    .toList();
            return List.of(beginning + "{" + String.join(",", alternatives(middles)) + "}" + ending);
        }
        Map<String, List<String>> byFirst = group(names, Braces::firstWord);
        Map<String, List<String>> byLast = group(names, Braces::lastWord);
        Map<String, List<String>> groups = byLast.size() < byFirst.size() ? byLast : byFirst;
        return groups.size() == 1
                ? names
                : groups.values().stream()
                        .flatMap(group -> alternatives(group).stream())
                        .toList();
    }

    private static Map<String, List<String>> group(List<String> names, UnaryOperator<String> word) {
        return names.stream().collect(Collectors.groupingBy(word, TreeMap::new, Collectors.toList()));
    }

    private static String firstWord(String name) {
        int length = 0;
        while (length < name.length() && !isBorder(name.charAt(length))) {
            length++;
        }
        return name.substring(0, length);
    }

    private static String lastWord(String name) {
        int from = name.length();
        while (from > 0 && !isBorder(name.charAt(from - 1))) {
            from--;
        }
        return name.substring(from);
    }

    /** Returns the length of the common prefix, up to the end of a word. */
    private static int start(List<String> names) {
        // The common prefix of sorted names is that of the first and the last.
        String first = names.get(0);
        String last = names.get(names.size() - 1);
        int length = 0;
        while (length < Math.min(first.length(), last.length()) && first.charAt(length) == last.charAt(length)) {
            length++;
        }
        while (length > 0 && !isBorder(first.charAt(length - 1))) {
            length--;
        }
        return length;
    }

    /** Returns the length of the common suffix, from the beginning of a word. */
    private static int end(List<String> names) {
        String first = names.get(0);
        int length = 0;
        while (length < first.length() && allEndWith(names, first.substring(first.length() - length - 1))) {
            length++;
        }
        while (length > 0 && !isBorder(first.charAt(first.length() - length))) {
            length--;
        }
        return length;
    }

    private static boolean allEndWith(List<String> names, String ending) {
        return names.stream().allMatch(name -> name.endsWith(ending));
    }

    private static boolean isBorder(char character) {
        return "-_./:".indexOf(character) >= 0;
    }
}
