package dev.plinth.operation.comment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Speaks JSON over HTTPS with a service. What passes by itself is tried again: 429, 5xx and a broken connection, as long as
 * the service's {@code Retry-After} asks, or 1, 2, 4 and 8 seconds. Redirections are not followed, and the token goes to
 * the service's own address alone.
 */
final class ServiceClient {

    private static final int ATTEMPTS = 5;

    /** Longest wait that a service may request: a CI job costs money while it waits. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);
    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>\\s*;[^,]*\\brel=\"?next\"?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Access access;
    private final Consumer<Duration> sleep;

    /**
     * Access to the service.
     *
     * @param service its name in messages
     * @param api its address, without a slash at the end
     * @param headers sent with each request, the token among them
     * @param token never shown
     */
    record Access(String service, URI api, Map<String, String> headers, String token) {
        @Override
        public String toString() {
            return service + " at " + api;
        }
    }

    /**
     * Response of the service.
     *
     * @param status the HTTP status
     * @param body the JSON; missing where it is none
     * @param next the next page
     */
    record Answer(int status, JsonNode body, Optional<URI> next) {
        boolean isGood() {
            return status >= 200 && status < 300;
        }

        /** Returns the error message of the service. */
        String message() {
            JsonNode message = body.path("message").isMissingNode() ? body.path("error") : body.path("message");
            String text = message.isTextual() ? message.textValue() : message.toString();
            return status + (text.isEmpty() ? "" : ": " + text);
        }
    }

    ServiceClient(Access access, Consumer<Duration> sleep) {
        this.access = access;
        this.sleep = sleep;
    }

    /** Waits; what a client is made with outside of tests. */
    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while waiting to try again", e);
        }
    }

    /**
     * All elements of a list, from all its pages.
     *
     * @param path the first page, below the service's address
     * @param refused says what a refusal means
     */
    List<JsonNode> list(String path, Refused refused) {
        List<JsonNode> all = new ArrayList<>();
        Optional<URI> page = Optional.of(URI.create(access.api() + path));
        while (page.isPresent()) {
            Answer answer = send("GET", page.get(), null);
            if (!answer.isGood() || !answer.body().isArray()) {
                throw refused.by(answer);
            }
            answer.body().forEach(all::add);
            page = answer.next();
        }
        return all;
    }

    /** Sends a request to a path below the service's address. */
    Answer send(String method, String path, @Nullable JsonNode body) {
        return send(method, URI.create(access.api() + path), body);
    }

    /**
     * Sends a request.
     *
     * @return the answer, a refusal included
     * @throws ServiceException when the service can't be reached, or goes on failing
     */
    Answer send(String method, URI address, @Nullable JsonNode body) {
        if (!sameOrigin(address)) {
            throw new ServiceException(access + " points to " + address.getHost()
                    + ", which is not sent the token; next: check the address of the API");
        }
        for (int attempt = 1; ; attempt++) {
            String failure;
            Optional<Duration> asked = Optional.empty();
            try {
                HttpResponse<String> response = http.send(request(method, address, body), BodyHandlers.ofString());
                asked = retryAfter(response.headers());
                if (!isPassing(response)) {
                    return answer(response);
                }
                failure = "answers " + answer(response).message();
            } catch (IOException e) {
                failure = "cannot be reached: " + e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceException("interrupted while " + access + " was asked", e);
            }
            Duration wait = asked.orElse(Duration.ofSeconds(1L << (attempt - 1)));
            if (attempt == ATTEMPTS || wait.compareTo(LONGEST_WAIT) > 0) {
                throw new ServiceException(hidden(access + " " + failure + ", at " + method + " " + address.getPath()
                        + (wait.compareTo(LONGEST_WAIT) > 0
                                ? "; it asks to wait " + wait.toSeconds() + " seconds"
                                : ", " + ATTEMPTS + " times")
                        + "; next: run the job again later, and look at the service's status"));
            }
            sleep.accept(wait);
        }
    }

    /** A text without the token, which a service might repeat. */
    String hidden(String text) {
        return text.replace(access.token(), "***");
    }

    private boolean sameOrigin(URI address) {
        URI api = access.api();
        return api.getScheme().equals(address.getScheme())
                && api.getHost().equals(address.getHost())
                && api.getPort() == address.getPort();
    }

    private HttpRequest request(String method, URI address, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        access.headers().forEach(request::header);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return request.header("User-Agent", "plinth").build();
    }

    /** GitHub answers 403 to who asks too often, and tells it by these headers alone. */
    private static boolean isPassing(HttpResponse<?> response) {
        HttpHeaders headers = response.headers();
        return PASSING.contains(response.statusCode())
                || (response.statusCode() == 403
                        && (headers.firstValue("Retry-After").isPresent()
                                || headers.firstValue("X-RateLimit-Remaining")
                                        .filter("0"::equals)
                                        .isPresent()));
    }

    /** In seconds, or until the time at which the limit is lifted. */
    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        Optional<Duration> asked = seconds(headers, "Retry-After").map(Duration::ofSeconds);
        if (asked.isPresent()
                || headers.firstValue("X-RateLimit-Remaining")
                        .filter("0"::equals)
                        .isEmpty()) {
            return asked;
        }
        return seconds(headers, "X-RateLimit-Reset")
                .map(time -> Duration.between(Clock.systemUTC().instant(), Instant.ofEpochSecond(time)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Long> seconds(HttpHeaders headers, String name) {
        return headers.firstValue(name)
                .filter(value -> value.matches("\\d{1,12}"))
                .map(Long::valueOf);
    }

    private static Answer answer(HttpResponse<String> response) {
        Optional<URI> next = response.headers().allValues("Link").stream()
                .map(NEXT_PAGE::matcher)
                .filter(Matcher::find)
                .map(matcher -> response.uri().resolve(matcher.group(1)))
                .findFirst();
        return new Answer(response.statusCode(), parse(response.body()), next);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // A proxy's page, of which nobody wants to read the HTML.
            return MissingNode.getInstance();
        }
    }

    /** Converts an error response to an exception with the next step. */
    interface Refused {
        /** The exception with cause and next step. */
        ServiceException by(Answer answer);
    }
}
