package dev.plinth.engine.external;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.binary.SearchPath;
import dev.plinth.engine.program.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starts a Java program as {@code pulumi-language-java} does: {@code java -jar}, or Maven's {@code compile exec:java}.
 *
 * @see <a href="https://github.com/pulumi/pulumi-java/tree/main/pkg/cmd/pulumi-language-java">pulumi-language-java</a>
 */
final class JavaLauncher implements ProcessProgram.Launcher {

    /**
     * The SDK's runner waits in a busy loop on a thread of the common pool, so that on a machine with few processors a program
     * might never end without more threads.
     */
    private static final String THREADS = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=8";

    private final ProjectProgram project;
    private final SearchPath search;
    private final Map<String, String> environment;

    JavaLauncher(ProjectProgram project, SearchPath search, Map<String, String> environment) {
        this.project = project;
        this.search = search;
        this.environment = environment;
    }

    @Override
    public ProcessProgram.Command command(ProgramRun run, String address) {
        Map<String, String> variables = new TreeMap<>(RunVariables.config(run));
        variables.put("PULUMI_MONITOR", address);
        variables.put("PULUMI_ENGINE", address);
        variables.put("PULUMI_ORGANIZATION", run.organization());
        variables.put("PULUMI_PROJECT", run.project());
        variables.put("PULUMI_STACK", run.stack());
        variables.put("PULUMI_PWD", project.directory().toString());
        variables.put("PULUMI_ROOT_DIRECTORY", project.root().toString());
        variables.put("PULUMI_DRY_RUN", String.valueOf(run.dryRun()));
        variables.put("PULUMI_PARALLEL", String.valueOf(run.parallel()));
        String jar = project.option("binary");
        if (!jar.isEmpty()) {
            return new ProcessProgram.Command(List.of(java(), THREADS, "-jar", jar(jar).toString()), variables);
        }
        variables.merge(
                "MAVEN_OPTS", (environment.getOrDefault("MAVEN_OPTS", "") + " " + THREADS).strip(), (a, b) -> b);
        List<String> line = new ArrayList<>(List.of(maven(), "--no-transfer-progress", "-q", "compile", "exec:java"));
        return new ProcessProgram.Command(line, variables);
    }

    private Path jar(String option) {
        Path jar = project.directory().resolve(option).normalize();
        if (!Files.isRegularFile(jar)) {
            throw new EngineException(
                    "the program " + jar + " does not exist; build it, or fix runtime.options.binary in Pulumi.yaml");
        }
        return jar;
    }

    private String java() {
        return search.find("java")
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"))
                .toString();
    }

    private String maven() {
        Path wrapper = project.directory().resolve("mvnw");
        return SearchPath.isExecutable(wrapper)
                ? wrapper.toString()
                : search.find("mvn")
                        .orElseThrow(() -> new EngineException("the program in " + project.directory()
                                + " needs Maven: no `mvnw` there, and no `mvn` on the PATH"))
                        .toString();
    }
}
