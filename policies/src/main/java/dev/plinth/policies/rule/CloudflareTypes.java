package dev.plinth.policies.rule;

/** Type tokens of Cloudflare resources that several rules use. */
public final class CloudflareTypes {

    public static final String AUTHENTICATED_ORIGIN_PULLS_SETTINGS =
            "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings";
    public static final String DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    public static final String R2_BUCKET = "cloudflare:index/r2Bucket:R2Bucket";
    public static final String RULESET = "cloudflare:index/ruleset:Ruleset";
    public static final String ZONE = "cloudflare:index/zone:Zone";
    public static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";

    private CloudflareTypes() {}
}
