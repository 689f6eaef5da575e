package dev.plinth.components.loadbalancer;

import java.util.List;

/**
 * Path that one vendor alone may call: the firewall blocks other addresses. The application still verifies the signature of each request.
 *
 * @param name the name, in kebab case
 * @param path the beginning of the path, such as {@code /webhooks/stripe}
 * @param addresses the vendor's IPv4 networks, such as {@code 3.18.12.63/32}; the load balancer has no IPv6 address
 */
public record WebhookSource(String name, String path, List<String> addresses) {

    /**
     * The addresses of Stripe's webhooks, as listed on 15 May 2026. Stripe announces changes seven days before, on the mailing list that
     * its page names: with a newer list, create a {@code WebhookSource} from it, because the firewall blocks what is missing here.
     *
     * @see <a href="https://stripe.com/files/ips/ips_webhooks.txt">The current list</a>
     * @see <a href="https://docs.stripe.com/ips">Domains and IP addresses</a>
     */
    public static final List<String> STRIPE = List.of(
            "3.18.12.63/32",
            "3.69.109.8/32",
            "3.120.168.93/32",
            "3.130.192.231/32",
            "13.235.14.237/32",
            "13.235.122.149/32",
            "18.211.135.69/32",
            "35.154.171.200/32",
            "35.157.207.129/32",
            "52.15.183.38/32",
            "54.88.130.119/32",
            "54.88.130.237/32",
            "54.187.174.169/32",
            "54.187.205.235/32",
            "54.187.216.72/32");

    /**
     * The addresses of Svix in the US region on 1 December 2026, from which STACK Auth sends its webhooks.
     *
     * @see <a href="https://docs.svix.com/receiving/source-ips">Static source IP addresses</a>
     */
    public static final List<String> STACK_AUTH =
            List.of("44.228.126.217/32", "50.112.21.217/32", "52.24.126.164/32", "54.148.139.208/32");

    /** Copies the addresses. */
    public WebhookSource {
        addresses = List.copyOf(addresses);
    }

    /** Stripe's webhooks. */
    public static WebhookSource stripe(String path) {
        return new WebhookSource("stripe", path, STRIPE);
    }

    /** STACK Auth's webhooks. */
    public static WebhookSource stackAuth(String path) {
        return new WebhookSource("stack-auth", path, STACK_AUTH);
    }
}
