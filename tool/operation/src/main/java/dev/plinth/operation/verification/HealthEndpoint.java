package dev.plinth.operation.verification;

import java.net.URI;
import java.util.Optional;

/**
 * A request, and the response that shows a healthy deployment.
 *
 * @param url the URL
 * @param source the resource or the configuration key that the request comes from
 * @param status the expected status codes
 * @param contains text that the body must contain
 * @param headers whether the response must have the security headers
 */
public record HealthEndpoint(
        URI url, String source, ExpectedStatus status, Optional<String> contains, boolean headers) {

    /** Returns whether the connection is encrypted. */
    boolean isEncrypted() {
        return "https".equals(url.getScheme());
    }
}
