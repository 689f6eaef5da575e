package dev.plinth.engine.external;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.Workspace;
import dev.plinth.engine.binary.LanguageHosts;
import dev.plinth.engine.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Programs in other processes, chosen by a project's Pulumi.yaml. */
public final class Programs {

    private Programs() {}

    /**
     * Returns a project's program. A jar ({@code runtime: java} with the option {@code binary}) is started directly; any other
     * program by its language host; where the host of Java, Node.js or Python is not installed, by the build tool or the SDK.
     *
     * @param project the project's directory
     * @param hosts finds language hosts and other executables
     * @param simulated whether the program's processes get no credentials, and no provider plugin is downloaded
     * @param schemas the providers' schemas for hosts that ask for them, such as that of YAML; {@link SchemaSource#NONE} has
     *     the host ask the installed providers
     * @throws dev.plinth.settings.ConfigException when Pulumi.yaml has faults
     * @throws EngineException when nothing that can run the program is installed
     */
    public static Program of(Path project, LanguageHosts hosts, boolean simulated, SchemaSource schemas) {
        ProjectProgram program = ProjectProgram.read(project);
        Map<String, String> environment = new TreeMap<>(hosts.environment());
        if (simulated) {
            environment.keySet().removeIf(Workspace::isCredential);
            environment.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
        }
        if (program.runtime().equals("java") && program.option("binary").endsWith(".jar")) {
            return new ProcessProgram(program, environment, new JavaLauncher(program, hosts.search(), environment));
        }
        Optional<Path> host = hosts.find(program.runtime());
        if (host.isPresent()) {
            return new HostedProgram(program, environment, host.get(), schemas);
        }
        return switch (program.runtime()) {
            case "java" -> {
                if (Files.notExists(program.directory().resolve("pom.xml"))) {
                    throw hosts.missing(
                            "java", "Without it, a project needs a pom.xml or the runtime's option `binary`, a jar.");
                }
                yield new ProcessProgram(program, environment, new JavaLauncher(program, hosts.search(), environment));
            }
            case "nodejs" ->
                new ProcessProgram(
                        program,
                        environment,
                        new NodeLauncher(
                                program,
                                hosts.search()
                                        .find("node")
                                        .orElseThrow(() ->
                                                hosts.missing("nodejs", "Without it, `node` on the PATH is needed.")),
                                environment));
            case "python" -> new ProcessProgram(program, environment, new PythonLauncher(program, hosts, environment));
            default -> new HostedProgram(program, environment, hosts.obtain(program.runtime()), schemas);
        };
    }
}
