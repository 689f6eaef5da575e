package dev.plinth.components.cdn;

import com.pulumi.core.Output;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.storage.ObjectStorage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Origin of a {@link ContentDistribution}: a bucket, whose objects are cached, or a server that is reached over HTTPS,
 * whose responses are cached only with {@link #cached}.
 */
public final class DistributionOrigin {

    private final String name;
    private final List<String> paths;
    private final boolean cached;
    private final Output<String> domainName;
    private final @Nullable String plainDomainName;
    private final @Nullable ObjectStorage storage;
    private final @Nullable ApplicationLoadBalancer loadBalancer;

    private DistributionOrigin(
            String name,
            List<String> paths,
            boolean cached,
            Output<String> domainName,
            @Nullable String plainDomainName,
            @Nullable ObjectStorage storage,
            @Nullable ApplicationLoadBalancer loadBalancer) {
        this.name = name;
        this.paths = paths;
        this.cached = cached;
        this.domainName = domainName;
        this.plainDomainName = plainDomainName;
        this.storage = storage;
        this.loadBalancer = loadBalancer;
    }

    /**
     * A bucket, which nothing but the distribution reads from.
     *
     * @param name the origin's name within the distribution, in kebab case
     * @param storage the storage, made with {@code contentDistributionOrigin}
     */
    public static DistributionOrigin bucket(String name, ObjectStorage storage) {
        return new DistributionOrigin(name, List.of(), true, storage.bucketRegionalDomainName(), null, storage, null);
    }

    /**
     * A server whose certificate is for its own name.
     *
     * @param name the origin's name within the distribution, in kebab case
     * @param domainName the server's public name, such as {@code origin.example.com}
     */
    public static DistributionOrigin https(String name, String domainName) {
        return new DistributionOrigin(name, List.of(), false, Output.of(domainName), domainName, null, null);
    }

    /** As {@link #https(String, String)}. */
    public static DistributionOrigin https(String name, Output<String> domainName) {
        return new DistributionOrigin(name, List.of(), false, domainName, null, null, null);
    }

    /**
     * A load balancer that faces the internet and can be reached from anywhere. It gets the viewers' host name, so its certificate
     * must be for the distribution's names.
     *
     * @param name the origin's name within the distribution, in kebab case
     * @param loadBalancer the load balancer
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html">
     *     HTTPS between CloudFront and a custom origin</a>
     */
    public static DistributionOrigin loadBalancer(String name, ApplicationLoadBalancer loadBalancer) {
        return new DistributionOrigin(name, List.of(), false, loadBalancer.dnsName(), null, null, loadBalancer);
    }

    /**
     * The same origin for some paths only.
     *
     * @param patterns the paths, such as {@code /api/*}; {@code *} and {@code ?} are wildcards. The first pattern that fits counts, in
     *     the order of the origins
     */
    public DistributionOrigin at(String... patterns) {
        return new DistributionOrigin(
                name, List.of(patterns), cached, domainName, plainDomainName, storage, loadBalancer);
    }

    /** The same origin with its responses to GET and HEAD cached, without regard to query strings, cookies and headers. */
    public DistributionOrigin cached() {
        return new DistributionOrigin(name, paths, true, domainName, plainDomainName, storage, loadBalancer);
    }

    /** The origin's name within the distribution. */
    public String name() {
        return name;
    }

    /** The paths, empty for all that no other origin has. */
    public List<String> paths() {
        return paths;
    }

    /** Returns whether responses are cached. */
    public boolean isCached() {
        return cached;
    }

    Output<String> domainName() {
        return domainName;
    }

    /** The server's name when it was given as text, else null. */
    @Nullable
    String plainDomainName() {
        return plainDomainName;
    }

    /** The bucket, or null for a server. */
    @Nullable
    ObjectStorage storage() {
        return storage;
    }

    @Nullable
    ApplicationLoadBalancer loadBalancer() {
        return loadBalancer;
    }

    boolean isDefault() {
        return paths.isEmpty();
    }

    boolean isBucket() {
        return storage != null;
    }
}
