package dev.plinth.components.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file {@code vercel.json} in the application's repository. Vercel has no API for response headers and cron jobs: they
 * are part of each deployment.
 *
 * @param headers the headers of every response, by name
 * @param crons the schedules of cron jobs in UTC, as five fields, by the path that is requested
 * @see <a href="https://vercel.com/docs/project-configuration">Project configuration</a>
 */
public record VercelConfiguration(Map<String, String> headers, Map<String, String> crons) {

    /** Two years, as the HSTS preload list requires at least one. */
    private static final String HSTS = "max-age=63072000; includeSubDomains; preload";

    /** Copies the maps. */
    public VercelConfiguration {
        headers = Map.copyOf(headers);
        crons = Map.copyOf(crons);
    }

    /**
     * Returns the security headers of a site that may not be framed.
     *
     * @param contentSecurityPolicy the policy; frameworks that emit nonces set it themselves, and take an empty text here
     * @see <a href="https://owasp.org/www-project-secure-headers/">OWASP Secure Headers Project</a>
     */
    public static Map<String, String> securityHeaders(String contentSecurityPolicy) {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "Strict-Transport-Security", HSTS,
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Referrer-Policy", "strict-origin-when-cross-origin",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Permissions-Policy", "camera=(), geolocation=(), microphone=()"));
        if (!contentSecurityPolicy.isEmpty()) {
            headers.put("Content-Security-Policy", contentSecurityPolicy);
        }
        return headers;
    }

    /** Returns the content of {@code vercel.json}, the same bytes for the same configuration. */
    public String json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("$schema", "https://openapi.vercel.sh/vercel.json");
        ArrayNode jobs = root.putArray("crons");
        new TreeMap<>(crons)
                .forEach((path, schedule) -> jobs.addObject().put("path", path).put("schedule", schedule));
        ObjectNode all = root.putArray("headers").addObject().put("source", "/(.*)");
        ArrayNode values = all.putArray("headers");
        new TreeMap<>(headers)
                .forEach((key, value) -> values.addObject().put("key", key).put("value", value));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
