package dev.plinth.cli.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.settings.ManagedSecret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A secret of a project's functions at Supabase.
 *
 * @param api the client
 * @param secret the entry of the configuration
 * @param variable the secret's name
 * @see <a href="https://supabase.com/docs/reference/api/v1-bulk-create-secrets">Bulk create secrets</a>
 */
record SupabaseStore(VendorApi api, ManagedSecret secret, String variable) implements SecretStore {

    static final URI ADDRESS = URI.create("https://api.supabase.com");
    static final String TOKEN = "SUPABASE_ACCESS_TOKEN";

    @Override
    public Optional<Instant> lastChange() {
        for (JsonNode entry : api.send("GET", path(), null)) {
            if (entry.path("name").asText().equals(variable)
                    && entry.path("updated_at").isTextual()) {
                return Optional.of(Instant.parse(entry.path("updated_at").asText()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void write(String value) {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        body.addObject().put("name", variable).put("value", value);
        api.send("POST", path(), body);
    }

    private String path() {
        return "/v1/projects/" + URLEncoder.encode(secret.location(), StandardCharsets.UTF_8) + "/secrets";
    }

    @Override
    public String restart() {
        return "functions of " + secret.location() + " read the value at their next start; restart other programs";
    }
}
