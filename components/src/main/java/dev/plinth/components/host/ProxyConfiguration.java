package dev.plinth.components.host;

import java.util.Map;

/**
 * Configuration of the reverse proxy, nginx: TLS 1.2 and 1.3, HSTS, security headers, limits of requests and connections by client
 * address, and a redirect from HTTP. The version of the application that gets the traffic is a file beside it.
 *
 * @param domain the application's domain; the gateway has {@code api.} before it
 * @param gateway the address of the Supabase gateway, {@code host:port}
 * @param httpPort the port of HTTP in the container
 * @param httpsPort the port of HTTPS in the container
 * @param requestsPerSecond the requests that a client may send on average
 * @param burst the requests that a client may send at once
 * @param contentSecurityPolicy the header Content-Security-Policy
 * @param paths the directories of the container
 */
public record ProxyConfiguration(
        String domain,
        String gateway,
        int httpPort,
        int httpsPort,
        int requestsPerSecond,
        int burst,
        String contentSecurityPolicy,
        Paths paths) {

    /**
     * Directories of the proxy.
     *
     * @param state the active version, certificates and challenges, written by other containers
     * @param run the process's own files
     * @param backups the times of the last verified backups
     * @param mimeTypes the file of media types
     */
    public record Paths(String state, String run, String backups, String mimeTypes) {

        /** The directories in the proxy's container. */
        public static final Paths CONTAINER =
                new Paths("/etc/nginx/conf.d", "/tmp", "/backups/status", "/etc/nginx/mime.types");
    }

    /** The address of Docker's own DNS server in each container. */
    static final String DOCKER_DNS = "127.0.0.11";

    /** Returns the file {@code nginx.conf}. */
    public String text() {
        return HostFiles.fill(
                "nginx.conf",
                Map.ofEntries(
                        Map.entry("domain", domain),
                        Map.entry("gateway", gateway),
                        Map.entry("http", Integer.toString(httpPort)),
                        Map.entry("https", Integer.toString(httpsPort)),
                        Map.entry("rate", Integer.toString(requestsPerSecond)),
                        Map.entry("burst", Integer.toString(burst)),
                        Map.entry("csp", contentSecurityPolicy),
                        Map.entry("upload", "50m"),
                        Map.entry("resolver", DOCKER_DNS),
                        Map.entry("state", paths.state()),
                        Map.entry("run", paths.run()),
                        Map.entry("backups", paths.backups()),
                        Map.entry("mime", paths.mimeTypes())));
    }
}
