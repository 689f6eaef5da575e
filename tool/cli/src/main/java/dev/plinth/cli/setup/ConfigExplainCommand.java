package dev.plinth.cli.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.ListText;
import dev.plinth.operation.Project;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import dev.plinth.settings.reference.ConfigurationKey;
import dev.plinth.settings.reference.UnknownKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plinth config explain}: a key of stack files, and its value in each stack. */
@Command(
        name = "explain",
        description = "Explain a key of stack files: type, unit, allowed values, default, and its value in each stack.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth config explain recovery",
            "  plinth config explain plinth:cost.monthlyBudget",
            "  plinth config explain 'databases.*.engineVersion' --json"
        })
final class ConfigExplainCommand implements Callable<Integer> {

    private static final String DOCUMENT = "docs/configuration.md";

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "KEY",
            description = "The key, such as recovery.rpoMinutes. The project's namespace and plinth: may be omitted; "
                    + "* stands for each entry of a map.")
    String key = "";

    @Mixin
    CommonOptions common = new CommonOptions();

    ConfigExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = common.project();
        ConfigurationKey found;
        try {
            found = ConfigurationKey.find(ConfigCommand.Schema.of(common), project.name(), key);
        } catch (UnknownKeyException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        Map<String, Map<String, JsonNode>> values = values(project, found);
        if (common.json) {
            terminal.json(document(found, values));
        } else {
            print(found, values);
        }
        return ExitCode.OK;
    }

    private static Map<String, Map<String, JsonNode>> values(Project project, ConfigurationKey key) {
        Map<String, Map<String, JsonNode>> values = new TreeMap<>();
        for (String stack : StackFile.stacks(project.folder())) {
            StackFile file = StackFile.read(project.folder(), stack)
                    .qualified(project.name())
                    .withDefaults(project.defaults())
                    .withoutSecrets();
            values.put(stack, key.values(file.values()));
        }
        return values;
    }

    private static Optional<String> documentation(ConfigurationKey key) {
        return StackReader.sections().stream()
                .map(section -> StackReader.NAMESPACE + ":" + section)
                .filter(section -> key.name().equals(section) || key.name().startsWith(section + "."))
                .findFirst()
                .map(section -> DOCUMENT);
    }

    private static ObjectNode document(ConfigurationKey key, Map<String, Map<String, JsonNode>> values) {
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("key", key.name()).put("type", key.type());
        document.put("required", key.isRequired());
        key.description().ifPresent(text -> document.put("description", text));
        key.unit().ifPresent(unit -> document.put("unit", unit));
        key.allowed().ifPresent(allowed -> document.put("allowed", allowed));
        Optional.ofNullable(key.schema().get("default")).ifPresent(value -> document.set("default", value));
        documentation(key).ifPresent(source -> document.put("documentation", source));
        ObjectNode stacks = document.putObject("values");
        values.forEach((stack, found) -> found.forEach(stacks.putObject(stack)::set));
        key.children().forEach(child -> document.withArray("keys").add(child.name()));
        return document;
    }

    private void print(ConfigurationKey key, Map<String, Map<String, JsonNode>> values) {
        terminal.out().println(key.name());
        key.description().ifPresent(text -> new ListText(terminal).entry("  ", text));
        row("type", key.type());
        key.unit().ifPresent(unit -> row("unit", unit));
        key.allowed().ifPresent(allowed -> row("allowed", allowed));
        row(
                "default",
                key.isRequired()
                        ? "none; the key is required"
                        : key.defaultValue().orElse("none"));
        documentation(key).ifPresent(source -> row("document", source));
        if (!key.children().isEmpty()) {
            terminal.out().println();
            List<List<String>> rows = new ArrayList<>();
            for (ConfigurationKey child : key.children()) {
                rows.add(List.of(
                        child.simpleName(),
                        child.type(),
                        child.isRequired() ? "required" : child.defaultValue().orElse("none"),
                        child.description().orElse("")));
            }
            new ListText(terminal).table(List.of("key", "type", "default", "description"), rows);
        }
        terminal.out().println();
        values.forEach((stack, found) -> {
            if (found.isEmpty()) {
                terminal.out().println(stack + ": not set");
            }
            found.forEach((name, value) -> terminal.out()
                    .println(stack + ": " + name + " = " + (value.isTextual() ? value.asText() : value.toString())));
        });
    }

    private void row(String name, String text) {
        new ListText(terminal).entry("  " + name + " ".repeat(Math.max(1, 10 - name.length())), text);
    }
}
