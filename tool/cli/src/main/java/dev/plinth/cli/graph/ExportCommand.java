package dev.plinth.cli.graph;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackCandidates;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.GraphResource;
import dev.plinth.operation.ExportOperation;
import dev.plinth.operation.ExportOperation.Export;
import dev.plinth.operation.ExportOperation.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code plinth export}: a stack's resources in a form that other tools read. */
@Command(
        name = "export",
        description =
                "Write a stack's resources for other tools, such as Checkov. It needs no engine, no cloud and no network. "
                        + "Secrets are not exported.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth export production --format terraform-plan --output plan.json",
            "  plinth export production --format terraform-plan --output plan.json && checkov -f plan.json",
            "  plinth export staging --format graph | jq '.resources | length'"
        })
public final class ExportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging.")
    String stack = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            converter = FormatConverter.class,
            description = "Output format. "
                    + "terraform-plan: the output of `terraform show -json` for a plan that creates the stack. "
                    + "graph: the output of `plinth graph --json`.")
    Format format = Format.GRAPH;

    @Option(names = "--output", paramLabel = "FILE", description = "The file to write. Default: the standard output.")
    @Nullable
    Path output;

    @Mixin
    CommonOptions common = new CommonOptions();

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reads a format's name. */
    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(String name) {
            return switch (name) {
                case "terraform-plan" -> Format.TERRAFORM_PLAN;
                case "graph" -> Format.GRAPH;
                default -> throw new TypeConversionException("'" + name + "' is not terraform-plan or graph");
            };
        }
    }

    @Override
    public Integer call() {
        Export export = ExportOperation.export(common.project(), stack, format);
        Path file = output;
        if (file == null) {
            terminal.json(export.document());
        } else {
            try {
                Files.writeString(file, export.document().toPrettyString() + "\n");
            } catch (IOException e) {
                throw new UsageException("--output " + file + " cannot be written: " + e.getMessage());
            }
        }
        terminal.say(summary(export));
        return ExitCode.OK;
    }

    private static String summary(Export export) {
        int written = export.resources() - export.left().size();
        String text = written + " of " + export.resources() + " resources written";
        if (export.components() > 0) {
            text += "; " + export.components() + " components omitted, their resources are included";
        }
        if (!export.left().isEmpty()) {
            Map<String, Long> types = export.left().stream()
                    .collect(Collectors.groupingBy(GraphResource::type, TreeMap::new, Collectors.counting()));
            text += "; omitted, because Terraform's AWS and Cloudflare providers have no such type: "
                    + types.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", "));
        }
        return text;
    }
}
