package dev.plinth.cli.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.settings.ManagedSecret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An environment variable of a project at Vercel. It is sensitive, so that nobody can read it, unless it is for {@code development},
 * which Vercel does not offer sensitive variables for.
 *
 * @param api the client
 * @param secret the entry of the configuration
 * @param variable the variable's name
 * @see <a href="https://vercel.com/docs/rest-api/reference/endpoints/projects/create-one-or-more-environment-variables">Create
 *     environment variables</a>
 */
record VercelStore(VendorApi api, ManagedSecret secret, String variable) implements SecretStore {

    static final URI ADDRESS = URI.create("https://api.vercel.com");
    static final String TOKEN = "VERCEL_API_TOKEN";

    @Override
    public Optional<Instant> lastChange() {
        for (JsonNode entry : api.send("GET", path(""), null).path("envs")) {
            Set<String> targets = new HashSet<>();
            entry.path("target").forEach(target -> targets.add(target.asText()));
            if (entry.path("key").asText().equals(variable) && targets.containsAll(secret.environments())) {
                return Optional.of(Instant.ofEpochMilli(entry.path("updatedAt").asLong()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void write(String value) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("key", variable)
                .put("value", value)
                .put("type", secret.environments().contains("development") ? "encrypted" : "sensitive");
        secret.environments().forEach(body.putArray("target")::add);
        api.send("POST", path("upsert=true"), body);
    }

    private String path(String query) {
        String team = secret.team().map(id -> "teamId=" + id).orElse("");
        String all = query + (query.isEmpty() || team.isEmpty() ? "" : "&") + team;
        return "/v10/projects/" + URLEncoder.encode(secret.location(), StandardCharsets.UTF_8) + "/env"
                + (all.isEmpty() ? "" : "?" + all);
    }

    @Override
    public String restart() {
        return "new deployments read the value: redeploy " + secret.location() + " at Vercel";
    }
}
