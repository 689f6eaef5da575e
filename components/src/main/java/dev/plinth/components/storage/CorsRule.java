package dev.plinth.components.storage;

import java.util.List;
import java.util.Set;

/**
 * Pages of other origins that may use a bucket from a browser; they need a signed URL all the same.
 *
 * @param allowedOrigins the origins, such as {@code https://app.example.com}
 * @param allowedMethods of {@code GET}, {@code HEAD}, {@code PUT}, {@code POST} and {@code DELETE}
 * @param allowedHeaders the request headers, or {@code *} for all
 * @param exposeHeaders the response headers that the page may read, such as {@code ETag}
 * @param maxAgeSeconds how long a browser may remember the answer, 0 to 86400
 */
public record CorsRule(
        List<String> allowedOrigins,
        List<String> allowedMethods,
        List<String> allowedHeaders,
        List<String> exposeHeaders,
        int maxAgeSeconds) {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE");

    /** Keeps its own copies. */
    public CorsRule {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedMethods = List.copyOf(allowedMethods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }

    boolean isValid() {
        return !allowedOrigins.isEmpty()
                && allowedOrigins.stream()
                        .allMatch(origin -> origin.matches("https://[a-z0-9*.-]+(:\\d+)?|http://localhost(:\\d+)?"))
                && !allowedMethods.isEmpty()
                && METHODS.containsAll(allowedMethods)
                && maxAgeSeconds >= 0
                && maxAgeSeconds <= 86400;
    }
}
