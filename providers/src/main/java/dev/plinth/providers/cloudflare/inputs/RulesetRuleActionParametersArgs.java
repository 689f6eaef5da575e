package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: what a rule's action needs to know; which properties apply depends on the action. */
public final class RulesetRuleActionParametersArgs extends ResourceArgs {

    /** No argument given. */
    public static final RulesetRuleActionParametersArgs Empty = new RulesetRuleActionParametersArgs();

    @Import(name = "browserTtl")
    private @Nullable Output<RulesetRuleActionParametersBrowserTtlArgs> browserTtl;

    @Import(name = "cache")
    private @Nullable Output<Boolean> cache;

    @Import(name = "content")
    private @Nullable Output<String> content;

    @Import(name = "contentType")
    private @Nullable Output<String> contentType;

    @Import(name = "edgeTtl")
    private @Nullable Output<RulesetRuleActionParametersEdgeTtlArgs> edgeTtl;

    @Import(name = "fromValue")
    private @Nullable Output<RulesetRuleActionParametersFromValueArgs> fromValue;

    @Import(name = "headers")
    private @Nullable Output<Map<String, RulesetRuleActionParametersHeadersArgs>> headers;

    @Import(name = "id")
    private @Nullable Output<String> id;

    @Import(name = "originCacheControl")
    private @Nullable Output<Boolean> originCacheControl;

    @Import(name = "originErrorPagePassthru")
    private @Nullable Output<Boolean> originErrorPagePassthru;

    @Import(name = "overrides")
    private @Nullable Output<RulesetRuleActionParametersOverridesArgs> overrides;

    @Import(name = "phases")
    private @Nullable Output<List<String>> phases;

    @Import(name = "products")
    private @Nullable Output<List<String>> products;

    @Import(name = "respectStrongEtags")
    private @Nullable Output<Boolean> respectStrongEtags;

    @Import(name = "response")
    private @Nullable Output<RulesetRuleActionParametersResponseArgs> response;

    @Import(name = "rules")
    private @Nullable Output<Map<String, List<String>>> rules;

    @Import(name = "ruleset")
    private @Nullable Output<String> ruleset;

    @Import(name = "rulesets")
    private @Nullable Output<List<String>> rulesets;

    @Import(name = "serveStale")
    private @Nullable Output<RulesetRuleActionParametersServeStaleArgs> serveStale;

    @Import(name = "statusCode")
    private @Nullable Output<Integer> statusCode;

    /** How long browsers keep a response. */
    public Optional<Output<RulesetRuleActionParametersBrowserTtlArgs>> browserTtl() {
        return Optional.ofNullable(this.browserTtl);
    }

    /** Whether responses may be cached. */
    public Optional<Output<Boolean>> cache() {
        return Optional.ofNullable(this.cache);
    }

    /** The body of a served response. */
    public Optional<Output<String>> content() {
        return Optional.ofNullable(this.content);
    }

    /** The media type of a served response. */
    public Optional<Output<String>> contentType() {
        return Optional.ofNullable(this.contentType);
    }

    /** How long Cloudflare keeps a response. */
    public Optional<Output<RulesetRuleActionParametersEdgeTtlArgs>> edgeTtl() {
        return Optional.ofNullable(this.edgeTtl);
    }

    /** Where a redirect leads. */
    public Optional<Output<RulesetRuleActionParametersFromValueArgs>> fromValue() {
        return Optional.ofNullable(this.fromValue);
    }

    /** The headers to rewrite, by name. */
    public Optional<Output<Map<String, RulesetRuleActionParametersHeadersArgs>>> headers() {
        return Optional.ofNullable(this.headers);
    }

    /** The ruleset to execute. */
    public Optional<Output<String>> id() {
        return Optional.ofNullable(this.id);
    }

    /** Whether the origin's Cache-Control header is obeyed strictly. */
    public Optional<Output<Boolean>> originCacheControl() {
        return Optional.ofNullable(this.originCacheControl);
    }

    /** Whether the origin's own error pages are passed on. */
    public Optional<Output<Boolean>> originErrorPagePassthru() {
        return Optional.ofNullable(this.originErrorPagePassthru);
    }

    /** What is changed in the ruleset that is executed. */
    public Optional<Output<RulesetRuleActionParametersOverridesArgs>> overrides() {
        return Optional.ofNullable(this.overrides);
    }

    /** The phases that are skipped. */
    public Optional<Output<List<String>>> phases() {
        return Optional.ofNullable(this.phases);
    }

    /** The security products that are skipped. */
    public Optional<Output<List<String>>> products() {
        return Optional.ofNullable(this.products);
    }

    /** Whether byte-for-byte equality of strong ETags is kept. */
    public Optional<Output<Boolean>> respectStrongEtags() {
        return Optional.ofNullable(this.respectStrongEtags);
    }

