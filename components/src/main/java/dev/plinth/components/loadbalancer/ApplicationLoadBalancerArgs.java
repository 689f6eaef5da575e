package dev.plinth.components.loadbalancer;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.network.Network;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of an {@link ApplicationLoadBalancer}.
 *
 * <p>Long, because each argument has a field, an accessor and two documented setters.
 */
public final class ApplicationLoadBalancerArgs extends ResourceArgs {

    /** The default of {@link Builder#internal}. */
    public static final boolean DEFAULT_INTERNAL = false;

    /** The default of {@link Builder#plainHttp}. */
    public static final boolean DEFAULT_PLAIN_HTTP = false;

    /** The default of {@link Builder#ingress}. */
    public static final IngressSource DEFAULT_INGRESS = IngressSource.CLOUDFLARE;

    /** The default of {@link Builder#redirectHttp}. */
    public static final boolean DEFAULT_REDIRECT_HTTP = true;

    /** The default of {@link Builder#sslPolicy}. */
    public static final SslPolicy DEFAULT_SSL_POLICY = SslPolicy.TLS13_1_2_RES_2021_06;

    /** The default of {@link Builder#deletionProtection}. */
    public static final boolean DEFAULT_DELETION_PROTECTION = true;

    /** The default of {@link Builder#idleTimeoutSeconds}. */
    public static final int DEFAULT_IDLE_TIMEOUT_SECONDS = 60;

    /** The default of {@link Builder#testListenerPort}. */
    public static final int DEFAULT_TEST_LISTENER_PORT = 8443;

    /** The default of {@link Builder#deregistrationDelaySeconds}. */
    public static final int DEFAULT_DEREGISTRATION_DELAY_SECONDS = 30;

    /** The default of {@link Builder#webFirewall}. */
    public static final boolean DEFAULT_WEB_FIREWALL = true;

    /** The default of {@link Builder#firewallLogRetentionDays}. */
    public static final int DEFAULT_FIREWALL_LOG_RETENTION_DAYS = 90;

    private final @Nullable Network network;

    @Import
    private final @Nullable Output<String> certificateArn;

    @Import
    private final @Nullable Output<String> accessLogBucket;

    @Import
    private final @Nullable Output<String> clientTrustStoreArn;

    private final String plainCertificateArn;
    private final String plainAccessLogBucket;
    private final String plainClientTrustStoreArn;

    private final List<Route> routes;

    /** Null when it is empty, so that load balancers without such routes keep their inputs. */
    @Import
    private final @Nullable List<String> blueGreenRoutes;

    private final int testListenerPort;

    @Import
    private final @Nullable String contentSecurityPolicy;

    private final List<WebhookSource> webhookSources;

    @Import
    private final boolean internal;

    /** Null unless it is true, so that load balancers with HTTPS keep the inputs that they had before there was this one. */
    @Import
    private final @Nullable Boolean plainHttp;

    private final IngressSource ingress;

    @Import
    private final boolean redirectHttp;

    private final SslPolicy sslPolicy;

    @Import
    private final boolean deletionProtection;

    @Import
    private final int idleTimeoutSeconds;

    @Import
    private final int deregistrationDelaySeconds;

    @Import
    private final boolean webFirewall;

    private final Map<ManagedRuleGroup, List<String>> countedFirewallRules;

    @Import
    private final @Nullable Integer firewallRateLimit;

    @Import
    private final int firewallLogRetentionDays;

