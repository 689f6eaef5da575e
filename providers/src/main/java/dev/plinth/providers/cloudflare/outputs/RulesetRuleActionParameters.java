package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: what a rule's action needs to know; which properties apply depends on the action. */
@CustomType
public final class RulesetRuleActionParameters {

    private @Nullable RulesetRuleActionParametersBrowserTtl browserTtl;
    private @Nullable Boolean cache;
    private @Nullable String content;
    private @Nullable String contentType;
    private @Nullable RulesetRuleActionParametersEdgeTtl edgeTtl;
    private @Nullable RulesetRuleActionParametersFromValue fromValue;
    private @Nullable Map<String, RulesetRuleActionParametersHeaders> headers;
    private @Nullable String id;
    private @Nullable Boolean originCacheControl;
    private @Nullable Boolean originErrorPagePassthru;
    private @Nullable RulesetRuleActionParametersOverrides overrides;
    private @Nullable List<String> phases;
    private @Nullable List<String> products;
    private @Nullable Boolean respectStrongEtags;
    private @Nullable RulesetRuleActionParametersResponse response;
    private @Nullable Map<String, List<String>> rules;
    private @Nullable String ruleset;
    private @Nullable List<String> rulesets;
    private @Nullable RulesetRuleActionParametersServeStale serveStale;
    private @Nullable Integer statusCode;

    private RulesetRuleActionParameters() {}

    /** How long browsers keep a response. */
    public Optional<RulesetRuleActionParametersBrowserTtl> browserTtl() {
        return Optional.ofNullable(this.browserTtl);
    }

    /** Whether responses may be cached. */
    public Optional<Boolean> cache() {
        return Optional.ofNullable(this.cache);
    }

    /** The body of a served response. */
    public Optional<String> content() {
        return Optional.ofNullable(this.content);
    }

    /** The media type of a served response. */
    public Optional<String> contentType() {
        return Optional.ofNullable(this.contentType);
    }

    /** How long Cloudflare keeps a response. */
    public Optional<RulesetRuleActionParametersEdgeTtl> edgeTtl() {
        return Optional.ofNullable(this.edgeTtl);
    }

    /** Where a redirect leads. */
    public Optional<RulesetRuleActionParametersFromValue> fromValue() {
        return Optional.ofNullable(this.fromValue);
    }

    /** The headers to rewrite, by name. */
    public Map<String, RulesetRuleActionParametersHeaders> headers() {
        return this.headers == null ? Map.of() : this.headers;
    }

    /** The ruleset to execute. */
    public Optional<String> id() {
        return Optional.ofNullable(this.id);
    }

    /** Whether the origin's Cache-Control header is obeyed strictly. */
    public Optional<Boolean> originCacheControl() {
        return Optional.ofNullable(this.originCacheControl);
    }

    /** Whether the origin's own error pages are passed on. */
    public Optional<Boolean> originErrorPagePassthru() {
        return Optional.ofNullable(this.originErrorPagePassthru);
    }

    /** What is changed in the ruleset that is executed. */
    public Optional<RulesetRuleActionParametersOverrides> overrides() {
        return Optional.ofNullable(this.overrides);
    }

    /** The phases that are skipped. */
    public List<String> phases() {
        return this.phases == null ? List.of() : this.phases;
    }

    /** The security products that are skipped. */
    public List<String> products() {
        return this.products == null ? List.of() : this.products;
    }

    /** Whether byte-for-byte equality of strong ETags is kept. */
    public Optional<Boolean> respectStrongEtags() {
        return Optional.ofNullable(this.respectStrongEtags);
    }

    /** The response to a blocked request. */
    public Optional<RulesetRuleActionParametersResponse> response() {
        return Optional.ofNullable(this.response);
    }

    /** The rules that are skipped, by ruleset id. */
    public Map<String, List<String>> rules() {
        return this.rules == null ? Map.of() : this.rules;
    }

    /** The ruleset that is skipped; only {@code current} is allowed. */
    public Optional<String> ruleset() {
        return Optional.ofNullable(this.ruleset);
    }

    /** The rulesets that are skipped. */
    public List<String> rulesets() {
        return this.rulesets == null ? List.of() : this.rulesets;
    }

    /** Whether an expired response may be served. */
    public Optional<RulesetRuleActionParametersServeStale> serveStale() {
        return Optional.ofNullable(this.serveStale);
    }

