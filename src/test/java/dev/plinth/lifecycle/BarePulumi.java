package dev.plinth.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.engine.external.SdkLanguageHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code pulumi} command as a person types it in a project's folder, with a login, home and state of its own. */
final class BarePulumi {

    private final Path project;
    private final Map<String, String> environment = new TreeMap<>();

    /**
     * Prepares home, state and PATH.
     *
     * @param project the folder of Pulumi.yaml
     * @param own an empty folder for home, state and the language hosts
     * @param providers the value of PULUMI_DEBUG_PROVIDERS
     */
    BarePulumi(Path project, Path own, String providers) throws IOException {
        this.project = project;
        Path bin = Files.createDirectories(own.resolve("bin"));
        writeHost(bin, "java", JavaLanguageHost.class);
        writeHost(bin, "nodejs", SdkLanguageHost.class);
        writeHost(bin, "python", SdkLanguageHost.class);
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put("HOME", own.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PULUMI_HOME", own.resolve("home").toString());
        environment.put(
                "PULUMI_BACKEND_URL",
                Files.createDirectories(own.resolve("state")).toUri().toString());
        environment.put("PULUMI_CONFIG_PASSPHRASE", "a passphrase of this test only");
        environment.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        environment.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
        environment.put("PULUMI_DEBUG_PROVIDERS", providers);
        // Brings `policy analyze`.
        environment.put("PULUMI_EXPERIMENTAL", "true");
        // Brings --event-log.
        environment.put("PULUMI_DEBUG_COMMANDS", "true");
    }

    private static void writeHost(Path bin, String runtime, Class<?> host) throws IOException {
        Path script = Files.writeString(
                bin.resolve("pulumi-language-" + runtime),
                """
                #!/bin/sh
                # Otherwise the host would find itself.
                PATH='%s'
                exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
                """
                        .formatted(
                                System.getenv("PATH"),
                                System.getProperty("java.home"),
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                host.getName()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** Runs a command. */
    Run run(String... command) {
        List<String> line = new ArrayList<>();
        line.add(TestProject.engine().toString());
        line.addAll(List.of(command));
        line.addAll(List.of("--non-interactive", "--color", "never"));
        return Run.of(line, project, environment);
    }

    /** A stack's resources by URN, each with its inputs; secrets stay encrypted. */
    Map<String, JsonNode> inputs(String stack) {
        return inputs(run("stack", "export", "-s", stack).json());
    }

    /** Reads the resources of a state. */
    static Map<String, JsonNode> inputs(JsonNode export) {
        Map<String, JsonNode> inputs = new TreeMap<>();
        export.path("deployment")
                .path("resources")
                .forEach(resource -> inputs.put(resource.path("urn").asText(), resource.path("inputs")));
        return inputs;
    }
}
