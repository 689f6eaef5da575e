package dev.plinth.cli.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shortens a set of names so that different names stay different: only parts that they have in common are omitted. */
final class ShortNames {

    private final Map<String, String> names;

    private ShortNames(Map<String, String> names) {
        this.names = names;
    }

    /**
     * Shortens names to a number of columns. Names that cannot be shortened without looking alike keep their length.
     *
     * @param names the names; those that fit are kept
     */
    static ShortNames of(Collection<String> names, int columns) {
        Map<String, List<String>> alike =
                new TreeSet<>(names).stream().collect(Collectors.groupingBy(name -> TextLayout.fit(name, columns)));
        Map<String, String> shortened = new HashMap<>();
        alike.forEach((name, group) -> {
            if (group.size() == 1) {
                shortened.put(group.get(0), name);
            } else {
                group.forEach(each -> shortened.put(each, around(each, group, columns)));
            }
        });
        return new ShortNames(shortened);
    }

    /** Returns the short name, or an unknown name as it is. */
    String of(String name) {
        return names.getOrDefault(name, name);
    }

    /** Returns a name without the middle of the beginning and of the end that all names of a group share. */
    private static String around(String name, List<String> group, int columns) {
        int start = commonStart(group);
        int end = Math.min(commonEnd(group), shortest(group) - start);
        String middle = name.substring(start, name.length() - end);
        int room = columns - TextLayout.width(middle);
        String head = room > 1 ? TextLayout.fit(name.substring(0, start), Math.max(1, room / 2)) : "";
        String tail = TextLayout.fit(name.substring(name.length() - end), Math.max(1, room - TextLayout.width(head)));
        String result = (start == 0 ? "" : head) + middle + (end == 0 ? "" : tail);
        return TextLayout.width(result) <= columns ? result : name;
    }

    private static int shortest(List<String> names) {
        return names.stream().mapToInt(String::length).min().orElse(0);
    }

    private static int commonStart(List<String> names) {
        String first = names.get(0);
        int length = 0;
        while (length < shortest(names) && isAt(names, length, first.charAt(length))) {
            length++;
        }
        // The second half of a character is not separated from the first.
        return length > 0 && Character.isHighSurrogate(first.charAt(length - 1)) ? length - 1 : length;
    }

    private static boolean isAt(List<String> names, int index, char character) {
        return names.stream().allMatch(name -> name.charAt(index) == character);
    }

    private static int commonEnd(List<String> names) {
        String first = names.get(0);
        int length = 0;
        while (length < shortest(names) && allEndWith(names, first.substring(first.length() - length - 1))) {
            length++;
        }
        return length > 0 && Character.isLowSurrogate(first.charAt(first.length() - length)) ? length - 1 : length;
    }

    private static boolean allEndWith(List<String> names, String end) {
        return names.stream().allMatch(name -> name.endsWith(end));
    }
}