    private ApplicationLoadBalancerArgs(Builder builder) {
        this.network = builder.network;
        this.certificateArn = builder.certificateArn;
        this.accessLogBucket = builder.accessLogBucket;
        this.clientTrustStoreArn = builder.clientTrustStoreArn;
        this.plainCertificateArn = builder.plainCertificateArn;
        this.plainAccessLogBucket = builder.plainAccessLogBucket;
        this.plainClientTrustStoreArn = builder.plainClientTrustStoreArn;
        this.routes = builder.routes;
        this.blueGreenRoutes = builder.blueGreenRoutes.isEmpty() ? null : builder.blueGreenRoutes;
        this.testListenerPort = builder.testListenerPort;
        this.contentSecurityPolicy = builder.contentSecurityPolicy;
        this.webhookSources = builder.webhookSources;
        this.internal = builder.internal;
        this.plainHttp = builder.plainHttp ? Boolean.TRUE : null;
        this.ingress = builder.ingress;
        this.redirectHttp = builder.redirectHttp;
        this.sslPolicy = builder.sslPolicy;
        this.deletionProtection = builder.deletionProtection;
        this.idleTimeoutSeconds = builder.idleTimeoutSeconds;
        this.deregistrationDelaySeconds = builder.deregistrationDelaySeconds;
        this.webFirewall = builder.webFirewall;
        this.countedFirewallRules = builder.countedFirewallRules;
        this.firewallRateLimit = builder.firewallRateLimit;
        this.firewallLogRetentionDays = builder.firewallLogRetentionDays;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The network, or null when it was not given. */
    public @Nullable Network network() {
        return network;
    }

    /** The certificate's ARN, or null when it was not given. */
    public @Nullable Output<String> certificateArn() {
        return certificateArn;
    }

    /** The name of the bucket for logs, or null when it was not given. */
    public @Nullable Output<String> accessLogBucket() {
        return accessLogBucket;
    }

    /** The ARN of the trust store for client certificates, or null for none. */
    public @Nullable Output<String> clientTrustStoreArn() {
        return clientTrustStoreArn;
    }

    /** Routes of requests to targets. */
    public List<Route> routes() {
        return routes;
    }

    /** The names of the routes whose services are deployed blue-green. */
    public List<String> blueGreenRoutes() {
        return blueGreenRoutes == null ? List.of() : blueGreenRoutes;
    }

    /** The paths that only a vendor's addresses may call. */
    public List<WebhookSource> webhookSources() {
        return webhookSources;
    }

    /** The port of the listener for test traffic. */
    public int testListenerPort() {
        return testListenerPort;
    }

    /** Returns whether the load balancer has private addresses only. */
    public boolean internal() {
        return internal;
    }

    /** Returns whether the load balancer speaks HTTP without TLS. */
    public boolean plainHttp() {
        return plainHttp != null;
    }

    /** Sources that can reach the load balancer. */
    public IngressSource ingress() {
        return ingress;
    }

    /** Returns whether port 80 leads to port 443. */
    public boolean redirectHttp() {
        return redirectHttp;
    }

    /** TLS versions and ciphers that a client may use. */
    public SslPolicy sslPolicy() {
        return sslPolicy;
    }

    /** Returns whether AWS refuses to delete the load balancer. */
    public boolean deletionProtection() {
        return deletionProtection;
    }

    /** After how long a silent connection is closed, in seconds. */
    public int idleTimeoutSeconds() {
        return idleTimeoutSeconds;
    }

    /** Returns how long a target that goes may finish its requests, in seconds. */
    public int deregistrationDelaySeconds() {
        return deregistrationDelaySeconds;
    }

    /** Returns whether AWS WAF inspects every request. */
    public boolean webFirewall() {
        return webFirewall;
    }

    /** The rules of managed groups that only count. */
    public Map<ManagedRuleGroup, List<String>> countedFirewallRules() {
        return countedFirewallRules;
    }

    /** Returns how many requests an address may send in five minutes, or null for any number. */
    public @Nullable Integer firewallRateLimit() {
        return firewallRateLimit;
    }

    /** Returns how long the firewall's log is kept, in days. */
    public int firewallLogRetentionDays() {
        return firewallLogRetentionDays;
    }

    /** The Content-Security-Policy of every response, or null for that of the services. */
    public @Nullable String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    /** The certificate's ARN when it was given as text, else empty. */
    String plainCertificateArn() {
        return plainCertificateArn;
    }

    /** The bucket's name when it was given as text, else empty. */
    String plainAccessLogBucket() {
        return plainAccessLogBucket;
    }

    /** The trust store's ARN when it was given as text, else empty. */
    String plainClientTrustStoreArn() {
        return plainClientTrustStoreArn;
    }

    /** Builds {@link ApplicationLoadBalancerArgs}. */
    public static final class Builder {

        private @Nullable Network network;
        private @Nullable Output<String> certificateArn;
        private @Nullable Output<String> accessLogBucket;
        private @Nullable Output<String> clientTrustStoreArn;
        private String plainCertificateArn = "";
        private String plainAccessLogBucket = "";
        private String plainClientTrustStoreArn = "";
        private List<Route> routes = List.of();
        private List<String> blueGreenRoutes = List.of();
        private int testListenerPort = DEFAULT_TEST_LISTENER_PORT;
        private @Nullable String contentSecurityPolicy;
        private List<WebhookSource> webhookSources = List.of();
        private boolean internal = DEFAULT_INTERNAL;
        private boolean plainHttp = DEFAULT_PLAIN_HTTP;
        private IngressSource ingress = DEFAULT_INGRESS;
        private boolean redirectHttp = DEFAULT_REDIRECT_HTTP;
        private SslPolicy sslPolicy = DEFAULT_SSL_POLICY;
        private boolean deletionProtection = DEFAULT_DELETION_PROTECTION;
        private int idleTimeoutSeconds = DEFAULT_IDLE_TIMEOUT_SECONDS;
        private int deregistrationDelaySeconds = DEFAULT_DEREGISTRATION_DELAY_SECONDS;
        private boolean webFirewall = DEFAULT_WEB_FIREWALL;
        private Map<ManagedRuleGroup, List<String>> countedFirewallRules = Map.of();
        private @Nullable Integer firewallRateLimit;
        private int firewallLogRetentionDays = DEFAULT_FIREWALL_LOG_RETENTION_DAYS;

        private Builder() {}

        /** The network whose public subnets the load balancer stands in, or private ones when it is internal. Required. */
        public Builder network(Network value) {
            this.network = value;
            return this;
        }

        /** The ARN of a valid certificate in the load balancer's region. Required, unless {@link #plainHttp} is set. */
        public Builder certificateArn(String value) {
            certificateArn(Output.of(value));
            this.plainCertificateArn = value;
            return this;
        }

        /** The ARN of a valid certificate in the load balancer's region. Required, unless {@link #plainHttp} is set. */
        public Builder certificateArn(Output<String> value) {
            this.certificateArn = value;
            this.plainCertificateArn = "";
            return this;
        }

        /** The name of the bucket that gets access and connection logs, and lets Elastic Load Balancing write. Required. */
        public Builder accessLogBucket(String value) {
            accessLogBucket(Output.of(value));
            this.plainAccessLogBucket = value;
            return this;
        }

        /** The name of the bucket that gets access and connection logs, and lets Elastic Load Balancing write. Required. */
        public Builder accessLogBucket(Output<String> value) {
            this.accessLogBucket = value;
            this.plainAccessLogBucket = "";
            return this;
        }

        /**
         * The ARN of a trust store with the certificate authorities of clients: only clients with a certificate get in. Default
         * none. With Cloudflare's origin-pull authority in it, only Cloudflare gets in.
         */
        public Builder clientTrustStoreArn(String value) {
            clientTrustStoreArn(Output.of(value));
            this.plainClientTrustStoreArn = value;
            return this;
        }

        /** As {@link #clientTrustStoreArn(String)}. */
        public Builder clientTrustStoreArn(Output<String> value) {
            this.clientTrustStoreArn = value;
            this.plainClientTrustStoreArn = "";
            return this;
        }

        /**
         * Routes of requests to targets; at least one. Required. A route that goes takes its target group
         * with it.
         */
        public Builder routes(List<Route> value) {
            this.routes = List.copyOf(value);
            return this;
        }

        /**
         * The names of the routes whose services are deployed blue-green by {@link
         * dev.plinth.components.container.FargateServiceArgs.Builder#blueGreen}. Each has a second target group, and a rule of a listener
         * for test traffic; CodeDeploy changes the target groups of its rules, and Pulumi leaves them as they are. Default: none.
         *
         * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html">CodeDeploy blue/green
         *     deployments for Amazon ECS</a>
         */
        public Builder blueGreenRoutes(List<String> value) {
            this.blueGreenRoutes = List.copyOf(value);
            return this;
        }

        /**
         * Paths that only a vendor's addresses may call; the firewall blocks the others with 403. It needs the firewall, and clients that
         * reach the load balancer directly. Default: none.
         */
        public Builder webhookSources(List<WebhookSource> value) {
            this.webhookSources = List.copyOf(value);
            return this;
        }

        /**
         * The port of the listener for test traffic, 1 to 65535; no client reaches it before {@link
         * ApplicationLoadBalancer#allowTestFrom}. Used with {@link #blueGreenRoutes} only. Default
         * {@value ApplicationLoadBalancerArgs#DEFAULT_TEST_LISTENER_PORT}.
         */
        public Builder testListenerPort(int value) {
            this.testListenerPort = value;
            return this;
        }

        /**
         * The Content-Security-Policy of every response, such as {@code default-src 'none'; frame-ancestors 'none'} for an API, at
         * most 1024 characters; responses then deny frames, too. It replaces the header of the services. Default: none.
         */
        public Builder contentSecurityPolicy(String value) {
            this.contentSecurityPolicy = value;
            return this;
        }

        /**
         * Sets whether the load balancer has private addresses only. Default {@value
         * ApplicationLoadBalancerArgs#DEFAULT_INTERNAL}. Changing it replaces the load balancer.
         */
        public Builder internal(boolean value) {
            this.internal = value;
            return this;
        }

        /**
         * Sets whether the load balancer speaks HTTP on port 80 and no HTTPS at all, without a certificate: for an internal load
         * balancer only, and against the rule {@code alb-https-or-redirect}. Default {@value
         * ApplicationLoadBalancerArgs#DEFAULT_PLAIN_HTTP}. Then {@link #redirectHttp} and {@link #sslPolicy} have no effect.
         */
        public Builder plainHttp(boolean value) {
            this.plainHttp = value;
            return this;
        }

        /**
         * From where the load balancer can be reached. Default {@link
         * ApplicationLoadBalancerArgs#DEFAULT_INGRESS}, whose ranges are looked up at each run. With
         * {@link IngressSource#ANYWHERE} a load balancer that isn't internal is itself the public entrance.
         */
        public Builder ingress(IngressSource value) {
            this.ingress = value;
            return this;
        }

        /**
         * Sets whether port 80 leads to port 443; without it port 80 is closed. Default {@value
         * ApplicationLoadBalancerArgs#DEFAULT_REDIRECT_HTTP}.
         */
        public Builder redirectHttp(boolean value) {
            this.redirectHttp = value;
            return this;
        }

        /**
         * TLS versions and ciphers that a client may use. Default {@link
         * ApplicationLoadBalancerArgs#DEFAULT_SSL_POLICY}.
         */
        public Builder sslPolicy(SslPolicy value) {
            this.sslPolicy = value;
            return this;
        }

        /**
         * Sets whether AWS refuses to delete the load balancer. Default {@value
         * ApplicationLoadBalancerArgs#DEFAULT_DELETION_PROTECTION}.
         */
        public Builder deletionProtection(boolean value) {
            this.deletionProtection = value;
            return this;
        }

        /**
         * After how long a silent connection is closed, in seconds, 1 to 4000. Default {@value
         * ApplicationLoadBalancerArgs#DEFAULT_IDLE_TIMEOUT_SECONDS}. A target should keep its connections longer.
         */
        public Builder idleTimeoutSeconds(int value) {
            this.idleTimeoutSeconds = value;
            return this;
        }

        /**
         * Sets how long a target that goes may finish its requests, in seconds, 1 to 3600. Default {@value
         * ApplicationLoadBalancerArgs#DEFAULT_DEREGISTRATION_DELAY_SECONDS}.
         */
        public Builder deregistrationDelaySeconds(int value) {
            this.deregistrationDelaySeconds = value;
            return this;
        }

        /**
         * Sets whether AWS WAF inspects every request with {@link ManagedRuleGroup}. Default {@value
         * ApplicationLoadBalancerArgs#DEFAULT_WEB_FIREWALL}. It costs about 9 USD a month and 0.60 USD a million
         * requests (AWS WAF pricing: one web ACL, four rules).
         */
        public Builder webFirewall(boolean value) {
            this.webFirewall = value;
            return this;
        }

        /**
         * The rules of managed groups that only count what they match, such as {@code SizeRestrictions_BODY} of
         * {@link ManagedRuleGroup#COMMON} where clients upload more than 8 KB. Default none.
         */
        public Builder countedFirewallRules(Map<ManagedRuleGroup, List<String>> value) {
            this.countedFirewallRules = Map.copyOf(value);
            return this;
        }

        /**
         * Sets how many requests an address may send in five minutes before the firewall blocks it, 10 to 2000000000. Default: any
         * number. Behind a proxy such as Cloudflare every request has the proxy's address, so it needs another
         * {@link #ingress}. It costs about 1 USD a month.
         *
         * @see <a href="https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html">RateBasedStatement</a>
         */
        public Builder firewallRateLimit(Integer value) {
            this.firewallRateLimit = value;
            return this;
        }

        /**
         * Sets how long the firewall's log is kept, in days, one of {@link dev.plinth.components.LogRetention#DAYS}.
         * Default {@value ApplicationLoadBalancerArgs#DEFAULT_FIREWALL_LOG_RETENTION_DAYS}.
         */
        public Builder firewallLogRetentionDays(int value) {
            this.firewallLogRetentionDays = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public ApplicationLoadBalancerArgs build() {
            return new ApplicationLoadBalancerArgs(this);
        }
    }
}
