package dev.plinth.report;

import dev.plinth.policies.report.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A part of a page that can be had at several lengths, so that a page never gets longer than it may be.
 *
 * @param rank which parts get their length first: those of the lowest number
 * @param least the part where there is no room for it: a line that says what is left out, or nothing
 * @param within writes the part in at most so many bytes, of which there are never fewer than {@code least} has
 */
record MarkdownPart(int rank, String least, IntFunction<String> within) {

    /** A part that has one length, and is always there. */
    static MarkdownPart fixed(String text) {
        return new MarkdownPart(0, text, bytes -> text);
    }

    /**
     * Joins parts to a page.
     *
     * @param parts in the order of the page
     * @param limit the most bytes; the parts without room have fewer
     */
    static String join(List<MarkdownPart> parts, int limit) {
        int left = limit;
        for (MarkdownPart part : parts) {
            left -= Markdown.length(part.least);
        }
        if (left < 0) {
            throw new IllegalArgumentException("what can't be left out is " + -left + " bytes too long");
        }
        List<String> texts =
                new ArrayList<>(parts.stream().map(MarkdownPart::least).toList());
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < parts.size(); index++) {
            order.add(index);
        }
        order.sort(java.util.Comparator.comparing(index -> parts.get(index).rank));
        for (int index : order) {
            MarkdownPart part = parts.get(index);
            int least = Markdown.length(part.least);
            String text = part.within.apply(left + least);
            left -= Markdown.length(text) - least;
            if (left < 0) {
                throw new IllegalStateException("a part is " + -left + " bytes longer than it may be");
            }
            texts.set(index, text);
        }
        return String.join("", texts);
    }
}
