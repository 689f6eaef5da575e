package dev.plinth.preview.cost;

import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import java.util.List;
import java.util.stream.Collectors;

/** A section as plain text, so that a golden file shows what every report shows. */
final class Texts {

    private Texts() {}

    static String of(Section section) {
        return section.title() + ": " + section.summary() + " [" + section.risk() + "]\n" + of(section.blocks());
    }

    private static String of(List<Block> blocks) {
        return blocks.stream().map(Texts::of).collect(Collectors.joining());
    }

    private static String of(Block block) {
        if (block instanceof Block.Text text) {
            return text.text() + "\n";
        }
        if (block instanceof Block.Warning warning) {
            return "! " + warning.text() + "\n";
        }
        if (block instanceof Block.Table table) {
            return String.join(" | ", table.columns()) + "\n"
                    + table.rows().stream()
                            .map(row -> String.join(" | ", row).stripTrailing() + "\n")
                            .collect(Collectors.joining());
        }
        if (block instanceof Block.Standing standing) {
            return "\n[unchanged: " + standing.summary() + "]\n" + of(standing.content());
        }
        Block.Details details = (Block.Details) block;
        return "\n[" + details.summary() + "]\n" + of(details.content());
    }
}
