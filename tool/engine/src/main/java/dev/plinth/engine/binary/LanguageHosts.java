package dev.plinth.engine.binary;

import dev.plinth.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds language hosts, the executables {@code pulumi-language-RUNTIME}, where the engine finds them: on the PATH, beside
 * {@code pulumi}, in Pulumi's {@code bin} directory and among its plugins. That of YAML is compiled from the pinned Go module
 * in {@code engine/yaml} where there is none.
 */
public final class LanguageHosts {

    /** The version of the YAML language host that is compiled. */
    public static final String YAML_VERSION = "1.25.0";

    private static final String YAML = "yaml";
    private static final String YAML_PACKAGE = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
    private static final String YAML_VERSION_VARIABLE = "github.com/pulumi/pulumi-yaml/pkg/version.Version";
    private static final Pattern PLUGIN_VERSION = Pattern.compile(".*-v(\\d+\\.\\d+\\.\\d+).*");

    private final Path engineModule;
    private final Map<String, String> environment;
    private final SearchPath search;
    private final PulumiBinary.Progress progress;

    /**
     * Creates the finder.
     *
     * @param environment the environment to search: PATH, HOME and PULUMI_HOME
     * @param progress told how far a compilation is
     */
    public LanguageHosts(Map<String, String> environment, PulumiBinary.Progress progress) {
        this(PulumiBinary.modules(environment), environment, progress);
    }

    /**
     * Creates the finder.
     *
     * @param engineModule the directory of the engine's pinned Go module, which holds the module {@code yaml}
     * @param environment the environment to search: PATH, HOME and PULUMI_HOME
     * @param progress told how far a compilation is
     */
    LanguageHosts(Path engineModule, Map<String, String> environment, PulumiBinary.Progress progress) {
        this.engineModule = engineModule;
        this.environment = Map.copyOf(environment);
        this.search = new SearchPath(this.environment);
        this.progress = progress;
    }

    /** Returns the environment that is searched. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the executables and directories of the environment. */
    public SearchPath search() {
        return search;
    }

    /**
     * Returns a runtime's language host if it is installed; nothing is compiled.
     *
     * @param runtime the runtime, such as {@code nodejs}
     */
    public Optional<Path> find(String runtime) {
        String executable = executable(runtime);
        return search.find(executable).or(() -> directories(runtime).stream()
                .map(directory -> directory.resolve(executable))
                .filter(SearchPath::isExecutable)
                .findFirst());
    }

    /**
     * Returns a runtime's language host, compiled first if it is YAML's and not installed.
     *
     * @param runtime the runtime, such as {@code nodejs}
     * @throws EngineException when it is not installed; the message lists the searched directories and how to install it
     */
    public Path obtain(String runtime) {
        return find(runtime).orElseGet(() -> {
            if (runtime.equals(YAML) && Files.exists(yamlModule().directory().resolve("go.mod"))) {
                Optional<Path> go = search.find("go");
                if (go.isPresent()) {
                    yamlModule().compile(go.get(), compiledYaml(), progress);
                    return compiledYaml();
                }
            }
            throw missing(runtime, "");
        });
    }

    /**
     * Returns the exception for a host that is not installed.
     *
     * @param runtime the runtime
     * @param otherwise what serves instead of the host, a line; or empty
     */
    public EngineException missing(String runtime, String otherwise) {
        StringBuilder text = new StringBuilder("the language host of `runtime: " + runtime + "` is not installed: no `"
                + executable(runtime) + "` on the PATH or in");
        directories(runtime).forEach(directory -> text.append("\n  ").append(directory));
        text.append("\nInstall Pulumi (https://www.pulumi.com/docs/iac/download-install/), which includes it");
        if (runtime.equals(YAML)) {
            text.append(", or Go 1.25 or later, with which Plinth compiles it once");
        }
        text.append('.');
        if (!otherwise.isEmpty()) {
            text.append('\n').append(otherwise);
        }
        return new EngineException(text.toString());
    }

    private static String executable(String runtime) {
        return "pulumi-language-" + runtime;
    }

    private List<Path> directories(String runtime) {
        List<Path> directories = new ArrayList<>();
        search.find("pulumi").ifPresent(pulumi -> directories.add(real(pulumi).resolveSibling("")));
        directories.add(search.pulumiHome().resolve("bin"));
        directories.addAll(plugins(runtime));
        if (runtime.equals(YAML)) {
            directories.add(compiledYaml().resolveSibling(""));
        }
        return directories.stream().distinct().toList();
    }

    /** The installed versions, newest first; the directory of plugins where there is none. */
    private List<Path> plugins(String runtime) {
        Path plugins = search.pulumiHome().resolve("plugins");
        if (!Files.isDirectory(plugins)) {
            return List.of(plugins);
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(plugins, "language-" + runtime + "-v*")) {
            versions.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(plugins + " cannot be listed", e);
        }
        found.removeIf(directory -> !Files.isDirectory(directory));
        found.sort((left, right) -> PulumiBinary.compare(version(right), version(left)));
        return found.isEmpty() ? List.of(plugins) : found;
    }

    private static String version(Path plugin) {
        Matcher matcher = PLUGIN_VERSION.matcher(plugin.toString());
        return matcher.matches() ? matcher.group(1) : "0.0.0";
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private GoModule yamlModule() {
        return new GoModule(
                engineModule.resolve(YAML),
                YAML_PACKAGE,
                YAML_VERSION_VARIABLE,
                YAML_VERSION,
                "YAML language host",
                "1 minute");
    }

    private Path compiledYaml() {
        GoModule module = yamlModule();
        String version = Files.exists(module.directory().resolve("go.mod")) ? "-" + module.digest() : "";
        return search.cache().resolve("language-yaml-" + YAML_VERSION + version).resolve(executable(YAML));
    }
}
