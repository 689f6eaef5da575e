package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relations and corner cases of the rules for Cloudflare. */
class CloudflareRulesTest {

    private static final String RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    private static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";
    private static final String APPLICATION = "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication";

    private static GraphResource name(String content) {
        return resource(RECORD, "www", Map.of("type", "CNAME", "name", "www.example.com", "content", content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets.s3.eu-central-1.amazonaws.com",
                "assets.s3-website.eu-central-1.amazonaws.com",
                "old-123.eu-central-1.elb.amazonaws.com",
                "d111111abcdef8.cloudfront.net",
                "Example.GitHub.io",
                "cname.vercel-dns.com"
            })
    void rejectsHostsOutsideTheStack(String host) {
        assertThatRule("cf-proxied-origin")
                .failsWith(
                        "content is " + host + " but must be a host that a resource of the stack creates", name(host));
    }

    @Test
    void namesOfTheStackAreItsOwn() {
        GraphResource bucket = resource("aws:s3/bucketV2:BucketV2", "assets", Map.of("bucket", "assets"));
        GraphResource distribution = resource(
                "aws:cloudfront/distribution:Distribution",
                "cdn",
                Map.of(),
                Map.of("domainName", "d111111abcdef8.cloudfront.net"));
        GraphResource domain =
                resource("vercel:index/projectDomain:ProjectDomain", "www", Map.of("domain", "www.example.com"));
        assertThatRule("cf-proxied-origin")
                .passes(name("assets.s3.eu-central-1.amazonaws.com"), bucket)
                .fails(name("other.s3.eu-central-1.amazonaws.com"), bucket)
                .passes(name("d111111abcdef8.cloudfront.net"), distribution)
                .passes(name("cname.vercel-dns.com"), domain);
    }

    @Test
    void hstsIsSpelledAsTheApiDoesOrAsTheSdkDoes() {
        GraphResource setting = resource(
                ZONE_SETTING,
                "s",
                Map.of(
                        "settingId",
                        "security_header",
                        "value",
                        Map.of("strictTransportSecurity", Map.of("enabled", "true", "maxAge", "15552000"))));
        String age = "value.strictTransportSecurity.maxAge";
        assertThatRule("cf-https-hsts")
                .passes(setting)
                .failsWith(
                        age + " is 86400 but must be at least 15552000", with(setting, age, PropertyValue.of(86_400)))
                .isUnknown(age, with(setting, age, PropertyValue.Unknown.VALUE));
    }

    @Test
    void aZoneIsSignedByTheResourceThatNamesIt() {
        GraphResource zone = resource("cloudflare:index/zone:Zone", "z", Map.of(), Map.of("id", "z1"));
        GraphResource dnssec = resource("cloudflare:index/zoneDnssec:ZoneDnssec", "d", Map.of("zoneId", "z1"));
        assertThatRule("cf-dnssec")
                .passes(zone, dnssec)
                .passes(zone, dependingOn(dnssec, "zoneId", zone))
                .fails(zone, with(dnssec, "zoneId", PropertyValue.of("z2")))
                .fails(zone);
    }

    @Test
    void aZoneIsDefendedOnceForAllItsNames() {
        GraphResource first = resource(RECORD, "api", Map.of("zoneId", "z1", "proxied", true));
        GraphResource second = resource(RECORD, "www", Map.of("zoneId", "z1", "proxied", true));
        GraphResource managed = CloudflareFixtures.ruleset("http_request_firewall_managed", "execute");
        GraphResource limits = CloudflareFixtures.ruleset("http_ratelimit", "block");
        assertThatRule("cf-waf-and-ratelimit")
                .passes(first, second, managed, limits)
                .isNotApplicable(second, first, managed, limits)
                .failsWith(
                        "no Ruleset of the zone has an enabled rule in the phase http_ratelimit",
                        first,
                        managed,
                        with(limits, "zoneId", PropertyValue.of("z2")))
                .fails(first, managed, CloudflareFixtures.ruleset("http_ratelimit", "log"))
                .isUnknown("phase", first, managed, with(limits, "phase", PropertyValue.Unknown.VALUE))
                .isNotApplicable(with(first, "proxied", PropertyValue.of(false)), managed);
    }

    @Test
    void anOpenLoadBalancerIsLockedByCloudflaresCertificate() {
        GraphResource group = resource(
                "aws:ec2/securityGroup:SecurityGroup",
                "web",
                Map.of(
                        "ingress",
                        List.of(Map.of(
                                "protocol", "tcp", "fromPort", 443, "toPort", 443, "ipv6CidrBlocks", List.of("::/0")))),
                Map.of("id", "sg-1"));
        GraphResource balancer = resource(
                "aws:lb/loadBalancer:LoadBalancer",
                "web",
                Map.of("securityGroups", List.of("sg-1")),
                Map.of("dnsName", "web.elb.example", "arn", "arn:lb"));
        GraphResource record =
                resource(RECORD, "api", Map.of("type", "CNAME", "content", "web.elb.example", "proxied", true));
        GraphResource pulls = resource(
                "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
                "p",
                Map.of("enabled", true));
        GraphResource listener = resource(
                "aws:lb/listener:Listener",
                "https",
                Map.of(
                        "loadBalancerArn",
                        "arn:lb",
                        "protocol",
                        "HTTPS",
                        "mutualAuthentication",
                        Map.of("mode", "verify")));
        assertThatRule("cf-origin-lock")
                .passes(balancer, group, record, pulls, listener)
                .fails(balancer, group, record, pulls)
                .fails(
                        balancer,
                        group,
                        record,
                        pulls,
                        with(listener, "mutualAuthentication.mode", PropertyValue.of("off")))
                .fails(balancer, group, record, listener)
                .isNotApplicable(balancer, group)
                .isNotApplicable(with(balancer, "internal", PropertyValue.of(true)), group, record);
    }

    @Test
    void disabledRulesOfARulesetSkipNothing() {
        GraphResource ruleset = resource(
                "cloudflare:index/ruleset:Ruleset",
                "r",
                Map.of("rules", List.of(Map.of("action", "skip", "expression", "http.host eq \"example.com\""))));
        assertThatRule("cf-skip-rules-narrow")
                .fails(ruleset)
                .passes(with(ruleset, "rules[0].enabled", PropertyValue.of(false)))
                .passes(with(ruleset, "rules[0].action", PropertyValue.of("block")))
                .passes(with(ruleset, "rules[0].expression", PropertyValue.of("http.request.uri.path eq \"/hook\"")));
    }

    @Test
    void accessIsJudgedUnderItsFormerNames() {
        GraphResource policy = resource(
                "cloudflare:index/accessPolicy:AccessPolicy",
                "p",
                Map.of("decision", "allow", "includes", List.of(Map.of("everyone", Map.of()))));
        assertThatRule("cf-access-not-everyone")
                .failsWith("includes[0].everyone is an object but must be absent", policy)
                .isNotApplicable(with(policy, "decision", PropertyValue.of("deny")));
        assertThatRule("cf-access-no-bypass").fails(with(policy, "decision", PropertyValue.of("bypass")));
    }

    @Test
    void everyOriginMayAskWithoutCredentials() {
        GraphResource application = resource(APPLICATION, "a", Map.of("corsHeaders", Map.of("allowAllOrigins", true)));
        assertThatRule("cf-access-cors")
                .isNotApplicable(application)
                .fails(with(application, "corsHeaders.allowCredentials", PropertyValue.of("true")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"24h", "23h59m60s", "1440m", "500ms"})
    void sessionsOfADayAreShort(String duration) {
        assertThatRule("cf-access-session").passes(resource(APPLICATION, "a", Map.of("sessionDuration", duration)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"24h1s", "7d", "forever", "h"})
    void longerSessionsAreNot(String duration) {
        assertThatRule("cf-access-session").fails(resource(APPLICATION, "a", Map.of("sessionDuration", duration)));
    }

    @Test
    void validationRecordsOfTheStackHaveNoPrivateAddress() {
        GraphResource certificate = resource("aws:acm/certificate:Certificate", "c", Map.of());
        GraphResource record = resource(RECORD, "v", Map.of("type", "A", "content", "198.51.100.1"));
        assertThatRule("cf-no-private-address")
                .isNotApplicable(dependingOn(record, "content", certificate), certificate)
                .isUnknown("content", with(record, "content", PropertyValue.Unknown.VALUE))
                .fails(with(record, "content", PropertyValue.of("192.168.1.1")))
                .isNotApplicable(with(record, "type", PropertyValue.of("TXT")));
    }
}
