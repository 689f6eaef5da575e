package dev.plinth.components.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplicationLoadBalancerTest {

    private static final String CERTIFICATE_ARN =
            "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000";
    private static final String TRUST_STORE_ARN =
            "arn:aws:elasticloadbalancing:eu-central-1:123456789012:truststore/cloudflare/0123456789abcdef";
    private static final Route API =
            new Route("api", 3000, "/api/health", List.of("api.example.com"), List.of("/api/*"), 10);
    private static final Route ADMIN = new Route("admin", 8080, "/health", List.of("admin.example.com"), List.of(), 20);

    private static final String EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    private static final String INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String LISTENER = "aws:lb/listener:Listener";
    private static final String LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";
    private static final String LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
    private static final String PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
    private static final String TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
    private static final String WEB_ACL = "aws:wafv2/webAcl:WebAcl";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @BeforeEach
    void answerAsCloudflareDoes() {
        mocks.answerCall(
                "cloudflare:index/getIpRanges:getIpRanges",
                Map.of(
                        "etag",
                        "1",
                        "ipv4Cidrs",
                        List.of("203.0.113.0/24", "198.51.100.0/24"),
                        "ipv6Cidrs",
                        List.of("2001:db8::/32"),
                        "jdcloudCidrs",
                        List.of()));
    }

    private ApplicationLoadBalancer run(UnaryOperator<ApplicationLoadBalancerArgs.Builder> more) {
        return run(more, ComponentResourceOptions.builder().build());
    }

    private ApplicationLoadBalancer run(
            UnaryOperator<ApplicationLoadBalancerArgs.Builder> more, ComponentResourceOptions options) {
        return mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            ApplicationLoadBalancerArgs args = more.apply(ApplicationLoadBalancerArgs.builder()
                            .network(network)
                            .certificateArn(Output.of(CERTIFICATE_ARN))
                            .accessLogBucket("logs")
                            .routes(List.of(API, ADMIN)))
                    .build();
            ApplicationLoadBalancer loadBalancer = new ApplicationLoadBalancer("load-balancer", args, options);
            // The network stands for what registers the targets.
            args.routes().forEach(route -> loadBalancer.forward(route.name(), network));
            return loadBalancer;
        });
    }

    private List<String> own(String type) {
        return mocks.names(type).stream()
                .filter(name -> name.startsWith("load-balancer"))
                .toList();
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        ApplicationLoadBalancerArgs args = ApplicationLoadBalancerArgs.builder().build();

        assertThat(args.network()).isNull();
        assertThat(args.certificateArn()).isNull();
        assertThat(args.accessLogBucket()).isNull();
        assertThat(args.clientTrustStoreArn()).isNull();
        assertThat(args.routes()).isEmpty();
        assertThat(args.internal()).isFalse();
        assertThat(args.ingress()).isEqualTo(IngressSource.CLOUDFLARE);
        assertThat(args.redirectHttp()).isTrue();
        assertThat(args.sslPolicy()).isEqualTo(SslPolicy.TLS13_1_2_RES_2021_06);
        assertThat(args.deletionProtection()).isTrue();
        assertThat(args.idleTimeoutSeconds()).isEqualTo(60);
        assertThat(args.deregistrationDelaySeconds()).isEqualTo(30);
        assertThat(args.plainHttp()).isFalse();
        assertThat(args.firewallRateLimit()).isNull();
        assertThat(args.webFirewall()).isTrue();
        assertThat(args.countedFirewallRules()).isEmpty();
        assertThat(args.firewallLogRetentionDays()).isEqualTo(90);
    }

    @Test
    void loadBalancerIsProtectedLoggedAndStrict() {
        ApplicationLoadBalancer loadBalancer = run(args -> args);

        Recorded recorded = mocks.only(LOAD_BALANCER);
        assertThat(recorded.name()).isEqualTo("load-balancer-alb");
        assertThat(recorded.inputs())
                .containsEntry("internal", false)
                .containsEntry("loadBalancerType", "application")
                .containsEntry("enableDeletionProtection", true)
                .containsEntry("dropInvalidHeaderFields", true)
                .containsEntry("desyncMitigationMode", "strictest")
                .containsEntry("xffHeaderProcessingMode", "preserve")
                .containsEntry("enableWafFailOpen", false)
                .containsEntry("accessLogs", Map.of("enabled", true, "bucket", "logs"))
                .containsEntry("connectionLogs", Map.of("enabled", true, "bucket", "logs"))
                .containsEntry("securityGroups", List.of("load-balancer-security-group-id"));
        assertThat(recorded.texts("subnets")).hasSize(3).allMatch(subnet -> subnet.contains("public"));
        assertThat(RecordingMocks.value(loadBalancer.dnsName())).endsWith(".elb.amazonaws.com");
        assertThat(RecordingMocks.value(loadBalancer.arnSuffix())).startsWith("app/load-balancer-alb");
        assertThat(RecordingMocks.value(loadBalancer.hostedZoneId())).isEqualTo("Z215JYRZR1TBD5");
        assertThat(RecordingMocks.value(loadBalancer.securityGroupId())).isEqualTo("load-balancer-security-group-id");
        assertThat(RecordingMocks.value(loadBalancer.arn()))
                .isEqualTo(mocks.named(LISTENER, "load-balancer-https").text("loadBalancerArn"));
    }

    @Test
    void httpsListenerRejectsWhatNoRouteWants() {
        ApplicationLoadBalancer loadBalancer = run(args -> args);

        assertThat(mocks.named(LISTENER, "load-balancer-https").inputs())
                .containsEntry("port", 443.0)
                .containsEntry("protocol", "HTTPS")
                .containsEntry("sslPolicy", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06")
                .containsEntry("certificateArn", CERTIFICATE_ARN)
                .containsEntry(
                        "routingHttpResponseStrictTransportSecurityHeaderValue",
                        "max-age=31536000; includeSubDomains; preload")
                .containsEntry("routingHttpResponseServerEnabled", false)
                .containsEntry(
                        "defaultActions",
                        List.of(Map.of(
                                "type",
                                "fixed-response",
                                "fixedResponse",
                                Map.of("statusCode", "404", "contentType", "text/plain", "messageBody", "Not found"))))
                .doesNotContainKey("mutualAuthentication");
        assertThat(RecordingMocks.value(loadBalancer.httpsListenerArn())).endsWith("load-balancer-https");
    }

    @Test
    void everyResponseHasTheContentSecurityPolicy() {
        run(args -> args.contentSecurityPolicy("default-src 'self'"));

        assertThat(mocks.named(LISTENER, "load-balancer-https").inputs())
                .containsEntry("routingHttpResponseContentSecurityPolicyHeaderValue", "default-src 'self'")
                .containsEntry("routingHttpResponseXFrameOptionsHeaderValue", "DENY");
    }

    @Test
    void rejectsAContentSecurityPolicyThatALoadBalancerCannotSend() {
        for (String policy : List.of("", " ", "a".repeat(1025))) {
            assertThatThrownBy(() -> run(args -> args.contentSecurityPolicy(policy)))
                    .hasStackTraceContaining("contentSecurityPolicy");
        }
    }

    @Test
    void httpLeadsToHttps() {
        run(args -> args);

        assertThat(mocks.named(LISTENER, "load-balancer-http").inputs())
                .containsEntry("port", 80.0)
                .containsEntry("protocol", "HTTP")
                .containsEntry(
                        "defaultActions",
                        List.of(Map.of(
                                "type",
                                "redirect",
                                "redirect",
                                Map.of("protocol", "HTTPS", "port", "443", "statusCode", "HTTP_301"))));
    }

    @Test
    void routesLeadByHostAndPathToTheirTargets() {
        ApplicationLoadBalancer loadBalancer = run(args -> args);

        assertThat(mocks.names(TARGET_GROUP)).containsExactly("load-balancer-admin", "load-balancer-api");
        Recorded group = mocks.named(TARGET_GROUP, "load-balancer-api");
        assertThat(group.inputs())
                .containsEntry("targetType", "ip")
                .containsEntry("port", 3000.0)
                .containsEntry("deregistrationDelay", 30.0)
                .containsEntry("stickiness", Map.of("type", "lb_cookie", "enabled", false));
        assertThat(group.object("healthCheck"))
                .containsEntry("path", "/api/health")
                .containsEntry("matcher", "200-299")
                .containsEntry("interval", 15.0)
                .containsEntry("timeout", 5.0);
        assertThat(mocks.named(LISTENER_RULE, "load-balancer-api-rule").inputs())
                .containsEntry("priority", 10.0)
                .containsEntry(
                        "conditions",
                        List.of(
                                Map.of("hostHeader", Map.of("values", List.of("api.example.com"))),
                                Map.of("pathPattern", Map.of("values", List.of("/api/*")))));
        assertThat(mocks.named(LISTENER_RULE, "load-balancer-admin-rule").objects("conditions"))
                .containsExactly(Map.of("hostHeader", Map.of("values", List.of("admin.example.com"))));
        assertThat(RecordingMocks.value(loadBalancer.targetGroupArn("api"))).endsWith("load-balancer-api");
        assertThat(mocks.named(LISTENER_RULE, "load-balancer-api-rule").objects("actions"))
                .containsExactly(Map.of(
                        "type", "forward", "targetGroupArn", RecordingMocks.value(loadBalancer.targetGroupArn("api"))));
        assertThat(RecordingMocks.value(loadBalancer.targetGroupArnSuffix("admin")))
                .startsWith("targetgroup/load-balancer-admin");
        assertThatThrownBy(() -> loadBalancer.targetGroupArn("web"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no route web, only [api, admin]");
    }

    @Test
    void targetsRegisterBeforeARouteLeadsToThem() {
        ApplicationLoadBalancer loadBalancer = run(args -> args);

        assertThat(mocks.named(LISTENER_RULE, "load-balancer-api-attachment").inputs())
                .doesNotContainKey("priority")
                .containsEntry("conditions", List.of(Map.of("sourceIp", Map.of("values", List.of("192.0.2.1/32")))));
        assertThat(names(loadBalancer.prerequisites("api")))
                .containsExactly("load-balancer-api-attachment", "load-balancer-security");
        assertThat(names(RecordingMocks.value(mocks.options(mocks.named(LISTENER_RULE, "load-balancer-api-rule"))
                        .getDependsOn())))
                .containsExactly("network", "load-balancer-firewall");
        // Targets bring their own port; another one must not replace the group.
        assertThat(((CustomResourceOptions) mocks.options(mocks.named(TARGET_GROUP, "load-balancer-api")))
                        .getIgnoreChanges())
                .containsExactly("port");
    }

    private static List<String> names(List<Resource> resources) {
        return resources.stream().map(Resource::pulumiResourceName).toList();
    }

    @Test
    void onlyCloudflareGetsIn() {
        run(args -> args);

        assertThat(own(PREFIX_LIST))
                .containsExactly("load-balancer-security-cloudflare-ipv4", "load-balancer-security-cloudflare-ipv6");
        assertThat(mocks.named(PREFIX_LIST, "load-balancer-security-cloudflare-ipv4")
                        .inputs())
                .containsEntry("addressFamily", "IPv4")
                .containsEntry("maxEntries", 20.0)
                .containsEntry(
                        "entries",
                        List.of(
                                Map.of("cidr", "198.51.100.0/24", "description", "Cloudflare"),
                                Map.of("cidr", "203.0.113.0/24", "description", "Cloudflare")));
        assertThat(own(INGRESS))
                .containsExactly(
                        "load-balancer-security-ingress-ipv4-443",
                        "load-balancer-security-ingress-ipv4-80",
                        "load-balancer-security-ingress-ipv6-443",
                        "load-balancer-security-ingress-ipv6-80");
        assertThat(mocks.named(INGRESS, "load-balancer-security-ingress-ipv6-443")
                        .inputs())
                .isEqualTo(Map.of(
                        "securityGroupId",
                        "load-balancer-security-group-id",
                        "description",
                        "Port 443 from Cloudflare (IPv6)",
                        "ipProtocol",
                        "tcp",
                        "fromPort",
                        443.0,
                        "toPort",
                        443.0,
                        "prefixListId",
                        "load-balancer-security-cloudflare-ipv6-id",
                        "tags",
                        Map.of("Name", "load-balancer-security-ingress-ipv6-443")));
    }

    @Test
    void itOnlyReachesTheTargetsPortsInTheNetwork() {
        run(args -> args);

        assertThat(own(EGRESS))
                .containsExactly("load-balancer-security-egress-3000", "load-balancer-security-egress-8080");
        assertThat(mocks.named(EGRESS, "load-balancer-security-egress-3000").inputs())
                .containsEntry("cidrIpv4", NetworkArgs.DEFAULT_CIDR_BLOCK)
                .containsEntry("fromPort", 3000.0)
                .containsEntry("toPort", 3000.0)
                .containsEntry("description", "Targets on port 3000");
    }

    @Test
    void routesToOnePortShareOneEgressRule() {
        run(args -> args.routes(List.of(API, new Route("web", 3000, "/", List.of(), List.of("/*"), 30))));

        assertThat(own(EGRESS)).containsExactly("load-balancer-security-egress-3000");
    }

    @Test
    void everyRequestPassesTheManagedRules() {
        run(args -> args);

        Recorded webAcl = mocks.only(WEB_ACL);
        assertThat(webAcl.text("scope")).isEqualTo("REGIONAL");
        assertThat(webAcl.object("visibilityConfig")).containsEntry("cloudwatchMetricsEnabled", true);
        assertThat(webAcl.objects("rules").stream().map(rule -> rule.get("name")))
                .containsExactly(
                        "AWSManagedRulesAmazonIpReputationList",
                        "AWSManagedRulesKnownBadInputsRuleSet",
                        "AWSManagedRulesCommonRuleSet",
                        "AWSManagedRulesSQLiRuleSet");
        assertThat(webAcl.objects("rules").stream().map(rule -> rule.get("priority")))
                .containsExactly(0.0, 1.0, 2.0, 3.0);
        assertThat(webAcl.objects("rules"))
                .allSatisfy(rule -> assertThat(rule).containsEntry("overrideAction", Map.of("none", Map.of())));
        assertThat(mocks.only("aws:wafv2/webAclAssociation:WebAclAssociation").text("resourceArn"))
                .isEqualTo(mocks.named(LISTENER, "load-balancer-https").text("loadBalancerArn"));
    }

    @Test
    void firewallsLogIsEncryptedAndCarriesNoCredentials() {
        run(args -> args);

        Recorded logGroup = mocks.named("aws:cloudwatch/logGroup:LogGroup", "load-balancer-firewall-log-group");
        assertThat(logGroup.text("namePrefix")).isEqualTo("aws-waf-logs-load-balancer-firewall-");
        assertThat(logGroup.inputs()).containsEntry("retentionInDays", 90.0).containsKey("kmsKeyId");
        Recorded logging = mocks.only("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration");
        assertThat(logging.texts("logDestinationConfigs")).singleElement().satisfies(arn -> assertThat(arn)
                .endsWith("load-balancer-firewall-log-group"));
        assertThat(logging.objects("redactedFields"))
                .containsExactly(
                        Map.of("singleHeader", Map.of("name", "authorization")),
                        Map.of("singleHeader", Map.of("name", "cookie")));
    }

    @Test
    void everyArgumentTakesEffect() {
        run(args -> args.certificateArn(CERTIFICATE_ARN)
                .clientTrustStoreArn(TRUST_STORE_ARN)
                .internal(true)
                .ingress(IngressSource.VPC)
                .redirectHttp(false)
                .sslPolicy(SslPolicy.TLS13_1_3_2021_06)
                .deletionProtection(false)
                .idleTimeoutSeconds(120)
                .deregistrationDelaySeconds(5)
                .countedFirewallRules(Map.of(ManagedRuleGroup.COMMON, List.of("SizeRestrictions_BODY")))
                .firewallLogRetentionDays(7));

        Recorded recorded = mocks.only(LOAD_BALANCER);
        assertThat(recorded.inputs())
                .containsEntry("internal", true)
                .containsEntry("enableDeletionProtection", false)
                .containsEntry("idleTimeout", 120.0)
                .containsEntry("xffHeaderProcessingMode", "append");
        assertThat(recorded.texts("subnets")).isNotEmpty().allMatch(subnet -> subnet.contains("private"));
        assertThat(mocks.only(LISTENER).inputs())
                .containsEntry("sslPolicy", "ELBSecurityPolicy-TLS13-1-3-2021-06")
                .containsEntry("mutualAuthentication", Map.of("mode", "verify", "trustStoreArn", TRUST_STORE_ARN));
        assertThat(own(PREFIX_LIST)).isEmpty();
        assertThat(own(INGRESS)).containsExactly("load-balancer-security-ingress-vpc-443");
        assertThat(mocks.named(INGRESS, "load-balancer-security-ingress-vpc-443")
                        .text("cidrIpv4"))
                .isEqualTo(NetworkArgs.DEFAULT_CIDR_BLOCK);
        assertThat(mocks.named(TARGET_GROUP, "load-balancer-api").input("deregistrationDelay"))
                .isEqualTo(5.0);
        assertThat(mocks.only(WEB_ACL).objects("rules").get(2).toString())
                .contains("SizeRestrictions_BODY")
                .contains("actionToUse={count={}}");
        assertThat(mocks.named("aws:cloudwatch/logGroup:LogGroup", "load-balancer-firewall-log-group")
                        .input("retentionInDays"))
                .isEqualTo(7.0);
    }

    @Test
    void openAndWithoutFirewallOnlyWhenAsked() {
        run(args -> args.ingress(IngressSource.ANYWHERE).webFirewall(false));

        assertThat(mocks.named(INGRESS, "load-balancer-security-ingress-ipv4-443")
                        .text("cidrIpv4"))
                .isEqualTo("0.0.0.0/0");
        assertThat(mocks.named(INGRESS, "load-balancer-security-ingress-ipv6-80")
                        .text("cidrIpv6"))
                .isEqualTo("::/0");
        assertThat(mocks.ofType(WEB_ACL)).isEmpty();
        assertThat(own("aws:cloudwatch/logGroup:LogGroup")).isEmpty();
    }

    @Test
    void protectHoldsTheLoadBalancerAndLeavesRulesReplaceable() {
        run(args -> args, ComponentResourceOptions.builder().protect(true).build());

        assertThat(mocks.options(mocks.only(LOAD_BALANCER)).isProtect()).isTrue();
        assertThat(mocks.options(mocks.named(LISTENER_RULE, "load-balancer-api-rule"))
                        .isProtect())
                .isFalse();
    }

    @Test
    void allFaultsAreReportedAtOnceAndNothingIsMade() {
        Route wrong = new Route("API", 0, "health", List.of("under_score"), List.of("api"), 50_001);
        Route crowded = new Route("crowded", 80, "/", List.of("a", "b", "c"), List.of("/a", "/b", "/c"), 1);
        Route nothing = new Route("crowded", 80, "/", List.of(), List.of(), 1);
        Route tooLong = new Route("named-at-length-too", 80, "/", List.of("a"), List.of(), 2);

        assertThatThrownBy(() -> mocks.run(() -> new ApplicationLoadBalancer(
                        "load-balancer",
                        ApplicationLoadBalancerArgs.builder()
                                .certificateArn("arn:aws:iam::123456789012:server-certificate/old")
                                .accessLogBucket("Logs")
                                .clientTrustStoreArn("cloudflare")
                                .internal(true)
                                .idleTimeoutSeconds(0)
                                .deregistrationDelaySeconds(3601)
                                .firewallLogRetentionDays(91)
                                .webFirewall(false)
                                .countedFirewallRules(Map.of(ManagedRuleGroup.COMMON, List.of("NoUserAgent_HEADER")))
                                .routes(List.of(wrong, crowded, nothing, tooLong))
                                .build())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, refusal -> {
                    assertThat(refusal.faults().stream().map(Fault::argument).distinct())
                            .containsExactly(
                                    "network",
                                    "ingress",
                                    "idleTimeoutSeconds",
                                    "deregistrationDelaySeconds",
                                    "firewallLogRetentionDays",
                                    "countedFirewallRules",
                                    "certificateArn",
                                    "accessLogBucket",
                                    "clientTrustStoreArn",
                                    "routes");
                    assertThat(refusal.faults().stream()
                                    .filter(fault -> fault.argument().equals("routes"))
                                    .map(Fault::value))
                            .containsExactly(
                                    "API",
                                    "port 0 of API",
                                    "health check path 'health' of API",
                                    "priority 50001 of API",
                                    "host 'under_score' of API",
                                    "path 'api' of API",
                                    "6 hosts and paths of crowded",
                                    "crowded",
                                    "priority 1 of crowded",
                                    "0 hosts and paths of crowded",
                                    "named-at-length-too");
                });
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void nameLeavesRoomForTheSuffixAndRoutesAreRequired() {
        assertThatThrownBy(() -> mocks.run(() -> new ApplicationLoadBalancer(
                        "a-load-balancer-so-long",
                        ApplicationLoadBalancerArgs.builder().build())))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContainingAll(
                        "name is a-load-balancer-so-long",
                        "at most 20 characters",
                        "certificateArn is missing",
                        "routes is empty");
    }
}
