package dev.plinth.components.loadbalancer;

import com.pulumi.aws.ec2.ManagedPrefixList;
import com.pulumi.aws.ec2.ManagedPrefixListArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.inputs.ManagedPrefixListEntryArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.cloudflare.CloudflareFunctions;
import com.pulumi.cloudflare.inputs.GetIpRangesArgs;
import com.pulumi.cloudflare.outputs.GetIpRangesResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.network.Network;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/** A load balancer's security group: in on its listeners' ports from one source, out to its targets' ports in the VPC. */
final class LoadBalancerSecurityGroup extends PlinthComponent {

    static final String TYPE = "plinth:loadbalancer:LoadBalancerSecurityGroup";

    /**
     * The room in the prefix lists. Cloudflare has 15 IPv4 and 7 IPv6 ranges (Cloudflare, "IP Ranges"). A rule that refers to a
     * list counts with the list's room towards the 60 rules of a security group, per address family: two ports take 40 and 24.
     */
    private static final int MAX_IPV4_ENTRIES = 20;

    private static final int MAX_IPV6_ENTRIES = 12;

    private final SecurityGroup securityGroup;

    LoadBalancerSecurityGroup(
            String name,
            Network network,
            IngressSource source,
            SortedSet<Integer> listenerPorts,
            SortedSet<Integer> targetPorts,
            ComponentResourceOptions options) {
        super(TYPE, name, null, options);
        this.securityGroup = new SecurityGroup(
                childName("group"),
                SecurityGroupArgs.builder()
                        .description("What may reach the load balancer, and what it may reach")
                        .vpcId(network.vpcId())
                        .tags(Map.of("Name", name))
                        .build(),
                childOptions().build());
        createIngress(network, source, listenerPorts);
        targetPorts.forEach(port -> createEgressRule(network, port));
        registerOutputs(Map.of("securityGroupId", securityGroup.id()));
    }

    Output<String> securityGroupId() {
        return securityGroup.id();
    }

    private void createIngress(Network network, IngressSource source, SortedSet<Integer> ports) {
        switch (source) {
            case CLOUDFLARE -> createIngressFromCloudflare(ports);
            case VPC ->
                ports.forEach(port ->
                        createIngressRule("vpc", "the VPC", port, rule -> rule.cidrIpv4(network.vpcCidrBlock())));
            case ANYWHERE ->
                ports.forEach(port -> {
                    createIngressRule("ipv4", "anywhere (IPv4)", port, rule -> rule.cidrIpv4("0.0.0.0/0"));
                    createIngressRule("ipv6", "anywhere (IPv6)", port, rule -> rule.cidrIpv6("::/0"));
                });
        }
    }

    private void createIngressFromCloudflare(SortedSet<Integer> ports) {
        Output<GetIpRangesResult> ranges = CloudflareFunctions.getIpRanges(
                GetIpRangesArgs.Empty, InvokeOptions.builder().parent(this).build());
        ManagedPrefixList ipv4 =
                createPrefixList("ipv4", MAX_IPV4_ENTRIES, ranges.applyValue(GetIpRangesResult::ipv4Cidrs));
        ManagedPrefixList ipv6 =
                createPrefixList("ipv6", MAX_IPV6_ENTRIES, ranges.applyValue(GetIpRangesResult::ipv6Cidrs));
        ports.forEach(port -> {
            createIngressRule("ipv4", "Cloudflare (IPv4)", port, rule -> rule.prefixListId(ipv4.id()));
            createIngressRule("ipv6", "Cloudflare (IPv6)", port, rule -> rule.prefixListId(ipv6.id()));
        });
    }

    private ManagedPrefixList createPrefixList(String family, int maxEntries, Output<List<String>> cidrs) {
        return new ManagedPrefixList(
                childName("cloudflare-" + family),
                ManagedPrefixListArgs.builder()
                        .addressFamily(family.equals("ipv4") ? "IPv4" : "IPv6")
                        .maxEntries(maxEntries)
                        // Sorted, so that another order in the answer changes nothing.
                        .entries(cidrs.applyValue(list -> list.stream()
                                .sorted()
                                .map(cidr -> ManagedPrefixListEntryArgs.builder()
                                        .cidr(cidr)
                                        .description("Cloudflare")
                                        .build())
                                .toList()))
                        .tags(Map.of("Name", childName("cloudflare-" + family)))
                        .build(),
                childOptions().build());
    }

    private void createIngressRule(
            String part, String source, int port, UnaryOperator<SecurityGroupIngressRuleArgs.Builder> from) {
        new SecurityGroupIngressRule(
                childName("ingress-" + part + "-" + port),
                from.apply(SecurityGroupIngressRuleArgs.builder()
                                .tags(Map.of("Name", childName("ingress-" + part + "-" + port)))
                                .securityGroupId(securityGroup.id())
                                .description("Port " + port + " from " + source)
                                .ipProtocol("tcp")
                                .fromPort(port)
                                .toPort(port))
                        .build(),
                childOptions().build());
    }

    private void createEgressRule(Network network, int port) {
        new SecurityGroupEgressRule(
                childName("egress-" + port),
                SecurityGroupEgressRuleArgs.builder()
                        .tags(Map.of("Name", childName("egress-" + port)))
                        .securityGroupId(securityGroup.id())
                        .description("Targets on port " + port)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .cidrIpv4(network.vpcCidrBlock())
                        .build(),
                childOptions().build());
    }
}
