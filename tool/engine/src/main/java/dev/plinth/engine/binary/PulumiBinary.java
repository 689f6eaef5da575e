package dev.plinth.engine.binary;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.Workspace;
import dev.plinth.settings.file.CachedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the {@code pulumi} executable, or compiles it from the pinned Go module in {@code engine/}.
 *
 * <p>Looked up in this order: the variable {@code PLINTH_PULUMI}, a {@code pulumi} on the PATH of at least version
 * {@value #OLDEST}, one compiled earlier into the user's cache directory, and last a fresh compilation with Go, whose
 * every byte is checked against {@code go.sum}.
 */
public final class PulumiBinary {

    /** The engine's version that is compiled, and that Plinth is tested with. */
    public static final String VERSION = "3.250.0";

    /** The oldest {@code pulumi} on the PATH that is used: the first to stream its events to {@code tcp://}. */
    public static final String OLDEST = "3.206.0";

    private static final String PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
    private static final String VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
    private static final Pattern VERSION_OUTPUT = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    private final Path engineModule;
    private final Map<String, String> environment;
    private final SearchPath search;

    /**
     * Origin of an executable.
     *
     * @param path the executable
     * @param version its version without the leading v
     * @param origin where it comes from, in words for a person
     */
    public record Found(Path path, String version, String origin) {}

    /** Listener to the progress of a compilation, which takes minutes. */
    public interface Progress {
        /** A new phase begins, such as downloading. */
        void phase(String text);

        /**
         * A package was compiled.
         *
         * @param done packages so far
         * @param total packages in all
         */
        void step(int done, int total);
    }

    /**
     * Creates the finder.
     *
     * @param environment the process environment to search, PATH and cache directory
     */
    public PulumiBinary(Map<String, String> environment) {
        this(modules(environment), environment);
    }

    /**
     * Returns the directory of the engine's pinned Go module, which holds the YAML language host's as {@code yaml}.
     *
     * @param environment the process environment, for the cache directory that they are written to
     */
    static Path modules(Map<String, String> environment) {
        return CachedFiles.write(
                "modules",
                Workspace.class,
                "go/",
                List.of("go.mod", "go.sum", "yaml/go.mod", "yaml/go.sum"),
                environment);
    }

    /**
     * Creates the finder.
     *
     * @param engineModule the folder of the pinned Go module
     * @param environment the process environment to search, PATH and cache folder
     */
    PulumiBinary(Path engineModule, Map<String, String> environment) {
        this.engineModule = engineModule;
        this.environment = Map.copyOf(environment);
        this.search = new SearchPath(this.environment);
    }

    /** The executable if there is one already; nothing is compiled. */
    public Optional<Found> find() {
        String named = environment.get("PLINTH_PULUMI");
        if (named != null && !named.isBlank()) {
            Path path = Path.of(named);
            return Optional.of(new Found(
                    path,
                    version(path)
                            .orElseThrow(() -> new EngineException("PLINTH_PULUMI is " + named
                                    + ", which is not a working pulumi executable; set it to one, "
                                    + "or unset the variable")),
                    "PLINTH_PULUMI"));
        }
        return search.find("pulumi")
                .flatMap(path -> version(path)
                        .filter(version -> compare(version, OLDEST) >= 0)
                        .map(version -> new Found(path, version, "the PATH")))
                .or(() -> Optional.of(cached())
                        .filter(Files::isExecutable)
                        .map(path -> new Found(path, VERSION, "the user's cache directory")));
    }

    /**
     * The executable, compiled first when there is none.
     *
     * @param progress told how far the compilation is
     * @throws EngineException when there is neither a pulumi nor a Go to compile it with, or compiling fails
     */
    public Found obtain(Progress progress) {
        return find().orElseGet(() -> compile(progress));
    }

    /** The Go command, if it is on the PATH. */
    public Optional<Path> go() {
        return search.find("go");
    }

    /** Returns the path of the compiled engine, one file for each version of the pinned module. */
    public Path cached() {
        return CachedFiles.cache(environment)
                .resolve("engine-" + VERSION + "-" + module().digest())
                .resolve("pulumi");
    }

    private GoModule module() {
        return new GoModule(engineModule, PACKAGE, VERSION_VARIABLE, VERSION, "Pulumi engine", "4 minutes");
    }

    private Found compile(Progress progress) {
        Path go = go().orElseThrow(() -> new EngineException(
                """
                                there is no Pulumi engine on this machine, and no Go to compile it with. Either
                                  - install Pulumi %s or later, so that `pulumi` is on the PATH, or
                                  - install Go 1.24 or later, so that `go` is on the PATH: Plinth then compiles the engine once
                                and run the command again. `plinth graph` and `plinth policy check` work without an engine."""
                        .formatted(OLDEST)));
        Path target = cached();
        module().compile(go, target, progress);
        return new Found(target, VERSION, "compiled from " + engineModule);
    }

    private static Optional<String> version(Path executable) {
        try {
            ProcessBuilder builder = new ProcessBuilder(executable.toString(), "version");
            // It may be a shim that finds its way by the environment, but not by credentials.
            builder.environment().keySet().removeIf(Workspace::isCredential);
            builder.environment().put("PULUMI_SKIP_UPDATE_CHECK", "true");
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            Matcher matcher = VERSION_OUTPUT.matcher(output);
            return matcher.matches()
                    ? Optional.of(matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Compares two versions of the form {@code major.minor.patch} by their numbers. */
    static int compare(String left, String right) {
        String[] a = left.split("\\.", -1);
        String[] b = right.split("\\.", -1);
        for (int i = 0; i < 3; i++) {
            int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
