package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.deletion.DestroySection;
import dev.plinth.report.ReportStep;

/** Prints the plan of a destroy: the data stores first, then the deletions by component and the cost. */
public final class DestroyText {

    private final Terminal terminal;
    private final boolean full;

    /**
     * Creates the text.
     *
     * @param full whether each deletion is listed
     */
    public DestroyText(Terminal terminal, boolean full) {
        this.terminal = terminal;
        this.full = full;
    }

    /** Prints a plan. */
    public void print(PreviewReport report) {
        if (full) {
            new StepsText(terminal, true).print(report.plan().changes(), ReportStep.of(report));
        }
        for (Section section : report.sections()) {
            if (full) {
                SectionText.full(terminal).print(section);
            } else if (section.key().equals(DestroySection.KEY)) {
                SectionText.brief(terminal).print(section);
            } else {
                new HangingIndent(terminal).print(section.title() + ": " + section.summary());
            }
        }
    }
}
