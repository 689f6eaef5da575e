package dev.plinth.operation.comment;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the pull request or merge request that a CI job runs for, from options and from what the CI itself provides. */
public final class CiEnvironment {

    private static final String OWNER_AND_NAME = "[A-Za-z0-9_-]+/(?!\\.{1,2}$)[A-Za-z0-9_.-]+";
    private static final String ID_OR_PATH = "\\d+|[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+";
    private static final String NUMBER = "[1-9]\\d{0,8}";

    private final Map<String, String> environment;
    private final List<ConfigException.Fault> faults = new ArrayList<>();

    /** Reads a process environment. */
    public CiEnvironment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The pull request on GitHub.
     *
     * @param repository {@code OWNER/NAME}; null for GITHUB_REPOSITORY
     * @param pullRequest its number; null for the one of the event in the file GITHUB_EVENT_PATH
     * @throws ConfigException with everything that is missing or wrong
     */
    public CommentThread gitHub(@Nullable String repository, @Nullable String pullRequest) {
        String token = token("GITHUB_TOKEN");
        URI api = address("GITHUB_API_URL", "https://api.github.com");
        // GitHub Enterprise Server has the one at /api/v3 and the other at /api/graphql.
        URI graphql = address("GITHUB_GRAPHQL_URL", api.toString().replaceFirst("/v3$", "") + "/graphql");
        String name = value("--repository", repository, variable("GITHUB_REPOSITORY"), OWNER_AND_NAME, "OWNER/NAME");
        String number = value(
                "--pull-request",
                pullRequest,
                variable("GITHUB_EVENT_PATH").flatMap(CiEnvironment::pullRequestOf),
                NUMBER,
                "its number; the event of a workflow on pull_request has it");
        check();
        return new GitHubThread(api, graphql, token, name, Integer.parseInt(number));
    }

    /**
     * The merge request on GitLab.
     *
     * @param project its id or {@code GROUP/NAME}; null for CI_PROJECT_ID
     * @param mergeRequest its number within the project; null for CI_MERGE_REQUEST_IID
     * @throws ConfigException with everything that is missing or wrong
     */
    public CommentThread gitLab(@Nullable String project, @Nullable String mergeRequest) {
        String token = token("GITLAB_TOKEN");
        URI api = address("CI_API_V4_URL", "https://gitlab.com/api/v4");
        String name =
                value("--project-id", project, variable("CI_PROJECT_ID"), ID_OR_PATH, "a project's id, or GROUP/NAME");
        String number = value(
                "--merge-request",
                mergeRequest,
                variable("CI_MERGE_REQUEST_IID"),
                NUMBER,
                "its number; a pipeline for merge requests has it in CI_MERGE_REQUEST_IID");
        check();
        return new GitLabThread(api, token, name, Integer.parseInt(number));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private String token(String variable) {
        Optional<String> token = variable(variable);
        // A line break in a header would be an error that shows the token.
        if (token.isEmpty() || !token.get().matches("[\\x21-\\x7e]+")) {
            fault(
                    variable,
                    token.isEmpty() ? "is not set" : "holds what no token does",
                    "a token that may write comments; it is read from the environment alone");
        }
        return token.orElse("");
    }

    private URI address(String variable, String fallback) {
        String text = variable(variable).orElse(fallback).replaceFirst("/+$", "");
        try {
            URI address = URI.create(text);
            boolean here = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(address.getHost()));
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || (here && "http".equals(address.getScheme())))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told with the others below.
        }
        fault(variable, "is \"" + text + "\"", "an address that begins with https://, for a token is sent there");
        return URI.create(fallback);
    }

    private String value(
            String option, @Nullable String given, Optional<String> fallback, String form, String allowed) {
        Optional<String> value = Optional.ofNullable(given).or(() -> fallback);
        if (value.isEmpty() || !value.get().matches(form)) {
            fault(option, value.map(text -> "is \"" + text + "\"").orElse("is not given"), allowed);
        }
        return value.orElse("");
    }

    private void fault(String key, String problem, String allowed) {
        faults.add(new ConfigException.Fault(key, problem, allowed));
    }

    private void check() {
        if (!faults.isEmpty()) {
            throw new ConfigException("the command and its environment", faults);
        }
    }

    private static Optional<String> pullRequestOf(String file) {
        try {
            return Optional.of(new ObjectMapper()
                            .readTree(Files.readString(Path.of(file)))
                            .path("pull_request")
                            .path("number")
                            .asText())
                    .filter(number -> !number.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
