package dev.plinth.cli.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.operation.comment.ServiceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends JSON to the API of a vendor. A message about a failure has the status and the vendor's error code; the response itself may
 * repeat a value.
 */
final class VendorApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String vendor;
    private final URI address;
    private final String token;

    /**
     * Creates a client.
     *
     * @param vendor the vendor's name in messages
     * @param address the address of the API, without a slash at the end
     * @param token the access token
     */
    VendorApi(String vendor, URI address, String token) {
        this.vendor = vendor;
        this.address = address;
        this.token = token;
    }

    /**
     * Returns a client with the token of an environment variable.
     *
     * @throws ServiceException when the variable is not set
     */
    static VendorApi of(String vendor, URI address, String variable, Map<String, String> environment) {
        String token = environment.getOrDefault(variable, "");
        if (token.isBlank()) {
            throw new ServiceException(
                    variable + " is not set; next: set it to an access token of " + vendor + ", or use --simulate");
        }
        return new VendorApi(vendor, address, token.strip());
    }

    /**
     * Sends a request.
     *
     * @param method the HTTP method
     * @param path the path and query
     * @param body the document, or null for none
     * @return the response
     * @throws ServiceException when the vendor cannot be reached or rejects the request
     */
    JsonNode send(String method, String path, @Nullable JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new ServiceException(vendor + " rejected " + method + " " + path + ": status "
                        + response.statusCode() + errorCode(response.body())
                        + "\nnext: check the project's id and the permissions of the token");
            }
            return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            // Its message could quote the response.
            throw new ServiceException(vendor + " at " + address.getHost() + " cannot be reached: "
                    + e.getClass().getSimpleName() + "; next: run the command again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while waiting for " + vendor);
        }
    }

    private static String errorCode(String body) {
        try {
            String code = JSON.readTree(body).at("/error/code").asText();
            return code.matches("[a-z_]{1,60}") ? " (" + code + ")" : "";
        } catch (IOException e) {
            return "";
        }
    }
}
