package dev.plinth.report;

import dev.plinth.policies.report.Markdown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Part of a page with a variable length, so that a page never exceeds its limit.
 *
 * @param rank the priority; parts with a low rank are written first
 * @param least the shortest form: a line that counts omissions, or nothing
 * @param within returns the part for a maximum size in bytes, which is never below that of {@code least}
 */
record MarkdownPart(int rank, String least, IntFunction<String> within) {

    /** Returns a part with a fixed length. */
    static MarkdownPart fixed(String text) {
        return new MarkdownPart(0, text, bytes -> text);
    }

    /**
     * Joins parts into a page.
     *
     * @param parts the parts, in the order of the page
     * @param limit the maximum size in bytes
     */
    static String join(List<MarkdownPart> parts, int limit) {
        int left = limit;
        for (MarkdownPart part : parts) {
            left -= Markdown.length(part.least);
        }
        if (left < 0) {
            throw new IllegalArgumentException("the shortest form exceeds the limit by " + -left + " bytes");
        }
        List<String> texts =
                new ArrayList<>(parts.stream().map(MarkdownPart::least).toList());
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < parts.size(); index++) {
            order.add(index);
        }
        order.sort(Comparator.comparing(index -> parts.get(index).rank));
        for (int index : order) {
            MarkdownPart part = parts.get(index);
            int least = Markdown.length(part.least);
            String text = part.within.apply(left + least);
            left -= Markdown.length(text) - least;
            if (left < 0) {
                throw new IllegalStateException("a part exceeds its limit by " + -left + " bytes");
            }
            texts.set(index, text);
        }
        return String.join("", texts);
    }
}
