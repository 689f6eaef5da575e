package dev.plinth.cli.setup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.setup.ProjectValues.Kind;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth new}: writes a project of the user's own. */
@Command(
        name = "new",
        description =
                "Create a project: a program with stack files, policies, tests and workflows, which runs on the simulator immediately. "
                        + "On a terminal, prompts for each value without an option.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth new shop                            ask for name, region, domain, e-mail, repository",
            "  plinth new shop --template service --yes   use the defaults",
            "  plinth new shop --template platform --region eu-west-1 --domain shop.example.org --yes",
            "  plinth new shop --from sveltekit --domain shop.example.org --yes"
        })
public final class NewCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "The directory to create; it may exist if it is empty.")
    Path directory = Path.of("");

    @ArgGroup
    Source source = new Source();

    /** The files that the project starts with. */
    static final class Source {
        @Option(
                names = "--template",
                paramLabel = "NAME",
                completionCandidates = TemplateNames.class,
                description = "One of ${COMPLETION-CANDIDATES}. Default: minimal.")
        String template = "minimal";

        @Option(
                names = "--from",
                paramLabel = "EXAMPLE",
                completionCandidates = ExampleNames.class,
                description = "Start from a complete example: one of ${COMPLETION-CANDIDATES}.")
        @Nullable
        String example;

        String name() {
            return example == null ? template : example;
        }

        SortedMap<String, byte[]> render(ProjectValues values, LocalDate today) {
            return example == null
                    ? new ProjectTemplate(template).render(values)
                    : new ProjectExample(example).render(values, today);
        }

        Optional<ConfigException.Fault> fault() {
            List<String> names = example == null ? ProjectTemplate.names() : ProjectExample.names();
            return names.contains(name())
                    ? Optional.empty()
                    : Optional.of(new ConfigException.Fault(
                            example == null ? "--template" : "--from",
                            "is \"" + name() + "\"",
                            "one of " + String.join(", ", names)));
        }
    }

    @Option(names = "--yes", description = "Use the defaults instead of prompting.")
    boolean yes;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The project's name, which also names its resources. Default: the directory's.")
    @Nullable
    String name;

    @Option(names = "--region", paramLabel = "REGION", description = "The AWS Region. Default: eu-central-1.")
    @Nullable
    String region;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "The domain; it also names the Java package. Default: example.com, a placeholder.")
    @Nullable
    String domain;

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "The address that alarms are sent to. Default: operations@DOMAIN.")
    @Nullable
    String email;

    @Option(
            names = "--repository",
            paramLabel = "OWNER/NAME",
            description = "The repository on GitHub. Default: example/NAME, a placeholder.")
    @Nullable
    String repository;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "The AWS account. Default: 123456789012, a placeholder.")
    @Nullable
    String account;

    @Mixin
    CommonOptions common = new CommonOptions();

    NewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The names of the templates, for help and completion. */
    static final class TemplateNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ProjectTemplate.names().iterator();
        }
    }

    /** The names of the examples, for help and completion. */
    static final class ExampleNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ProjectExample.names().iterator();
        }
    }

    @Override
    public Integer call() {
        if (common.project != null) {
            throw new UsageException("--project does not apply to `plinth new`; DIR is the project's directory");
        }
        refuseWhatIsThere();
        ProjectValues values = values();
        SortedMap<String, byte[]> files = source.render(values, common.today());
        write(files);
        List<String> next = Stream.of(
                        "cd " + directory,
                        "./plinth up development --simulate --yes",
                        "./mvnw verify",
                        "./plinth config check production")
                .filter(line -> !line.equals("cd ."))
                .toList();
        if (common.json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("directory", directory.toString());
            document.put(source.example == null ? "template" : "example", source.name());
            Kind.all().forEach(kind -> document.put(kind.option(), values.get(kind)));
            files.keySet().forEach(document.putArray("files")::add);
            next.forEach(document.putArray("next")::add);
            terminal.json(document);
        } else {
            terminal.out()
                    .println("created " + directory + " from the " + (source.example == null ? "template " : "example ")
                            + source.name() + ":");
            summary(files).forEach((folder, count) -> terminal.out()
                    .println("  " + folder + (count > 1 ? " (" + count + " files)" : "")));
            terminal.out().println("next:");
            next.forEach(line -> terminal.out().println("  " + line));
        }
        return ExitCode.OK;
    }

    /** The files at the top, and the folders with how many files each has. */
    private static Map<String, Long> summary(SortedMap<String, byte[]> files) {
        return files.keySet().stream()
                .collect(Collectors.groupingBy(
                        path -> path.contains("/") ? path.substring(0, path.indexOf('/') + 1) : path,
                        java.util.TreeMap::new,
                        Collectors.counting()));
    }

    /** A fresh clone of an empty repository counts as empty. */
    private void refuseWhatIsThere() {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new UsageException(directory + " is a file; expected a directory that is empty or does not exist");
        }
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                List<String> found = files.map(file -> String.valueOf(file.getFileName()))
                        .filter(file -> !file.equals(".git"))
                        .sorted()
                        .toList();
                if (!found.isEmpty()) {
                    throw new UsageException(directory + " is not empty: it has "
                            + String.join(", ", found.subList(0, Math.min(5, found.size())))
                            + (found.size() > 5 ? " and " + (found.size() - 5) + " more" : "")
                            + "; expected a directory that is empty or does not exist");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private ProjectValues values() {
        Map<Kind, String> values = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            String given = given(kind);
            if (given != null) {
                values.put(kind, given);
            }
        }
        // Faults of options are reported before anything is asked.
        List<ConfigException.Fault> faults = new ArrayList<>(ProjectValues.faults(values));
        source.fault().ifPresent(fault -> faults.add(0, fault));
        refuse(faults);
        boolean asks = !yes && values.size() < Kind.values().length;
        if (asks && !terminal.interactive()) {
            throw new UsageException("missing: "
                    + Kind.all()
                            .filter(kind -> !values.containsKey(kind))
                            .map(kind -> "--" + kind.option())
                            .collect(Collectors.joining(", "))
                    + "; use --yes to take the defaults in a non-interactive session");
        }
        for (Kind kind : Kind.values()) {
            if (!values.containsKey(kind)) {
                String byDefault = kind.byDefault(directory, values);
                values.put(kind, asks ? ask(kind, byDefault) : byDefault);
            }
        }
        refuse(ProjectValues.faults(values));
        return new ProjectValues(values);
    }

    private static void refuse(List<ConfigException.Fault> faults) {
        if (!faults.isEmpty()) {
            throw new ConfigException("plinth new", faults);
        }
    }

    /** Prompts until the answer is valid. */
    private String ask(Kind kind, String byDefault) {
        while (true) {
            String answer = terminal.ask(kind.question(), byDefault)
                    .orElseThrow(() -> new UsageException("no answer; use --yes to take the defaults"));
            Optional<ConfigException.Fault> fault = kind.fault(answer);
            if (fault.isEmpty()) {
                return answer;
            }
            terminal.say("  " + fault.get());
        }
    }

    private @Nullable String given(Kind kind) {
        return switch (kind) {
            case NAME -> name;
            case REGION -> region;
            case DOMAIN -> domain;
            case EMAIL -> email;
            case REPOSITORY -> repository;
            case ACCOUNT -> account;
        };
    }

    private void write(SortedMap<String, byte[]> files) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.write(path, file.getValue());
                if (isScript(file.getValue()) && !path.toFile().setExecutable(true, false)) {
                    throw new IOException(path + " cannot be made executable");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isScript(byte[] content) {
        return content.length > 2 && content[0] == '#' && content[1] == '!';
    }
}
