package dev.plinth.operation.verification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks of an endpoint.
 *
 * @param endpoint the endpoint
 * @param status the status code; empty without a response
 * @param time the response time; empty without a response
 * @param tls the version of TLS, such as {@code TLSv1.3}; empty for an unencrypted connection
 * @param expires the end of the certificate's validity
 * @param checks the results
 */
public record EndpointResult(
        HealthEndpoint endpoint,
        Optional<Integer> status,
        Optional<Duration> time,
        Optional<String> tls,
        Optional<Instant> expires,
        List<Check> checks) {

    /** Returns the checks that did not pass. */
    public List<Check> problems() {
        return checks.stream()
                .filter(check -> check.outcome() != Check.Outcome.PASSED)
                .toList();
    }

    /** Returns whether there was no response. */
    public boolean isUnreachable() {
        return checks.stream().anyMatch(check -> check.outcome() == Check.Outcome.UNREACHABLE);
    }

    /** Returns the result as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("url", endpoint.url().toString())
                .put("source", endpoint.source());
        status.ifPresent(code -> json.put("status", code));
        time.ifPresent(duration -> json.put("milliseconds", duration.toMillis()));
        tls.ifPresent(version -> json.put("tls", version));
        expires.ifPresent(date -> json.put("certificateExpires", date.toString()));
        ArrayNode array = json.putArray("checks");
        checks.forEach(check -> array.addObject()
                .put("check", check.name())
                .put("result", check.outcome().name().toLowerCase(Locale.ROOT))
                .put("detail", check.detail()));
        return json;
    }
}
