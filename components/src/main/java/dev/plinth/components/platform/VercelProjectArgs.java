package dev.plinth.components.platform;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link VercelProject}. Required: {@link Builder#framework} and {@link Builder#region}. */
public final class VercelProjectArgs extends ResourceArgs {

    /** The default of {@link Builder#nodeVersion}. */
    public static final String DEFAULT_NODE_VERSION = "22.x";

    /** The default of {@link Builder#previewRetention}. */
    public static final String DEFAULT_PREVIEW_RETENTION = "1m";

    /** The default of {@link Builder#productionRetention}: a rollback needs the earlier deployments. */
    public static final String DEFAULT_PRODUCTION_RETENTION = "1y";

    @Import
    private final @Nullable String framework;

    @Import
    private final @Nullable String region;

    @Import
    private final @Nullable String repository;

    @Import
    private final String productionBranch;

    @Import
    private final @Nullable String rootDirectory;

    @Import
    private final @Nullable String teamId;

    @Import
    private final String nodeVersion;

    @Import
    private final List<String> domains;

    @Import
    private final Map<String, String> redirects;

    private final List<VercelVariable> variables;

    @Import
    private final boolean protectAll;

    @Import
    private final boolean promoteAutomatically;

    @Import
    private final boolean crons;

    private final List<VercelRateLimit> rateLimits;

    @Import
    private final List<String> blockedAddresses;

    @Import
    private final boolean managedRules;

    @Import
    private final String previewRetention;

    @Import
    private final String productionRetention;

    @Import
    private final List<Integer> rollout;

    @Import
    private final @Nullable String notificationEndpoint;

    private VercelProjectArgs(Builder builder) {
        this.framework = builder.framework;
        this.region = builder.region;
        this.repository = builder.repository;
        this.productionBranch = builder.productionBranch;
        this.rootDirectory = builder.rootDirectory;
        this.teamId = builder.teamId;
        this.nodeVersion = builder.nodeVersion;
        this.domains = builder.domains;
        this.redirects = builder.redirects;
        this.variables = builder.variables;
        this.protectAll = builder.protectAll;
        this.promoteAutomatically = builder.promoteAutomatically;
        this.crons = builder.crons;
        this.rateLimits = builder.rateLimits;
        this.blockedAddresses = builder.blockedAddresses;
        this.managedRules = builder.managedRules;
        this.previewRetention = builder.previewRetention;
        this.productionRetention = builder.productionRetention;
        this.rollout = builder.rollout;
        this.notificationEndpoint = builder.notificationEndpoint;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The framework, or null when it was not given. */
    public @Nullable String framework() {
        return framework;
    }

    /** The Region of functions, or null when it was not given. */
    public @Nullable String region() {
        return region;
    }

    /** The GitHub repository, or null for none. */
    public @Nullable String repository() {
        return repository;
    }

    /** Returns the branch of production deployments. */
    public String productionBranch() {
        return productionBranch;
    }

    /** The directory of the application in the repository, or null for its root. */
    public @Nullable String rootDirectory() {
        return rootDirectory;
    }

    /** The team, or null for that of the provider. */
    public @Nullable String teamId() {
        return teamId;
    }

    /** Returns the version of Node.js. */
    public String nodeVersion() {
        return nodeVersion;
    }

    /** Returns the domains, the main one first. */
    public List<String> domains() {
        return domains;
    }

    /** Returns the domains that redirect, with their targets. */
    public Map<String, String> redirects() {
        return redirects;
    }

    /** Returns the environment variables. */
    public List<VercelVariable> variables() {
        return variables;
    }

    /** Returns whether production deployments require a login, too. */
    public boolean protectAll() {
        return protectAll;
    }

    /** Returns whether a production deployment gets the domains at once. */
    public boolean promoteAutomatically() {
        return promoteAutomatically;
    }

    /** Returns whether the cron jobs of vercel.json run. */
    public boolean crons() {
        return crons;
    }

    /** Returns the rate limits. */
    public List<VercelRateLimit> rateLimits() {
        return rateLimits;
    }

    /** Returns the client addresses that are blocked. */
    public List<String> blockedAddresses() {
        return blockedAddresses;
    }

    /** Returns whether managed rules block attacks. */
    public boolean managedRules() {
        return managedRules;
    }

    /** Returns how long preview deployments are kept. */
    public String previewRetention() {
        return previewRetention;
    }

    /** Returns how long production deployments are kept. */
    public String productionRetention() {
        return productionRetention;
    }

    /** Returns the percentages of traffic of a rolling release. */
    public List<Integer> rollout() {
        return rollout;
    }

    /** The URL that is notified of deployments, or null for none. */
    public @Nullable String notificationEndpoint() {
        return notificationEndpoint;
    }

    /** Builds {@link VercelProjectArgs}. */
    public static final class Builder {

        private @Nullable String framework;
        private @Nullable String region;
        private @Nullable String repository;
        private String productionBranch = "main";
        private @Nullable String rootDirectory;
        private @Nullable String teamId;
        private String nodeVersion = DEFAULT_NODE_VERSION;
        private List<String> domains = List.of();
        private Map<String, String> redirects = Map.of();
        private List<VercelVariable> variables = List.of();
        private boolean protectAll = false;
        private boolean promoteAutomatically = true;
        private boolean crons = true;
        private List<VercelRateLimit> rateLimits = List.of();
        private List<String> blockedAddresses = List.of();
        private boolean managedRules = true;
        private String previewRetention = DEFAULT_PREVIEW_RETENTION;
        private String productionRetention = DEFAULT_PRODUCTION_RETENTION;
        private List<Integer> rollout = List.of();
        private @Nullable String notificationEndpoint;

        private Builder() {}

        /** The framework, such as {@code nextjs} or {@code sveltekit-1}. Required. */
        public Builder framework(String value) {
            this.framework = value;
            return this;
        }

        /** The Region of functions, such as {@code fra1}; nearest to the database. Takes effect with the next deployment. Required. */
        public Builder region(String value) {
            this.region = value;
            return this;
        }

        /** The GitHub repository {@code owner/name} that is deployed. Default: none, so that deployments come from the command line. */
        public Builder repository(String value) {
            this.repository = value;
            return this;
        }

        /** The branch whose pushes are production deployments. Default {@code main}. */
        public Builder productionBranch(String value) {
            this.productionBranch = value;
            return this;
        }

        /** The directory of the application in the repository. Default: the root. */
        public Builder rootDirectory(String value) {
            this.rootDirectory = value;
            return this;
        }

        /** The id of the Vercel team. Replaces the project. Default: the team of the provider. */
        public Builder teamId(String value) {
            this.teamId = value;
            return this;
        }

        /** The version of Node.js: {@code 20.x}, {@code 22.x} or {@code 24.x}. Default {@value VercelProjectArgs#DEFAULT_NODE_VERSION}. */
        public Builder nodeVersion(String value) {
            this.nodeVersion = value;
            return this;
        }

        /** The domains, the main one first. Default: none, so that the project has an address at {@code vercel.app} only. */
        public Builder domains(List<String> value) {
            this.domains = List.copyOf(value);
            return this;
        }

        /** Domains that redirect permanently (308) to one of {@link #domains}, with the target. Default: none. */
        public Builder redirects(Map<String, String> value) {
            this.redirects = Map.copyOf(value);
            return this;
        }

        /** The environment variables. A name stands once per target. Default: none. */
        public Builder variables(List<VercelVariable> value) {
            this.variables = List.copyOf(value);
            return this;
        }

        /** Requires a login for production deployments, too, as in a staging environment. Previews always do. Default false. */
        public Builder protectAll(boolean value) {
            this.protectAll = value;
            return this;
        }

        /** Gives a production deployment the domains at once. With false, {@code vercel promote} assigns them to a verified deployment, without another build. Default true. */
        public Builder promoteAutomatically(boolean value) {
            this.promoteAutomatically = value;
            return this;
        }

        /** Runs the cron jobs of {@code vercel.json}. Default true. */
        public Builder crons(boolean value) {
            this.crons = value;
            return this;
        }

        /** Limits of requests per client address. Default: none. */
        public Builder rateLimits(List<VercelRateLimit> value) {
            this.rateLimits = List.copyOf(value);
            return this;
        }

        /** Client addresses or ranges that are blocked. Default: none. */
        public Builder blockedAddresses(List<String> value) {
            this.blockedAddresses = List.copyOf(value);
            return this;
        }

        /** Blocks requests by the OWASP rules and bot protection. The OWASP rules need the plan Enterprise. Default true. */
        public Builder managedRules(boolean value) {
            this.managedRules = value;
            return this;
        }

        /** Retention of preview deployments: {@code 1d}, {@code 1w}, {@code 1m}, {@code 2m}, {@code 3m}, {@code 6m}, {@code 1y} or {@code unlimited}. Default {@value VercelProjectArgs#DEFAULT_PREVIEW_RETENTION}. */
        public Builder previewRetention(String value) {
            this.previewRetention = value;
            return this;
        }

        /** Retention of production deployments, as {@link #previewRetention}. Default {@value VercelProjectArgs#DEFAULT_PRODUCTION_RETENTION}. */
        public Builder productionRetention(String value) {
            this.productionRetention = value;
            return this;
        }

        /** The percentages of traffic that a new production deployment gets in turn, each approved by hand; the last is 100. Default: none, so that a deployment gets all traffic at once. Needs the plan Pro. */
        public Builder rollout(List<Integer> value) {
            this.rollout = List.copyOf(value);
            return this;
        }

        /** The HTTPS URL that is notified of deployments that are ready, promoted or have failed. Default: none. */
        public Builder notificationEndpoint(String value) {
            this.notificationEndpoint = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public VercelProjectArgs build() {
            return new VercelProjectArgs(this);
        }
    }
}
