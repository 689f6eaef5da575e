package dev.plinth.components.loadbalancer;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Load balancers without Cloudflare before them: the public entrance, and internal ones. */
class EntranceTest {

    private static final String CERTIFICATE_ARN = "arn:aws:acm:eu-central-1:123456789012:certificate/abc";
    private static final String LISTENER = "aws:lb/listener:Listener";
    private static final String INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private ApplicationLoadBalancer run(UnaryOperator<ApplicationLoadBalancerArgs.Builder> more) {
        return mocks.run(() -> new ApplicationLoadBalancer(
                "balancer",
                more.apply(ApplicationLoadBalancerArgs.builder()
                                .network(new Network(
                                        "network",
                                        NetworkArgs.builder()
                                                .interfaceEndpoints(List.of())
                                                .build()))
                                .accessLogBucket("logs")
                                .routes(List.of(new Route("api", 3000, "/health", List.of(), List.of("/*"), 10))))
                        .build()));
    }

    private static ApplicationLoadBalancerArgs.Builder internalHttp(ApplicationLoadBalancerArgs.Builder args) {
        return args.internal(true).plainHttp(true).ingress(IngressSource.VPC);
    }

    @Test
    void publicEntranceTakesHttpsFromAnywhereBehindItsOwnFirewall() {
        run(args -> args.certificateArn(CERTIFICATE_ARN)
                .ingress(IngressSource.ANYWHERE)
                .firewallRateLimit(2000));

        assertThat(mocks.names(INGRESS))
                .containsExactly(
                        "balancer-security-ingress-ipv4-443",
                        "balancer-security-ingress-ipv4-80",
                        "balancer-security-ingress-ipv6-443",
                        "balancer-security-ingress-ipv6-80");
        assertThat(mocks.named(INGRESS, "balancer-security-ingress-ipv4-443").inputs())
                .containsEntry("cidrIpv4", "0.0.0.0/0");
        assertThat(mocks.ofType("aws:ec2/managedPrefixList:ManagedPrefixList")).isEmpty();
        assertThat(mocks.named(LISTENER, "balancer-http").objects("defaultActions"))
                .allMatch(action -> "redirect".equals(action.get("type")));
        Recorded firewall = mocks.only("aws:wafv2/webAcl:WebAcl");
        assertThat(firewall.objects("rules")).hasSize(5);
        assertThat(firewall.objects("rules").get(4))
                .containsEntry("priority", 4.0)
                .containsEntry("action", Map.of("block", Map.of()))
                .containsEntry(
                        "statement", Map.of("rateBasedStatement", Map.of("limit", 2000.0, "aggregateKeyType", "IP")));
        assertThat(mocks.only("aws:wafv2/webAclAssociation:WebAclAssociation").text("webAclArn"))
                .endsWith(firewall.name());
    }

    @Test
    void publicEntranceCanKeepPort80Closed() {
        run(args -> args.certificateArn(CERTIFICATE_ARN)
                .ingress(IngressSource.ANYWHERE)
                .redirectHttp(false));

        assertThat(mocks.names(INGRESS))
                .containsExactly("balancer-security-ingress-ipv4-443", "balancer-security-ingress-ipv6-443");
        assertThat(mocks.names(LISTENER)).containsExactly("balancer-https");
        assertThat(mocks.only("aws:wafv2/webAcl:WebAcl").objects("rules")).hasSize(4);
    }

    @Test
    void internalLoadBalancerMaySpeakPlainHttp() {
        ApplicationLoadBalancer loadBalancer = run(EntranceTest::internalHttp);

        assertThat(mocks.only(LISTENER).inputs())
                .containsEntry("port", 80.0)
                .containsEntry("protocol", "HTTP")
                .doesNotContainKeys(
                        "sslPolicy", "certificateArn", "routingHttpResponseStrictTransportSecurityHeaderValue");
        assertThat(mocks.only(LISTENER).objects("defaultActions"))
                .allMatch(action -> "fixed-response".equals(action.get("type")));
        assertThat(mocks.names(INGRESS)).containsExactly("balancer-security-ingress-vpc-80");
        assertThat(mocks.only("aws:lb/listenerRule:ListenerRule").text("listenerArn"))
                .isEqualTo(value(loadBalancer.listenerArn()));
        assertThat(mocks.only("aws:lb/loadBalancer:LoadBalancer").texts("subnets"))
                .allMatch(subnet -> subnet.contains("private"));
        assertThat(mocks.only(ApplicationLoadBalancer.TYPE).inputs()).containsEntry("plainHttp", true);
        assertThatThrownBy(loadBalancer::httpsListenerArn)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ApplicationLoadBalancer 'balancer' has no listener on port 443: plainHttp is true.");
    }

    @Test
    void withHttpsTheComponentHasTheInputsThatItHadBefore() {
        ApplicationLoadBalancer loadBalancer =
                run(args -> args.certificateArn(CERTIFICATE_ARN).ingress(IngressSource.ANYWHERE));

        assertThat(mocks.only(ApplicationLoadBalancer.TYPE).inputs())
                .containsOnlyKeys(
                        "certificateArn",
                        "accessLogBucket",
                        "internal",
                        "redirectHttp",
                        "deletionProtection",
                        "idleTimeoutSeconds",
                        "deregistrationDelaySeconds",
                        "webFirewall",
                        "firewallLogRetentionDays");
        assertThat(value(loadBalancer.listenerArn())).isEqualTo(value(loadBalancer.httpsListenerArn()));
    }

    @Test
    void plainHttpIsForInternalLoadBalancersWithoutTls() {
        assertThatThrownBy(() -> run(args -> args.plainHttp(true).ingress(IngressSource.ANYWHERE)))
                .hasMessage("ApplicationLoadBalancer 'balancer': plainHttp is true;"
                        + " it must be false for a load balancer that faces the internet");
        assertThatThrownBy(() -> run(args -> internalHttp(args)
                        .certificateArn(CERTIFICATE_ARN)
                        .clientTrustStoreArn("arn:aws:elasticloadbalancing:eu-central-1:123456789012:truststore/a/b")))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(
                                failure.faults().stream().map(Fault::argument))
                        .containsExactly("certificateArn", "clientTrustStoreArn"));
        assertThatThrownBy(() -> run(args -> args.internal(true).ingress(IngressSource.VPC)))
                .hasMessageContaining("certificateArn is missing; it must be given, or plainHttp must be true");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 2_000_000_001})
    void rateLimitHasARange(int limit) {
        assertThatThrownBy(() -> run(args -> args.certificateArn(CERTIFICATE_ARN)
                        .ingress(IngressSource.ANYWHERE)
                        .firewallRateLimit(limit)))
                .hasMessageContaining("firewallRateLimit is " + limit + "; it must be 10 to 2000000000");
    }

    @Test
    void rateLimitNeedsTheFirewallAndTheClientsAddresses() {
        assertThatThrownBy(
                        () -> run(args -> args.certificateArn(CERTIFICATE_ARN).firewallRateLimit(100)))
                .hasMessageContaining("firewallRateLimit is 100; it must be absent");
        assertThatThrownBy(() -> run(args -> args.certificateArn(CERTIFICATE_ARN)
                        .ingress(IngressSource.ANYWHERE)
                        .webFirewall(false)
                        .firewallRateLimit(100)))
                .hasMessageContaining("firewallRateLimit is 100; it must be absent");
    }
}
