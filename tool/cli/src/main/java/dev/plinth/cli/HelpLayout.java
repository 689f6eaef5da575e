package dev.plinth.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Layout of the help: commands with the first sentence of their description, and examples that can be copied at each width. */
final class HelpLayout {

    private static final String INDENT = "  ";

    /** End of a line that the shell continues on the next one. */
    private static final String CONTINUED = " \\";

    private HelpLayout() {}

    /** Sets the layout of a command and its subcommands. */
    static void apply(CommandLine line) {
        Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpLayout::commands);
        sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, HelpLayout::examples);
        line.setHelpSectionMap(sections);
    }

    private static String commands(Help help) {
        Map<String, Help> commands = help.subcommands();
        if (commands.isEmpty()) {
            return "";
        }
        int longest = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
        int names = longest + 2 * INDENT.length();
        Help.TextTable table = Help.TextTable.forColumns(
                help.colorScheme(),
                new Column(names, INDENT.length(), Overflow.SPAN),
                new Column(help.commandSpec().usageMessage().width() - names, 0, Overflow.WRAP));
        table.setAdjustLineBreaksForWideCJKCharacters(true);
        commands.forEach((name, command) -> table.addRowValues(
                help.colorScheme().commandText(name),
                help.colorScheme()
                        .text(sentence(String.join(
                                " ", command.commandSpec().usageMessage().description())))));
        return table.toString();
    }

    private static String sentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String examples(Help help) {
        int width = help.commandSpec().usageMessage().width();
        return Arrays.stream(help.commandSpec().usageMessage().footer())
                .map(example -> example(help.colorScheme().text(example).toString(), width) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** Returns an example whose explanation, which follows at least two spaces, and whose words fit in the width. */
    static String example(String example, int width) {
        if (example.length() <= width) {
            return example;
        }
        int end = example.indexOf(INDENT, INDENT.length());
        String command = end < 0 ? example.strip() : example.substring(0, end).strip();
        StringBuilder text = new StringBuilder();
        int used = 0;
        for (String word : command.split(" ", -1)) {
            boolean first = text.isEmpty();
            if (!first && used + 1 + word.length() + CONTINUED.length() > width) {
                text.append(CONTINUED).append(System.lineSeparator());
                used = 0;
            }
            String gap = first ? INDENT : used == 0 ? INDENT.repeat(2) : " ";
            text.append(gap).append(word);
            used += gap.length() + word.length();
        }
        if (end >= 0) {
            String comment = INDENT.repeat(3) + "# ";
            used = width;
            for (String word : example.substring(end).strip().split(" +", -1)) {
                boolean fits = used + 1 + word.length() <= width;
                text.append(fits ? " " : System.lineSeparator() + comment).append(word);
                used = (fits ? used + 1 : comment.length()) + word.length();
            }
        }
        return text.toString();
    }
}
