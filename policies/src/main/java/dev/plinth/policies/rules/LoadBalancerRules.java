package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for load balancers. */
final class LoadBalancerRules {

    static final String LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";

    private static final String LISTENER = "aws:lb/listener:Listener";

    private static final Set<String> WITH_TLS = Set.of("HTTPS", "TLS");

    /** TLS 1.2 and 1.3 only, without the extended cipher lists; source: the ELB guide's table of security policies. */
    private static final Pattern STRONG_TLS =
            Pattern.compile("ELBSecurityPolicy-TLS13-1-[23](-(Res|FIPS|PQ))*-\\d{4}-\\d{2}");

    private static final Rule HTTPS_OR_REDIRECT = Rule.named("alb-https-or-redirect")
            .title("Application load balancers speak HTTPS, and redirect HTTP to it")
            .severity(Severity.HIGH)
            .on(LISTENER, "protocol", "defaultActions[].type", "defaultActions[].redirect.protocol")
            .risk("Passwords and sessions cross the internet in the clear.")
            .remediation(
                    """
                    Redirect:
                    ListenerDefaultActionArgs.builder().type("redirect").redirect(ListenerDefaultActionRedirectArgs.builder()
                            .protocol("HTTPS").port("443").statusCode("HTTP_301").build())
                    """)
            .references(fsbp("ELB.1"), fsbp("ELB.18"), checkov("CKV_AWS_2"), checkov("CKV2_AWS_20"))
            .requires((listener, context) -> httpsOrRedirect(listener));

    private static final Rule TLS_POLICY = Rule.named("alb-tls-policy")
            .title("TLS listeners offer TLS 1.2 and 1.3 only")
            .severity(Severity.HIGH)
            .on(LISTENER, "sslPolicy", "protocol")
            .risk("The default policy still offers TLS 1.0 and ciphers that are broken.")
            .remediation(
                    """
                    Name the policy:
                    ListenerArgs.builder().sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                    """)
            .references(fsbp("ELB.17"), checkov("CKV_AWS_103"), checkov("CKV2_AWS_74"))
            .requires(property("sslPolicy")
                    .is(
                            value -> STRONG_TLS
                                    .matcher(value.asText().orElse(""))
                                    .matches(),
                            "a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06")
                    .onlyIf((listener, context) -> WITH_TLS.contains(protocol(listener))));

    private static final Rule MULTI_AZ = Rule.named("alb-multi-az")
            .title("Load balancers stand in two Availability Zones")
            .severity(Severity.HIGH)
            .on(LOAD_BALANCER, "subnets", "subnetMappings")
            .risk("The loss of one Availability Zone takes every service down.")
            .remediation(
                    """
                    Give it the public subnets of every zone:
                    LoadBalancerArgs.builder().subnets(network.publicSubnetIds())
                    """)
            .references(fsbp("ELB.13"))
            .requires(property("subnets")
                    .hasAtLeast(2, "aws:ec2/subnet:Subnet")
                    .or(property("subnetMappings").hasAtLeast(2, "aws:ec2/subnet:Subnet")));

    static final List<Rule> ALL = List.of(HTTPS_OR_REDIRECT, TLS_POLICY, MULTI_AZ);

    private LoadBalancerRules() {}

    /** A listener that names no protocol has HTTPS when it has a policy for TLS, else HTTP. */
    private static String protocol(GraphResource listener) {
        String unnamed = listener.input("sslPolicy").isAbsent() ? "HTTP" : "HTTPS";
        return listener.input("protocol").asText().orElse(unnamed).toUpperCase(Locale.ROOT);
    }

    private static Verdict httpsOrRedirect(GraphResource listener) {
        PropertyValue protocol = listener.input("protocol");
        if (protocol.isUnknown()) {
            return Verdict.unknown("protocol");
        }
        if (!protocol.isAbsent() && protocol.asText().isEmpty()) {
            return Verdict.fail("protocol is " + protocol.describe() + ", it must be HTTPS");
        }
        if (WITH_TLS.contains(protocol(listener))) {
            return Verdict.PASS;
        }
        if (!protocol(listener).equals("HTTP")) {
            return Verdict.NOT_APPLICABLE;
        }
        for (String path : List.of("defaultActions", "defaultActions[0].type", "defaultActions[0].redirect.protocol")) {
            if (listener.input(path).isUnknown()) {
                return Verdict.unknown(path);
            }
        }
        boolean redirects =
                listener.input("defaultActions[0].type").asText().orElse("").equals("redirect")
                        && listener.input("defaultActions[0].redirect.protocol")
                                .asText()
                                .orElse("")
                                .equals("HTTPS");
        return Verdict.passIf(
                redirects, "protocol is " + protocol.describe() + " and defaultActions[0] is no redirect to HTTPS");
    }
}
