package dev.plinth.engine.binary;

import dev.plinth.settings.file.CachedFiles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds executables and the user's directories in an environment. */
public final class SearchPath {

    private final Map<String, String> environment;

    /**
     * Creates a search path.
     *
     * @param environment the variables PATH, HOME, PULUMI_HOME and XDG_CACHE_HOME among others
     */
    public SearchPath(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Returns an executable on the PATH. */
    public Optional<Path> find(String command) {
        return directories().stream()
                .map(directory -> directory.resolve(command))
                .filter(SearchPath::isExecutable)
                .findFirst();
    }

    /** Returns the directories on the PATH. */
    List<Path> directories() {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
                .filter(directory -> !directory.isBlank())
                .map(Path::of)
                .toList();
    }

    /** Returns Pulumi's own directory: PULUMI_HOME, else {@code ~/.pulumi}. */
    Path pulumiHome() {
        String named = environment.getOrDefault("PULUMI_HOME", "");
        return named.isBlank() ? home().resolve(".pulumi") : Path.of(named);
    }

    /** Returns the directory in which compiled executables are kept: {@code ~/.cache/plinth}. */
    public Path cache() {
        return CachedFiles.cache(environment);
    }

    private Path home() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    public static boolean isExecutable(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
