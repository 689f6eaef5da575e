package dev.plinth.engine.external;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.binary.LanguageHosts;
import dev.plinth.engine.binary.SearchPath;
import dev.plinth.engine.program.ProgramRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Starts a Python program in its virtual environment, with a launcher of Plinth's own: the one that
 * {@code pulumi-language-python} uses comes with that host only.
 */
final class PythonLauncher implements ProcessProgram.Launcher {

    private static final String LAUNCHER = "python_launcher.py";

    private final ProjectProgram project;
    private final Path python;
    private final Map<String, String> variables = new TreeMap<>();

    /**
     * Creates the launcher.
     *
     * @param project the project's program
     * @param hosts finds {@code python3}
     * @param environment the environment of the program's process
     * @throws EngineException when there is no Python
     */
    PythonLauncher(ProjectProgram project, LanguageHosts hosts, Map<String, String> environment) {
        this.project = project;
        String toolchain = project.option("toolchain");
        if (toolchain.equals("poetry")) {
            throw hosts.missing("python", "Without it, Plinth supports only the toolchains pip and uv.");
        }
        String virtualenv = project.option("virtualenv");
        if (virtualenv.isEmpty() && toolchain.equals("uv")) {
            virtualenv = ".venv";
        }
        if (virtualenv.isEmpty()) {
            String named = environment.getOrDefault("PULUMI_PYTHON_CMD", "");
            this.python = Stream.of(named, "python3", "python")
                    .filter(command -> !command.isEmpty())
                    .map(command -> hosts.search().find(command))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> hosts.missing("python", "Without it, `python3` on the PATH is needed."));
            return;
        }
        Path directory = project.root().resolve(virtualenv).normalize();
        this.python = Stream.of(Path.of("bin", "python"), Path.of("Scripts", "python.exe"))
                .map(directory::resolve)
                .filter(SearchPath::isExecutable)
                .findFirst()
                .orElseThrow(() -> new EngineException("the virtual environment " + directory
                        + " does not exist; run `python3 -m venv " + directory
                        + "` and install the program's packages, or fix runtime.options.virtualenv in Pulumi.yaml"));
        variables.put("VIRTUAL_ENV", directory.toString());
        variables.put(
                "PATH",
                Objects.requireNonNull(python.getParent()) + File.pathSeparator + environment.getOrDefault("PATH", ""));
    }

    @Override
    public ProcessProgram.Command command(ProgramRun run, String address) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(RunVariables.config(run));
        List<String> line = new ArrayList<>(List.of(python.toString(), "-u", "-c", launcher()));
        line.addAll(List.of("--monitor", address, "--engine", address));
        line.addAll(List.of("--organization", run.organization(), "--project", run.project()));
        line.addAll(List.of("--root_directory", project.root().toString(), "--stack", run.stack()));
        line.addAll(List.of("--dry_run", String.valueOf(run.dryRun())));
        line.addAll(List.of("--parallel", String.valueOf(run.parallel()), project.entryPoint()));
        return new ProcessProgram.Command(line, all);
    }

    private static String launcher() {
        try (InputStream stream = Objects.requireNonNull(PythonLauncher.class.getResourceAsStream(LAUNCHER))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
