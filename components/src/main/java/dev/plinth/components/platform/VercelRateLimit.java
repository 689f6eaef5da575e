package dev.plinth.components.platform;

/**
 * Limit of requests per client address on a Vercel project.
 *
 * @param name the rule's name, 4 to 160 characters
 * @param path the beginning of the paths that are counted, such as {@code /api}
 * @param requests the requests in a window, 1 to 10000000
 * @param windowSeconds the window in seconds, 10 to 3600; 600 at most on the plan Pro
 * @see <a href="https://vercel.com/docs/vercel-firewall/vercel-waf/rate-limiting">Rate limiting</a>
 */
public record VercelRateLimit(String name, String path, int requests, int windowSeconds) {}
