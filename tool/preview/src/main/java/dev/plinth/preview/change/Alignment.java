package dev.plinth.preview.change;

import java.util.ArrayList;
import java.util.List;

/** Alignment of two lists by their longest common subsequence. */
final class Alignment {

    /** Largest number of compared pairs; beyond it, only the common beginning and end are aligned. */
    private static final int PAIRS = 4_000_000;

    private Alignment() {}

    /**
     * Run of elements that differ.
     *
     * @param fromBefore the index of the first removed element
     * @param toBefore the index after the last removed element
     * @param fromAfter the index of the first added element
     * @param toAfter the index after the last added element
     */
    record Hunk(int fromBefore, int toBefore, int fromAfter, int toAfter) {}

    /** Returns the runs that differ, in order. */
    static <T> List<Hunk> of(List<T> before, List<T> after) {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        int rows = before.size() - end - start;
        int columns = after.size() - end - start;
        if (rows == 0 && columns == 0) {
            return List.of();
        }
        if ((long) rows * columns > PAIRS || rows == 0 || columns == 0) {
            return List.of(new Hunk(start, start + rows, start, start + columns));
        }
        return hunks(
                before.subList(start, start + rows),
                lengths(before.subList(start, start + rows), after.subList(start, start + columns)),
                after.subList(start, start + columns),
                start);
    }

    /** Returns the length of the longest common subsequence of each pair of tails. */
    private static <T> int[][] lengths(List<T> before, List<T> after) {
        int[][] lengths = new int[before.size() + 1][after.size() + 1];
        for (int row = before.size() - 1; row >= 0; row--) {
            for (int column = after.size() - 1; column >= 0; column--) {
                lengths[row][column] = before.get(row).equals(after.get(column))
                        ? lengths[row + 1][column + 1] + 1
                        : Math.max(lengths[row + 1][column], lengths[row][column + 1]);
            }
        }
        return lengths;
    }

    private static <T> List<Hunk> hunks(List<T> before, int[][] lengths, List<T> after, int offset) {
        List<Hunk> hunks = new ArrayList<>();
        int row = 0;
        int column = 0;
        while (row < before.size() || column < after.size()) {
            int fromRow = row;
            int fromColumn = column;
            while ((row < before.size() || column < after.size())
                    && !(row < before.size()
                            && column < after.size()
                            && before.get(row).equals(after.get(column)))) {
                if (column == after.size()
                        || (row < before.size() && lengths[row + 1][column] >= lengths[row][column + 1])) {
                    row++;
                } else {
                    column++;
                }
            }
            if (row > fromRow || column > fromColumn) {
                hunks.add(new Hunk(offset + fromRow, offset + row, offset + fromColumn, offset + column));
            }
            while (row < before.size()
                    && column < after.size()
                    && before.get(row).equals(after.get(column))) {
                row++;
                column++;
            }
        }
        return hunks;
    }
}
