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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
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
                "Write a stack's resources for other tools, such as Checkov or Docker Compose. It needs no engine, no cloud and no network. "
                        + "Secrets are not exported.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth export production --format terraform-plan --output plan.json",
            "  plinth export production --format terraform-plan --output plan.json && checkov -f plan.json",
            "  plinth export staging --format graph | jq '.resources | length'",
            "  plinth export development --format compose --output local/compose.yaml --generate-secrets"
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
                    + "graph: the output of `plinth graph --json`. "
                    + "compose: a Compose file of the stack's Docker containers.")
    Format format = Format.GRAPH;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write. Default: the standard output. "
                    + "With compose, also write the files that containers mount to configs/ beside it.")
    @Nullable
    Path output;

    @Option(
            names = "--generate-secrets",
            description =
                    "With compose, write new secrets to secrets/ beside FILE. Secrets of the stack's state are not read.")
    boolean generateSecrets;

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
                case "compose" -> Format.COMPOSE;
                default -> throw new TypeConversionException("'" + name + "' is not terraform-plan, graph or compose");
            };
        }
    }

    @Override
    public Integer call() {
        Path file = output;
        if (generateSecrets && (format != Format.COMPOSE || file == null)) {
            throw new UsageException("--generate-secrets requires --format compose and --output FILE");
        }
        Export export = ExportOperation.export(common.project(), stack, format);
        if (format == Format.COMPOSE && export.left().size() == export.resources()) {
            throw new UsageException("the stack " + stack + " has no Docker containers. Expected resources of type"
                    + " docker:index/container:Container, such as those of DockerHost's example printvision");
        }
        if (file == null) {
            terminal.out().print(export.text());
            terminal.out().flush();
            terminal.say(summary(export));
        } else {
            List<String> missing = write(export, file);
            terminal.say(summary(export));
            if (!missing.isEmpty()) {
                terminal.say("provide before `docker compose up`:\n  " + String.join("\n  ", missing));
            }
        }
        return ExitCode.OK;
    }

    private List<String> write(Export export, Path file) {
        try {
            return ExportOperation.write(export, file, generateSecrets);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(e.getFile() + " " + e.getReason());
        } catch (IOException e) {
            throw new UsageException("--output " + file + " cannot be written: " + e.getMessage());
        }
    }

    private String summary(Export export) {
        int written = export.resources() - export.left().size();
        String text = written + " of " + export.resources() + " resources written";
        if (export.components() > 0) {
            text += "; " + export.components() + " components omitted, their resources are included";
        }
        if (!export.left().isEmpty()) {
            Map<String, Long> types = export.left().stream()
                    .collect(Collectors.groupingBy(GraphResource::type, TreeMap::new, Collectors.counting()));
            text += (format == Format.COMPOSE
                            ? "; omitted, because a Compose file has no such resources: "
                            : "; omitted, because Terraform's AWS and Cloudflare providers have no such type: ")
                    + types.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", "));
        }
        return text;
    }
}
