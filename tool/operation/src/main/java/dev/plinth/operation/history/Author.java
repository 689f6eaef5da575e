package dev.plinth.operation.history;

import dev.plinth.operation.Git;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Author of an update.
 *
 * @param name the account in CI, else Git's user.name, else the operating system's user
 * @param run the address of the CI run
 */
public record Author(String name, Optional<String> run) {

    /**
     * Returns the author of the current process.
     *
     * @param folder the project's directory, for Git
     * @param environment the process environment
     */
    public static Author of(Path folder, Map<String, String> environment) {
        String name = Stream.of("GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_USER_ID")
                .flatMap(key -> variable(environment, key).stream())
                .findFirst()
                .or(() -> Git.answer(folder, "config", "user.name").map(String::strip))
                .filter(answer -> !answer.isEmpty())
                .orElse(System.getProperty("user.name", ""));
        Optional<String> gitHub = variable(environment, "GITHUB_RUN_ID")
                .flatMap(id -> variable(environment, "GITHUB_REPOSITORY")
                        .map(repository -> environment.getOrDefault("GITHUB_SERVER_URL", "https://github.com") + "/"
                                + repository + "/actions/runs/" + id));
        return new Author(
                name,
                gitHub.or(() -> variable(environment, "CI_JOB_URL")).or(() -> variable(environment, "BUILD_URL")));
    }

    private static Optional<String> variable(Map<String, String> environment, String key) {
        return Optional.ofNullable(environment.get(key)).filter(value -> !value.isBlank());
    }
}
