package dev.plinth.components.cdn;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.loadbalancer.ManagedRuleGroup;
import dev.plinth.components.storage.ObjectStorage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a {@link ContentDistribution}. Required: {@link Builder#origins}, {@link Builder#logBucket},
 * {@link Builder#usEast1Provider}, and {@link Builder#certificateArn} with {@link Builder#domainNames}.
 */
public final class ContentDistributionArgs extends ResourceArgs {

    /** The default of {@link Builder#defaultRootObject} where the default origin is a bucket. */
    public static final String DEFAULT_ROOT_OBJECT = "index.html";

    /** The default of {@link Builder#defaultCertificate}. */
    public static final boolean DEFAULT_DEFAULT_CERTIFICATE = false;

    /** The default of {@link Builder#priceClass}. */
    public static final PriceClass DEFAULT_PRICE_CLASS = PriceClass.PRICE_CLASS_ALL;

    /** The default of {@link Builder#contentSecurityPolicy}: no content from other origins, and no framing. */
    public static final String DEFAULT_CONTENT_SECURITY_POLICY =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    /** The default of {@link Builder#webFirewall}. */
    public static final boolean DEFAULT_WEB_FIREWALL = true;

    /** The default of {@link Builder#firewallLogRetentionDays}. */
    public static final int DEFAULT_FIREWALL_LOG_RETENTION_DAYS = 90;

    private final List<DistributionOrigin> origins;

    @Import
    private final List<String> domainNames;

    @Import
    private final @Nullable Output<String> certificateArn;

    @Import
    private final boolean defaultCertificate;

    private final @Nullable ObjectStorage logBucket;

    private final @Nullable Provider usEast1Provider;

    @Import
    private final @Nullable String defaultRootObject;

    private final List<ErrorResponse> errorResponses;

    private final PriceClass priceClass;

    @Import
    private final String contentSecurityPolicy;

    @Import
    private final boolean webFirewall;

    @Import
    private final @Nullable Output<String> webAclArn;

    private final Map<ManagedRuleGroup, List<String>> countedFirewallRules;

    @Import
    private final @Nullable Integer firewallRateLimit;

    @Import
    private final int firewallLogRetentionDays;

    private final String plainCertificateArn;
    private final String plainWebAclArn;

    private ContentDistributionArgs(Builder builder) {
        this.origins = builder.origins;
        this.domainNames = builder.domainNames;
        this.certificateArn = builder.certificateArn;
        this.defaultCertificate = builder.defaultCertificate;
        this.logBucket = builder.logBucket;
        this.usEast1Provider = builder.usEast1Provider;
        this.defaultRootObject = builder.defaultRootObject;
        this.errorResponses = builder.errorResponses;
        this.priceClass = builder.priceClass;
        this.contentSecurityPolicy = builder.contentSecurityPolicy;
        this.webFirewall = builder.webFirewall;
        this.webAclArn = builder.webAclArn;
        this.countedFirewallRules = builder.countedFirewallRules;
        this.firewallRateLimit = builder.firewallRateLimit;
        this.firewallLogRetentionDays = builder.firewallLogRetentionDays;
        this.plainCertificateArn = builder.plainCertificateArn;
        this.plainWebAclArn = builder.plainWebAclArn;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** Origins of the content. */
    public List<DistributionOrigin> origins() {
        return origins;
    }

    /** The distribution's own names. */
    public List<String> domainNames() {
        return domainNames;
    }

    /** The certificate's ARN, or null for none. */
    public @Nullable Output<String> certificateArn() {
        return certificateArn;
    }

    /** Returns whether CloudFront's own certificate serves viewers. */
    public boolean defaultCertificate() {
        return defaultCertificate;
    }

    /** The bucket that gets the access logs, or null when it was not given. */
    public @Nullable ObjectStorage logBucket() {
        return logBucket;
    }

    /** The AWS provider of us-east-1, or null when it was not given. */
    public @Nullable Provider usEast1Provider() {
        return usEast1Provider;
    }

    /** The object that answers requests for /, or null for the default. */
    public @Nullable String defaultRootObject() {
        return defaultRootObject;
    }

    /** Returns the responses that replace an origin's errors. */
    public List<ErrorResponse> errorResponses() {
        return errorResponses;
    }

    /** The locations that answer viewers. */
    public PriceClass priceClass() {
        return priceClass;
    }

    /** The content security policy of responses that have none. */
    public String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    /** Returns whether AWS WAF inspects every request with a web ACL of the component's own. */
    public boolean webFirewall() {
        return webFirewall;
    }

    /** The ARN of the web ACL that exists already, or null for none. */
    public @Nullable Output<String> webAclArn() {
        return webAclArn;
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

    /** The certificate's ARN when it was given as text, else empty. */
    String plainCertificateArn() {
        return plainCertificateArn;
    }

    /** The web ACL's ARN when it was given as text, else empty. */
    String plainWebAclArn() {
        return plainWebAclArn;
    }

    /** Builds {@link ContentDistributionArgs}. */
    public static final class Builder {

        private List<DistributionOrigin> origins = List.of();
        private List<String> domainNames = List.of();
        private @Nullable Output<String> certificateArn;
        private boolean defaultCertificate = DEFAULT_DEFAULT_CERTIFICATE;
        private @Nullable ObjectStorage logBucket;
        private @Nullable Provider usEast1Provider;
        private @Nullable String defaultRootObject;
        private List<ErrorResponse> errorResponses = List.of();
        private PriceClass priceClass = DEFAULT_PRICE_CLASS;
        private String contentSecurityPolicy = DEFAULT_CONTENT_SECURITY_POLICY;
        private boolean webFirewall = DEFAULT_WEB_FIREWALL;
        private @Nullable Output<String> webAclArn;
        private Map<ManagedRuleGroup, List<String>> countedFirewallRules = Map.of();
        private @Nullable Integer firewallRateLimit;
        private int firewallLogRetentionDays = DEFAULT_FIREWALL_LOG_RETENTION_DAYS;
        private String plainCertificateArn = "";
        private String plainWebAclArn = "";

        private Builder() {}

        /**
         * Origins of the content: one origin for all paths, any number for separate paths (see {@link
         * DistributionOrigin#at}). Required.
         */
        public Builder origins(List<DistributionOrigin> value) {
            this.origins = List.copyOf(value);
            return this;
        }

        /**
         * The distribution's own names, such as {@code www.example.com}, which the certificate is for; a wildcard
         * stands for one label. Required, unless {@link #defaultCertificate} is set. They need aliases in the DNS.
         */
        public Builder domainNames(List<String> value) {
            this.domainNames = List.copyOf(value);
            return this;
        }

        /**
         * The ARN of a valid certificate of ACM in us-east-1. Required, unless {@link #defaultCertificate} is set.
         * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html">Requirements
         *     for certificates</a>
         */
        public Builder certificateArn(String value) {
            certificateArn(Output.of(value));
            this.plainCertificateArn = value;
            return this;
        }

        /** As {@link #certificateArn(String)}. */
        public Builder certificateArn(Output<String> value) {
            this.certificateArn = value;
            this.plainCertificateArn = "";
            return this;
        }

        /**
         * Sets whether CloudFront's own certificate serves viewers under CloudFront's own name, with TLS 1.0 and newer,
         * against the rules {@code cloudfront-tls-minimum} and {@code cloudfront-custom-certificate}. Default
         * {@value ContentDistributionArgs#DEFAULT_DEFAULT_CERTIFICATE}.
         */
        public Builder defaultCertificate(boolean value) {
            this.defaultCertificate = value;
            return this;
        }

        /**
         * The bucket that gets the access logs, made with the purpose LOGS and {@code contentDistributionLogs}.
         * Required.
         */
        public Builder logBucket(ObjectStorage value) {
            this.logBucket = value;
            return this;
        }

        /**
         * The AWS provider of us-east-1, where CloudFront looks for its firewall and delivers its logs from.
         * Required.
         */
        public Builder usEast1Provider(Provider value) {
            this.usEast1Provider = value;
            return this;
        }

        /**
         * The object that answers requests for {@code /}. Default {@value
         * ContentDistributionArgs#DEFAULT_ROOT_OBJECT} where the default origin is a bucket, else none: the server
         * answers.
         */
        public Builder defaultRootObject(String value) {
            this.defaultRootObject = value;
            return this;
        }

        /**
         * Sets what viewers get instead of an origin's error, such as {@link ErrorResponse#singlePageApplication}. None
         * by default. They hold for all origins, so errors become successes only where all origins are buckets.
         */
        public Builder errorResponses(List<ErrorResponse> value) {
            this.errorResponses = List.copyOf(value);
            return this;
        }

        /** The locations that answer viewers. Default {@link ContentDistributionArgs#DEFAULT_PRICE_CLASS}. */
        public Builder priceClass(PriceClass value) {
            this.priceClass = value;
            return this;
        }

        /**
         * The content security policy of responses that have none. Default {@link
         * ContentDistributionArgs#DEFAULT_CONTENT_SECURITY_POLICY}.
         */
        public Builder contentSecurityPolicy(String value) {
            this.contentSecurityPolicy = value;
            return this;
        }

        /**
         * Sets whether AWS WAF inspects every request with {@link ManagedRuleGroup}, unless {@link #webAclArn} is
         * given. Default {@value ContentDistributionArgs#DEFAULT_WEB_FIREWALL}. It costs about 9 USD a month and
         * 0.60 USD a million requests (AWS WAF pricing: one web ACL, four rules).
         */
        public Builder webFirewall(boolean value) {
            this.webFirewall = value;
            return this;
        }

        /** The ARN of a web ACL of the scope CLOUDFRONT, in place of one of the component's own. Default: none. */
        public Builder webAclArn(String value) {
            webAclArn(Output.of(value));
            this.plainWebAclArn = value;
            return this;
        }

        /** As {@link #webAclArn(String)}. */
        public Builder webAclArn(Output<String> value) {
            this.webAclArn = value;
            this.plainWebAclArn = "";
            return this;
        }

        /** The rules of managed groups that only count what they match. Default none. */
        public Builder countedFirewallRules(Map<ManagedRuleGroup, List<String>> value) {
            this.countedFirewallRules = Map.copyOf(value);
            return this;
        }

        /**
         * Sets how many requests an address may send in five minutes before the firewall blocks it, 10 to 2000000000.
         * Default: any number. It costs about 1 USD a month.
         * @see <a href="https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html">RateBasedStatement</a>
         */
        public Builder firewallRateLimit(Integer value) {
            this.firewallRateLimit = value;
            return this;
        }

        /**
         * Sets how long the firewall's log is kept, in days, one of {@link dev.plinth.components.LogRetention#DAYS}.
         * Default {@value ContentDistributionArgs#DEFAULT_FIREWALL_LOG_RETENTION_DAYS}.
         */
        public Builder firewallLogRetentionDays(int value) {
            this.firewallLogRetentionDays = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public ContentDistributionArgs build() {
            return new ContentDistributionArgs(this);
        }
    }
}
