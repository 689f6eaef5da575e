package dev.plinth.preview.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Difference of two texts: line by line, and of long lines only the words that differ, with some context. */
final class TextDifference {

    /** Length up to which a line is shown whole. */
    private static final int WHOLE = 100;

    /** Length of the context on either side of a difference. */
    private static final int CONTEXT = 24;

    private static final Pattern WORDS = Pattern.compile("(?<=[^\\p{L}\\p{N}_])|(?=[^\\p{L}\\p{N}_])");

    private TextDifference() {}

    /** Returns the differences at a path. */
    static List<Difference> of(String path, String before, String after) {
        if (before.strip().indexOf('\n') < 0 && after.strip().indexOf('\n') < 0) {
            return line(path, before, after);
        }
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        List<Difference> found = new ArrayList<>();
        for (Alignment.Hunk hunk : Alignment.of(old, now)) {
            int removed = hunk.toBefore() - hunk.fromBefore();
            int added = hunk.toAfter() - hunk.fromAfter();
            int paired = removed == added ? removed : 0;
            for (int index = 0; index < paired; index++) {
                int number = hunk.fromAfter() + index;
                found.addAll(line(path + ":" + (number + 1), old.get(hunk.fromBefore() + index), now.get(number)));
            }
            for (int index = hunk.fromBefore() + paired; index < hunk.toBefore(); index++) {
                found.add(Difference.removed(path + ":" + (index + 1), Difference.oneLine(old.get(index))));
            }
            for (int index = hunk.fromAfter() + paired; index < hunk.toAfter(); index++) {
                found.add(Difference.added(path + ":" + (index + 1), Difference.oneLine(now.get(index)), false));
            }
        }
        // Texts can also differ in their line ends alone.
        return found.isEmpty() ? List.of(new Difference(path, "text", "text with other line ends", false)) : found;
    }

    private static List<Difference> line(String path, String before, String after) {
        String old = Difference.oneLine(before);
        String now = Difference.oneLine(after);
        if (old.equals(now)) {
            return List.of(new Difference(path, old, now + " (other white space)", false));
        }
        if (old.length() <= WHOLE && now.length() <= WHOLE) {
            return List.of(new Difference(path, old, now, false));
        }
        List<String> oldWords = Arrays.asList(WORDS.split(old));
        List<String> newWords = Arrays.asList(WORDS.split(now));
        List<Difference> found = new ArrayList<>();
        for (Alignment.Hunk hunk : merged(Alignment.of(oldWords, newWords), newWords)) {
            found.add(new Difference(
                    path,
                    around(oldWords, hunk.fromBefore(), hunk.toBefore()),
                    around(newWords, hunk.fromAfter(), hunk.toAfter()),
                    false));
        }
        return found;
    }

    /** Joins differences whose contexts would overlap. */
    private static List<Alignment.Hunk> merged(List<Alignment.Hunk> hunks, List<String> words) {
        List<Alignment.Hunk> merged = new ArrayList<>();
        for (Alignment.Hunk hunk : hunks) {
            Alignment.Hunk last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null
                    && String.join("", words.subList(last.toAfter(), hunk.fromAfter()))
                                    .length()
                            < 2 * CONTEXT) {
                merged.set(
                        merged.size() - 1,
                        new Alignment.Hunk(last.fromBefore(), hunk.toBefore(), last.fromAfter(), hunk.toAfter()));
            } else {
                merged.add(hunk);
            }
        }
        return merged;
    }

    private static String around(List<String> words, int from, int to) {
        String head = String.join("", words.subList(0, from));
        String tail = String.join("", words.subList(to, words.size()));
        return (head.length() > CONTEXT ? "…" + head.substring(head.length() - CONTEXT) : head)
                + String.join("", words.subList(from, to))
                + (tail.length() > CONTEXT ? tail.substring(0, CONTEXT) + "…" : tail);
    }
}