    /** The status of a served response. */
    public Optional<Integer> statusCode() {
        return Optional.ofNullable(this.statusCode);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParameters}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParameters result = new RulesetRuleActionParameters();

        /** How long browsers keep a response. */
        @CustomType.Setter
        public Builder browserTtl(@Nullable RulesetRuleActionParametersBrowserTtl browserTtl) {
            result.browserTtl = browserTtl;
            return this;
        }

        /** Whether responses may be cached. */
        @CustomType.Setter
        public Builder cache(@Nullable Boolean cache) {
            result.cache = cache;
            return this;
        }

        /** The body of a served response. */
        @CustomType.Setter
        public Builder content(@Nullable String content) {
            result.content = content;
            return this;
        }

        /** The media type of a served response. */
        @CustomType.Setter
        public Builder contentType(@Nullable String contentType) {
            result.contentType = contentType;
            return this;
        }

        /** How long Cloudflare keeps a response. */
        @CustomType.Setter
        public Builder edgeTtl(@Nullable RulesetRuleActionParametersEdgeTtl edgeTtl) {
            result.edgeTtl = edgeTtl;
            return this;
        }

        /** Where a redirect leads. */
        @CustomType.Setter
        public Builder fromValue(@Nullable RulesetRuleActionParametersFromValue fromValue) {
            result.fromValue = fromValue;
            return this;
        }

        /** The headers to rewrite, by name. */
        @CustomType.Setter
        public Builder headers(@Nullable Map<String, RulesetRuleActionParametersHeaders> headers) {
            result.headers = headers;
            return this;
        }

        /** The ruleset to execute. */
        @CustomType.Setter
        public Builder id(@Nullable String id) {
            result.id = id;
            return this;
        }

        /** Whether the origin's Cache-Control header is obeyed strictly. */
        @CustomType.Setter
        public Builder originCacheControl(@Nullable Boolean originCacheControl) {
            result.originCacheControl = originCacheControl;
            return this;
        }

        /** Whether the origin's own error pages are passed on. */
        @CustomType.Setter
        public Builder originErrorPagePassthru(@Nullable Boolean originErrorPagePassthru) {
            result.originErrorPagePassthru = originErrorPagePassthru;
            return this;
        }

        /** What is changed in the ruleset that is executed. */
        @CustomType.Setter
        public Builder overrides(@Nullable RulesetRuleActionParametersOverrides overrides) {
            result.overrides = overrides;
            return this;
        }

        /** The phases that are skipped. */
        @CustomType.Setter
        public Builder phases(@Nullable List<String> phases) {
            result.phases = phases;
            return this;
        }

        /** The security products that are skipped. */
        @CustomType.Setter
        public Builder products(@Nullable List<String> products) {
            result.products = products;
            return this;
        }

        /** Whether byte-for-byte equality of strong ETags is kept. */
        @CustomType.Setter
        public Builder respectStrongEtags(@Nullable Boolean respectStrongEtags) {
            result.respectStrongEtags = respectStrongEtags;
            return this;
        }

        /** The response to a blocked request. */
        @CustomType.Setter
        public Builder response(@Nullable RulesetRuleActionParametersResponse response) {
            result.response = response;
            return this;
        }

        /** The rules that are skipped, by ruleset id. */
        @CustomType.Setter
        public Builder rules(@Nullable Map<String, List<String>> rules) {
            result.rules = rules;
            return this;
        }

        /** The ruleset that is skipped; only {@code current} is allowed. */
        @CustomType.Setter
        public Builder ruleset(@Nullable String ruleset) {
            result.ruleset = ruleset;
            return this;
        }

        /** The rulesets that are skipped. */
        @CustomType.Setter
        public Builder rulesets(@Nullable List<String> rulesets) {
            result.rulesets = rulesets;
            return this;
        }

        /** Whether an expired response may be served. */
        @CustomType.Setter
        public Builder serveStale(@Nullable RulesetRuleActionParametersServeStale serveStale) {
            result.serveStale = serveStale;
            return this;
        }

        /** The status of a served response. */
        @CustomType.Setter
        public Builder statusCode(@Nullable Integer statusCode) {
            result.statusCode = statusCode;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParameters build() {
            return result;
        }
    }
}
