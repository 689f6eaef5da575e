package dev.plinth.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code verification}: requests of {@code plinth verify}, and the responses that it expects.
 *
 * @param endpoints further requests by name, such as smoke tests; one with the URL of a request from the stack replaces that
 * @param excludedHosts hosts that get no requests, such as one that only an office network reaches
 * @param headers security headers that each response must have
 * @param certificateDays smallest remaining validity of a certificate, in days
 */
public record Verification(
        @Default("{}")
                @Keys(
                        regex = "[A-Za-z][A-Za-z0-9_-]{0,99}",
                        allowed = "a name of letters, digits, hyphens and underscores")
                Map<String, Endpoint> endpoints,
        @Default("[]") @Matches(regex = HOST, allowed = "a host name such as admin.example.com")
                List<String> excludedHosts,
        @Default("[\"HSTS\", \"CSP\", \"FRAME\", \"NOSNIFF\", \"REFERRER\"]") List<Header> headers,
        @Default("21") @Range(min = 1, max = 365) int certificateDays) {

    static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

    /**
     * A request and the expected response.
     *
     * @param url the URL
     * @param status the expected status code
     * @param contains text that the body must contain
     * @param headers whether the response must have the security headers
     */
    public record Endpoint(
            @Matches(
                            regex = "https?://" + HOST + "(:\\d{1,5})?(/\\S*)?",
                            allowed = "a URL such as https://example.com/api/health")
                    String url,
            @Default("200") @Range(min = 100, max = 599) int status,
            Optional<String> contains,
            @Default("true") boolean headers) {}

    /** A security header. */
    public enum Header {
        /** {@code Strict-Transport-Security}. */
        HSTS,
        /** {@code Content-Security-Policy}. */
        CSP,
        /** {@code X-Frame-Options}, or {@code frame-ancestors} in the {@code Content-Security-Policy}. */
        FRAME,
        /** {@code X-Content-Type-Options: nosniff}. */
        NOSNIFF,
        /** {@code Referrer-Policy}. */
        REFERRER
    }
}