    /** The response to a blocked request. */
    public Optional<Output<RulesetRuleActionParametersResponseArgs>> response() {
        return Optional.ofNullable(this.response);
    }

    /** The rules that are skipped, by ruleset id. */
    public Optional<Output<Map<String, List<String>>>> rules() {
        return Optional.ofNullable(this.rules);
    }

    /** The ruleset that is skipped; only {@code current} is allowed. */
    public Optional<Output<String>> ruleset() {
        return Optional.ofNullable(this.ruleset);
    }

    /** The rulesets that are skipped. */
    public Optional<Output<List<String>>> rulesets() {
        return Optional.ofNullable(this.rulesets);
    }

    /** Whether an expired response may be served. */
    public Optional<Output<RulesetRuleActionParametersServeStaleArgs>> serveStale() {
        return Optional.ofNullable(this.serveStale);
    }

    /** The status of a served response. */
    public Optional<Output<Integer>> statusCode() {
        return Optional.ofNullable(this.statusCode);
    }

    private RulesetRuleActionParametersArgs() {}

    private RulesetRuleActionParametersArgs(RulesetRuleActionParametersArgs other) {
        this.browserTtl = other.browserTtl;
        this.cache = other.cache;
        this.content = other.content;
        this.contentType = other.contentType;
        this.edgeTtl = other.edgeTtl;
        this.fromValue = other.fromValue;
        this.headers = other.headers;
        this.id = other.id;
        this.originCacheControl = other.originCacheControl;
        this.originErrorPagePassthru = other.originErrorPagePassthru;
        this.overrides = other.overrides;
        this.phases = other.phases;
        this.products = other.products;
        this.respectStrongEtags = other.respectStrongEtags;
        this.response = other.response;
        this.rules = other.rules;
        this.ruleset = other.ruleset;
        this.rulesets = other.rulesets;
        this.serveStale = other.serveStale;
        this.statusCode = other.statusCode;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersArgs other) {
        return new Builder(new RulesetRuleActionParametersArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersArgs args;

        private Builder(RulesetRuleActionParametersArgs args) {
            this.args = args;
        }

        /** How long browsers keep a response. */
        public Builder browserTtl(@Nullable Output<RulesetRuleActionParametersBrowserTtlArgs> browserTtl) {
            args.browserTtl = browserTtl;
            return this;
        }

        /** How long browsers keep a response. */
        public Builder browserTtl(RulesetRuleActionParametersBrowserTtlArgs browserTtl) {
            return browserTtl(Output.of(browserTtl));
        }

        /** Whether responses may be cached. */
        public Builder cache(@Nullable Output<Boolean> cache) {
            args.cache = cache;
            return this;
        }

        /** Whether responses may be cached. */
        public Builder cache(Boolean cache) {
            return cache(Output.of(cache));
        }

        /** The body of a served response. */
        public Builder content(@Nullable Output<String> content) {
            args.content = content;
            return this;
        }

        /** The body of a served response. */
        public Builder content(String content) {
            return content(Output.of(content));
        }

        /** The media type of a served response. */
        public Builder contentType(@Nullable Output<String> contentType) {
            args.contentType = contentType;
            return this;
        }

        /** The media type of a served response. */
        public Builder contentType(String contentType) {
            return contentType(Output.of(contentType));
        }

        /** How long Cloudflare keeps a response. */
        public Builder edgeTtl(@Nullable Output<RulesetRuleActionParametersEdgeTtlArgs> edgeTtl) {
            args.edgeTtl = edgeTtl;
            return this;
        }

        /** How long Cloudflare keeps a response. */
        public Builder edgeTtl(RulesetRuleActionParametersEdgeTtlArgs edgeTtl) {
            return edgeTtl(Output.of(edgeTtl));
        }

        /** Where a redirect leads. */
        public Builder fromValue(@Nullable Output<RulesetRuleActionParametersFromValueArgs> fromValue) {
            args.fromValue = fromValue;
            return this;
        }

        /** Where a redirect leads. */
        public Builder fromValue(RulesetRuleActionParametersFromValueArgs fromValue) {
            return fromValue(Output.of(fromValue));
        }

        /** The headers to rewrite, by name. */
        public Builder headers(@Nullable Output<Map<String, RulesetRuleActionParametersHeadersArgs>> headers) {
            args.headers = headers;
            return this;
        }

        /** The headers to rewrite, by name. */
        public Builder headers(Map<String, RulesetRuleActionParametersHeadersArgs> headers) {
            return headers(Output.of(headers));
        }

        /** The ruleset to execute. */
        public Builder id(@Nullable Output<String> id) {
            args.id = id;
            return this;
        }

        /** The ruleset to execute. */
        public Builder id(String id) {
            return id(Output.of(id));
        }

        /** Whether the origin's Cache-Control header is obeyed strictly. */
        public Builder originCacheControl(@Nullable Output<Boolean> originCacheControl) {
            args.originCacheControl = originCacheControl;
            return this;
        }

        /** Whether the origin's Cache-Control header is obeyed strictly. */
        public Builder originCacheControl(Boolean originCacheControl) {
            return originCacheControl(Output.of(originCacheControl));
        }

        /** Whether the origin's own error pages are passed on. */
        public Builder originErrorPagePassthru(@Nullable Output<Boolean> originErrorPagePassthru) {
            args.originErrorPagePassthru = originErrorPagePassthru;
            return this;
        }

        /** Whether the origin's own error pages are passed on. */
        public Builder originErrorPagePassthru(Boolean originErrorPagePassthru) {
            return originErrorPagePassthru(Output.of(originErrorPagePassthru));
        }

        /** What is changed in the ruleset that is executed. */
        public Builder overrides(@Nullable Output<RulesetRuleActionParametersOverridesArgs> overrides) {
            args.overrides = overrides;
            return this;
        }

        /** What is changed in the ruleset that is executed. */
        public Builder overrides(RulesetRuleActionParametersOverridesArgs overrides) {
            return overrides(Output.of(overrides));
        }

        /** The phases that are skipped. */
        public Builder phases(@Nullable Output<List<String>> phases) {
            args.phases = phases;
            return this;
        }

        /** The phases that are skipped. */
        public Builder phases(List<String> phases) {
            return phases(Output.of(phases));
        }

        /** The phases that are skipped. */
        public Builder phases(String... phases) {
            return phases(List.of(phases));
        }

        /** The security products that are skipped. */
        public Builder products(@Nullable Output<List<String>> products) {
            args.products = products;
            return this;
        }

        /** The security products that are skipped. */
        public Builder products(List<String> products) {
            return products(Output.of(products));
        }

        /** The security products that are skipped. */
        public Builder products(String... products) {
            return products(List.of(products));
        }

        /** Whether byte-for-byte equality of strong ETags is kept. */
        public Builder respectStrongEtags(@Nullable Output<Boolean> respectStrongEtags) {
            args.respectStrongEtags = respectStrongEtags;
            return this;
        }

        /** Whether byte-for-byte equality of strong ETags is kept. */
        public Builder respectStrongEtags(Boolean respectStrongEtags) {
            return respectStrongEtags(Output.of(respectStrongEtags));
        }

        /** The response to a blocked request. */
        public Builder response(@Nullable Output<RulesetRuleActionParametersResponseArgs> response) {
            args.response = response;
            return this;
        }

        /** The response to a blocked request. */
        public Builder response(RulesetRuleActionParametersResponseArgs response) {
            return response(Output.of(response));
        }

        /** The rules that are skipped, by ruleset id. */
        public Builder rules(@Nullable Output<Map<String, List<String>>> rules) {
            args.rules = rules;
            return this;
        }

        /** The rules that are skipped, by ruleset id. */
        public Builder rules(Map<String, List<String>> rules) {
            return rules(Output.of(rules));
        }

        /** The ruleset that is skipped; only {@code current} is allowed. */
        public Builder ruleset(@Nullable Output<String> ruleset) {
            args.ruleset = ruleset;
            return this;
        }

        /** The ruleset that is skipped; only {@code current} is allowed. */
        public Builder ruleset(String ruleset) {
            return ruleset(Output.of(ruleset));
        }

        /** The rulesets that are skipped. */
        public Builder rulesets(@Nullable Output<List<String>> rulesets) {
            args.rulesets = rulesets;
            return this;
        }

        /** The rulesets that are skipped. */
        public Builder rulesets(List<String> rulesets) {
            return rulesets(Output.of(rulesets));
        }

        /** The rulesets that are skipped. */
        public Builder rulesets(String... rulesets) {
            return rulesets(List.of(rulesets));
        }

        /** Whether an expired response may be served. */
        public Builder serveStale(@Nullable Output<RulesetRuleActionParametersServeStaleArgs> serveStale) {
            args.serveStale = serveStale;
            return this;
        }

        /** Whether an expired response may be served. */
        public Builder serveStale(RulesetRuleActionParametersServeStaleArgs serveStale) {
            return serveStale(Output.of(serveStale));
        }

        /** The status of a served response. */
        public Builder statusCode(@Nullable Output<Integer> statusCode) {
            args.statusCode = statusCode;
            return this;
        }

        /** The status of a served response. */
        public Builder statusCode(Integer statusCode) {
            return statusCode(Output.of(statusCode));
        }

        /**
         * Ends the building.
         */
        public RulesetRuleActionParametersArgs build() {
            return new RulesetRuleActionParametersArgs(args);
        }
    }
}
