package dev.plinth.preview.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes many names in few characters, as a shell would take them: {@code tenant-{a,b}-bucket} is {@code tenant-a-bucket} and
 * {@code tenant-b-bucket}. Nothing of a name is lost.
 */
final class Braces {

    private Braces() {}

    /**
     * Joins names.
     *
     * @param names of which none has a brace, a comma or a blank
     * @return as few expressions as their beginnings allow
     */
    static List<String> of(List<String> names) {
        return alternatives(names.stream().sorted().distinct().toList());
    }

    /** Whether a name would be taken for more than a name. */
    static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.chars()
                        .noneMatch(character -> "{},".indexOf(character) >= 0
                                || Character.isWhitespace(character)
                                || Character.isISOControl(character));
    }

    /** Sorted and distinct names, joined where they begin alike and that is shorter. */
    private static List<String> alternatives(List<String> names) {
        Map<Integer, List<String>> byBeginning = names.stream()
                .collect(Collectors.groupingBy(
                        name -> name.isEmpty() ? -1 : name.codePointAt(0), TreeMap::new, Collectors.toList()));
        List<String> written = new ArrayList<>();
        for (List<String> group : byBeginning.values()) {
            int start = prefix(group);
            // What is written once instead of each time, less the braces.
            if ((group.size() - 1) * start > 2) {
                written.add(joined(group, start));
            } else {
                written.addAll(group);
            }
        }
        return written;
    }

    private static String joined(List<String> names, int start) {
        String beginning = names.get(0).substring(0, start);
        List<String> rests = names.stream().map(name -> name.substring(start)).toList();
        int end = suffix(rests);
        String ending = rests.get(0).substring(rests.get(0).length() - end);
        List<String> middles = rests.stream()
                .map(rest -> rest.substring(0, rest.length() - end))
                .sorted()
                .toList();
        return beginning + "{" + String.join(",", alternatives(middles)) + "}" + ending;
    }

    private static int prefix(List<String> names) {
        // Of sorted names, what the first and the last have in common is common to all.
        String first = names.get(0);
        String last = names.get(names.size() - 1);
        int length = 0;
        while (length < Math.min(first.length(), last.length()) && first.charAt(length) == last.charAt(length)) {
            length++;
        }
        return length > 0 && Character.isHighSurrogate(first.charAt(length - 1)) ? length - 1 : length;
    }

    private static int suffix(List<String> names) {
        String first = names.get(0);
        int length = 0;
        while (endAlike(names, first, length + 1)) {
            length++;
        }
        return length > 0 && Character.isLowSurrogate(first.charAt(first.length() - length)) ? length - 1 : length;
    }

    private static boolean endAlike(List<String> names, String first, int length) {
        return length <= first.length()
                && names.stream().allMatch(name -> name.endsWith(first.substring(first.length() - length)));
    }
}
