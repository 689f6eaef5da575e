package dev.plinth.components.edge;

import com.pulumi.core.Output;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The load balancers of several Regions behind a zone's names, and the health check that decides between them.
 *
 * <p>A name that is cached ({@link Hostname.Caching#CACHE}) is spread over all healthy origins. Any other name has the first
 * healthy origin: only one Region has the database that can be written to.
 *
 * @param accountId the id of the Cloudflare account, which owns pools and monitors
 * @param origins the load balancers' DNS names by a name for each, such as its Region, in the order of preference
 * @param healthCheckLabel the label of the name that health checks ask for, such as {@code api}
 * @param healthCheckPath the path that answers 200 when a Region can serve
 * @param intervalSeconds the time between two checks; the plan decides how short it may be: 60 s on Pro, 15 s on Business
 * @see <a href="https://developers.cloudflare.com/load-balancing/">Cloudflare Load Balancing</a>
 */
public record EdgeFailover(
        String accountId,
        Map<String, Output<String>> origins,
        String healthCheckLabel,
        String healthCheckPath,
        int intervalSeconds) {

    /** Copies the origins in their order. */
    public EdgeFailover {
        origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }
}
