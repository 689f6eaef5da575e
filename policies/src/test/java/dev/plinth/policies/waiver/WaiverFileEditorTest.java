package dev.plinth.policies.waiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WaiverFileEditorTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
    private static final Waiver WAIVER =
            new Waiver("rds-multi-az", "*::database", "Until the cut-over", "platform", TODAY.plusDays(30));

    private static final String ENTRY =
            """
              - rule: rds-multi-az
                urn: "*::database"
                reason: "Until the cut-over"
                owner: "platform"
                expires: 2026-07-01
            """;

    private static String add(String yaml) {
        return WaiverFileEditor.add("waivers.yaml", yaml, WAIVER, TODAY);
    }

    @Test
    void beginsAFileAndAnEmptyList() {
        assertThat(add("")).isEqualTo("waivers:\n" + ENTRY);
        assertThat(add("# Head.\nwaivers: []\n")).isEqualTo("# Head.\nwaivers:\n" + ENTRY);
        assertThat(add("waivers: [] # none yet\n# Foot.\n")).isEqualTo("waivers: # none yet\n" + ENTRY + "# Foot.\n");
    }

    @Test
    void keepsCommentsAndOrderOfTheRest() {
        String before =
                """
                # Head.
                waivers:
                # About the first.
                - {rule: b-b, urn: "*", reason: Closed next week, owner: ops, expires: 2026-06-30}   # why
                - rule: a-a
                  urn: "*"
                  reason: Closed next week
                  owner: ops # the team
                  expires: 2026-06-30

                # Foot.
                """;
        String after = add(before);
        assertThat(after.lines().filter(line -> !before.contains(line)))
                .hasSize(5)
                .first()
                .isEqualTo("- rule: rds-multi-az");
        assertThat(after)
                .startsWith(before.substring(0, before.indexOf("\n\n# Foot")))
                .endsWith("\n# Foot.\n");
        assertThat(WaiverFile.parse("w", after, TODAY)).hasSize(3).last().isEqualTo(WAIVER);
    }

    @Test
    void rejectsAFileThatItCannotExtend() {
        assertThatThrownBy(() ->
                        add("waivers: [{rule: a-a, urn: x, reason: Closed next week, owner: o, expires: 2026-06-30}]"))
                .isInstanceOf(InvalidWaiversException.class)
                .hasMessageContaining("uses brackets");
        assertThatThrownBy(() -> add("waivers:\n" + ENTRY)).hasMessageContaining("a duplicate waiver");
        assertThatThrownBy(() -> add("waivers: x")).hasMessageContaining("one list named waivers");
        assertThatThrownBy(() -> WaiverFileEditor.add(
                        "waivers.yaml", "", new Waiver("a-a", "*", "short", "o", TODAY.plusDays(91)), TODAY))
                .hasMessageContaining("reason")
                .hasMessageContaining("expires");
    }

    @Test
    void theEndOfALineByUnicodeArrivesAsItIs() throws Exception {
        anyTextArrivesAsItIs("between\u2028two\u2029lines", "platform");
    }

    @Property(tries = 200)
    void anyTextArrivesAsItIs(@ForAll String reason, @ForAll String owner) {
        String printable = reason.replaceAll("[^\\x20-\\x7E\\u00A1-\\uD7FF\\n\\t]", "");
        String name = owner.replaceAll("[^\\x20-\\x7E]", "");
        Waiver waiver = new Waiver("a-a", "*", "Reason: " + printable + " .", "o " + name + ".", TODAY);
        String after = WaiverFileEditor.add("w", "waivers: []\n", waiver, TODAY);
        assertThat(WaiverFile.parse("w", after, TODAY)).isEqualTo(List.of(waiver));
    }
}
