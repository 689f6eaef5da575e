package dev.plinth.engine.external;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.process.ChildProcess;
import dev.plinth.engine.program.ProgramRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Starts a Node.js program with the launcher of the program's SDK, as {@code pulumi-language-nodejs} does.
 *
 * @see <a href="https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run/index.ts">the launcher's options</a>
 */
final class NodeLauncher implements ProcessProgram.Launcher {

    private static final String LAUNCHER = "@pulumi/pulumi/cmd/run";

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final ProjectProgram project;
    private final Path node;
    private final Map<String, String> environment;

    NodeLauncher(ProjectProgram project, Path node, Map<String, String> environment) {
        this.project = project;
        this.node = node;
        this.environment = environment;
    }

    @Override
    public ProcessProgram.Command command(ProgramRun run, String address) throws InterruptedException {
        Map<String, String> variables = new TreeMap<>(RunVariables.config(run));
        if (project.options().path("typescript").asBoolean(true)) {
            variables.put("PULUMI_NODEJS_TYPESCRIPT", "true");
        }
        if (!project.option("tsconfig").isEmpty()) {
            variables.put("PULUMI_NODEJS_TSCONFIG_PATH", project.option("tsconfig"));
        }
        List<String> line = new ArrayList<>();
        line.add(node.toString());
        SPACES.splitAsStream(project.option("nodeargs").strip())
                .filter(argument -> !argument.isEmpty())
                .forEach(line::add);
        line.add(launcher());
        line.addAll(List.of("--monitor", address, "--engine", address));
        line.addAll(List.of("--organization", run.organization(), "--project", run.project()));
        line.addAll(List.of("--root-directory", project.root().toString(), "--stack", run.stack()));
        line.addAll(List.of("--pwd", project.directory().toString()));
        if (run.dryRun()) {
            line.add("--dry-run");
        }
        line.addAll(List.of("--parallel", String.valueOf(run.parallel()), project.entryPoint()));
        return new ProcessProgram.Command(line, variables);
    }

    /** The SDK that the program itself would load. */
    private String launcher() throws InterruptedException {
        StringJoiner found = new StringJoiner("\n");
        try (ChildProcess process = ChildProcess.start(
                List.of(node.toString(), "-p", "require.resolve('" + LAUNCHER + "')"),
                project.directory(),
                environment,
                found::add,
                error -> {})) {
            if (process.waitFor() == 0) {
                return Objects.toString(found).strip();
            }
        }
        throw new EngineException("the program's packages are not installed: no `@pulumi/pulumi` in "
                + project.directory() + " or above; run `npm install` there");
    }
}
