package dev.plinth.simulator.aws.delivery;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Application and network load balancers. */
public final class LoadBalancing {

    private static final String PREFIX = "arn:aws:elasticloadbalancing:{region}:{account}:";
    private static final String QUOTAS =
            "; see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html";
    private static final String NAME = "(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?";
    private static final String NAME_RULE =
            "1 to 32 letters, digits and hyphens, no hyphen first or last, not beginning with internal-";

    /** The protocols of listeners and target groups by the type of the load balancer. */
    private static final Map<String, List<String>> PROTOCOLS = Map.of(
            "application", List.of("HTTP", "HTTPS"),
            "network", List.of("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"),
            "gateway", List.of("GENEVE"));

    private LoadBalancing() {}

    public static void register(Registry registry) {
        registerLoadBalancer(registry);
        registerTargetGroup(registry);
        registerListener(registry);
        registerListenerCertificate(registry);
        registerListenerRule(registry);
    }

    private static void registerLoadBalancer(Registry registry) {
        Behaviour loadBalancer = registry.type(AwsTypes.LB_LOAD_BALANCER, "ELBv2 Load Balancer")
                .named("name", 32)
                .id(PREFIX + "loadbalancer/{simulatedKind}/{name}/{hex16}")
                .arn("{id}")
                .uses("subnets", AwsTypes.EC2_SUBNET, "InvalidSubnet")
                .uses("subnetMappings.subnetId", AwsTypes.EC2_SUBNET, "InvalidSubnet")
                .uses("securityGroups", AwsTypes.EC2_SECURITY_GROUP, "InvalidSecurityGroup")
                .mentions("accessLogs.bucket", AwsTypes.S3_BUCKET_V2, "InvalidConfigurationRequest")
                .immutable("internal", "loadBalancerType", "namePrefix", "customerOwnedIpv4Pool")
                // A network load balancer is replaced when it loses a subnet, or all of its groups.
                .undecidedUnless("loadBalancerType", "application", "subnets", "subnetMappings", "securityGroups")
                .newComputed("subnets", "subnetMappings")
                .newComputed("subnetMappings", "subnets");
        addLoadBalancerRules(loadBalancer);
        addLoadBalancerValues(loadBalancer);
    }

    private static void addLoadBalancerRules(Behaviour loadBalancer) {
        loadBalancer
                .validate(Rules.matches("name", NAME, NAME_RULE))
                .validate(Rules.within("idleTimeout", 1, 4000))
                .validate(Rules.oneOf("desyncMitigationMode", "monitor", "defensive", "strictest"))
                .unique(
                        "name",
                        "DuplicateLoadBalancerName",
                        "A load balancer with the same name '{name}' exists, but with different settings")
                .quota(
                        50,
                        "",
                        "TooManyLoadBalancers",
                        "The quota of 50 load balancers in {region} has been reached" + QUOTAS)
                .check(operation -> operation.state().put("simulatedKind", kind(operation)))
                .check(LoadBalancing::checkBalancer)
                .check(LoadBalancing::checkAccessLogs)
                .checkDeletion(operation -> operation.require(
                        !operation.flag("enableDeletionProtection"),
                        "OperationNotPermitted",
                        operation.render(
                                "Load balancer '{arn}' cannot be deleted because deletion protection is enabled")));
    }

    private static void addLoadBalancerValues(Behaviour loadBalancer) {
        loadBalancer
                .defaults("loadBalancerType", "application")
                .defaults("internal", false)
                .defaults("enableDeletionProtection", false)
                .defaults("idleTimeout", 60L)
                .defaults("dropInvalidHeaderFields", false)
                .defaults("enableHttp2", true)
                .defaults("desyncMitigationMode", "defensive")
                .defaults("xffHeaderProcessingMode", "append")
                .defaults("enableCrossZoneLoadBalancing", false)
                .computed("ipAddressType", "ipv4")
                .computed("arnSuffix", operation -> suffix(operation, "loadbalancer/"))
                .computed(
                        "dnsName",
                        operation -> (operation.flag("internal") ? "internal-" : "")
                                + operation.render("{name}-{digits10}.{region}.elb.amazonaws.com"))
                .computed(
                        "zoneId",
                        operation -> "Z"
                                + Operation.digest("elb" + operation.region())
                                        .substring(0, 13)
                                        .toUpperCase(Locale.ROOT))
                .computed("vpcId", operation -> subnets(operation).stream()
                        .map(subnet -> Rules.vpcOf(operation, subnet))
                        .findFirst()
                        .orElse(""))
                .inUse("ResourceInUse", "Load balancer is in use: {users}");
    }

    private static void registerTargetGroup(Registry registry) {
        registry.type(AwsTypes.LB_TARGET_GROUP, "ELBv2 Target Group")
                .named("name", 32)
                .id(PREFIX + "targetgroup/{name}/{hex16}")
                .arn("{id}")
                .uses("vpcId", AwsTypes.EC2_VPC, "InvalidParameterValue")
                .immutable("port", "protocol", "protocolVersion", "targetType", "vpcId", "ipAddressType", "namePrefix")
                .validate(Rules.matches("name", NAME, NAME_RULE))
                .validate(Rules.within("deregistrationDelay", 0, 3600))
                .validate(Rules.within("healthCheck.interval", 5, 300))
                .validate(Rules.within("healthCheck.timeout", 2, 120))
                .validate(Rules.within("healthCheck.healthyThreshold", 2, 10))
                .validate(Rules.within("healthCheck.unhealthyThreshold", 2, 10))
                .validate(operation -> operation.require(
                        operation.number("healthCheck.timeout", 2) < operation.number("healthCheck.interval", 300),
                        "healthCheck",
                        "Health check interval must be greater than the timeout."))
                .unique(
                        "name",
                        "DuplicateTargetGroupName",
                        "A target group with the same name '{name}' exists, but with different settings")
                .check(operation -> operation.require(
                        "lambda".equals(operation.text("targetType"))
                                || (operation.has("vpcId") && operation.has("port") && operation.has("protocol")),
                        "ValidationError",
                        "A VPC ID, a port and a protocol must be specified"))
                .defaults("targetType", "instance")
                .computed(
                        "protocolVersion",
                        operation -> operation.text("protocol").startsWith("HTTP") ? "HTTP1" : "")
                .computed("ipAddressType", "ipv4")
                .computed("loadBalancingAlgorithmType", "round_robin")
                .computed("loadBalancingAnomalyMitigation", "off")
                .computed("loadBalancingCrossZoneEnabled", "use_load_balancer_configuration")
                .computed("arnSuffix", operation -> suffix(operation, ":targetgroup")
                        .replaceFirst("^", "targetgroup"))
                .inUse("ResourceInUse", "Target group '{id}' is currently in use by a listener or a rule: {users}");
    }

    private static void registerListener(Registry registry) {
        registry.type(AwsTypes.LB_LISTENER, "ELBv2 Listener")
                .id("{simulatedArn}/{hex16}")
                .arn("{id}")
                .mentions("loadBalancerArn", AwsTypes.LB_LOAD_BALANCER, "LoadBalancerNotFound")
                .uses("certificateArn", AwsTypes.ACM_CERTIFICATE, "CertificateNotFound")
                .uses("defaultActions.targetGroupArn", AwsTypes.LB_TARGET_GROUP, "TargetGroupNotFound")
                .uses("defaultActions.forward.targetGroups.arn", AwsTypes.LB_TARGET_GROUP, "TargetGroupNotFound")
                .immutable("loadBalancerArn")
                .check(operation -> operation
                        .state()
                        .put("simulatedArn", operation.text("loadBalancerArn").replace(":loadbalancer/", ":listener/")))
                .check(LoadBalancing::checkListener)
                .computed("protocol", "HTTP")
                .computed(
                        "sslPolicy",
                        operation -> "HTTPS".equals(operation.text("protocol")) ? "ELBSecurityPolicy-2016-08" : "")
                .inUse("ResourceInUse", "Listener is in use: {users}");
    }

    private static void registerListenerCertificate(Registry registry) {
        registry.type(AwsTypes.LB_LISTENER_CERTIFICATE, "ELBv2 Listener Certificate")
                .id("{listenerArn}_{certificateArn}")
                .mentions("listenerArn", AwsTypes.LB_LISTENER, "ListenerNotFound")
                .uses("certificateArn", AwsTypes.ACM_CERTIFICATE, "CertificateNotFound")
                .immutable("listenerArn", "certificateArn")
                .check(LoadBalancing::checkCertificate);
    }

    private static void registerListenerRule(Registry registry) {
        registry.type(AwsTypes.LB_LISTENER_RULE, "ELBv2 Listener Rule")
                .id("{simulatedArn}/{hex16}")
                .arn("{id}")
                .mentions("listenerArn", AwsTypes.LB_LISTENER, "ListenerNotFound")
                .uses("actions.targetGroupArn", AwsTypes.LB_TARGET_GROUP, "TargetGroupNotFound")
                .uses("actions.forward.targetGroups.arn", AwsTypes.LB_TARGET_GROUP, "TargetGroupNotFound")
                .immutable("listenerArn")
                .validate(Rules.within("priority", 1, 50000))
                .check(operation -> operation
                        .state()
                        .put("simulatedArn", operation.text("listenerArn").replace(":listener/", ":listener-rule/")))
                .check(LoadBalancing::checkRule)
                .check(Targets::ofRule)
                .quota(
                        100,
                        "listenerArn",
                        "TooManyRules",
                        "The quota of 100 rules of a load balancer has been reached" + QUOTAS)
                .computed(
                        "priority",
                        operation -> 1L
                                + operation.siblings().stream()
                                        .filter(other ->
                                                other.text("listenerArn").equals(operation.text("listenerArn")))
                                        .mapToLong(other -> other.number("priority", 0))
                                        .max()
                                        .orElse(0));
    }

    private static String kind(Operation operation) {
        return switch (operation.text("loadBalancerType")) {
            case "network" -> "net";
            case "gateway" -> "gwy";
            default -> "app";
        };
    }

    private static String suffix(Operation operation, String marker) {
        String arn = operation.text("arn");
        return arn.substring(arn.indexOf(marker) + marker.length());
    }

    private static List<String> subnets(Operation operation) {
        return operation.has("subnets") ? operation.texts("subnets") : operation.texts("subnetMappings.subnetId");
    }

    private static void checkBalancer(Operation operation) {
        TreeSet<String> zones = new TreeSet<>();
        subnets(operation).forEach(subnet -> zones.add(Rules.zoneOf(operation, subnet)));
        operation.require(
                !"app".equals(kind(operation)) || zones.size() >= 2,
                "ValidationError",
                "At least two subnets in two different Availability Zones must be specified; got "
                        + String.join(", ", zones));
        operation.require(
                zones.size() == subnets(operation).size(),
                "InvalidConfigurationRequest",
                "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
        String vpc = subnets(operation).stream()
                .map(subnet -> Rules.vpcOf(operation, subnet))
                .findFirst()
                .orElse("");
        boolean routed = operation.list(AwsTypes.EC2_INTERNET_GATEWAY).stream()
                .anyMatch(gateway -> gateway.text("vpcId").equals(vpc));
        operation.require(
                operation.flag("internal") || routed, "InvalidSubnet", "VPC " + vpc + " has no internet gateway");
        Rules.sameVpc(operation, vpc, operation.texts("securityGroups"), "InvalidConfigurationRequest");
    }

    private static void checkAccessLogs(Operation operation) {
        if (!Boolean.TRUE.equals(operation.get("accessLogs.enabled"))) {
            return;
        }
        String bucket = operation.text("accessLogs.bucket");
        boolean writable = operation.list(AwsTypes.S3_BUCKET_POLICY).stream()
                .anyMatch(policy -> policy.id().equals(bucket));
        operation.require(
                writable,
                "InvalidConfigurationRequest",
                "Access Denied for bucket: " + bucket
                        + ". Please check S3bucket permission: it has no bucket policy in " + operation.region());
    }

    private static void checkListener(Operation operation) {
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> other.text("loadBalancerArn").equals(operation.text("loadBalancerArn"))
                                && other.number("port", 0) == operation.number("port", -1)),
                "DuplicateListener",
                operation.render("A listener already exists on port {port} for this load balancer"));
        Optional<StoredResource> balancer =
                operation.find(AwsTypes.LB_LOAD_BALANCER, operation.text("loadBalancerArn"));
        String kind = balancer.map(found -> found.text("loadBalancerType")).orElse("");
        List<String> protocols = PROTOCOLS.getOrDefault(kind, List.of());
        operation.require(
                protocols.isEmpty() || !operation.has("protocol") || protocols.contains(operation.text("protocol")),
                "ValidationError",
                "Listener protocol '" + operation.text("protocol") + "' must be one of '" + String.join(", ", protocols)
                        + "' for a load balancer of the type " + kind);
        for (String group : targets(operation)) {
            String protocol = operation
                    .find(AwsTypes.LB_TARGET_GROUP, group)
                    .map(found -> found.text("protocol"))
                    .orElse("");
            operation.require(
                    protocol.isEmpty() || protocols.isEmpty() || protocols.contains(protocol),
                    "IncompatibleProtocols",
                    "Target group '" + group + "' has the protocol " + protocol + ", which a load balancer of the type "
                            + kind + " does not support");
        }
        boolean encrypted = List.of("HTTPS", "TLS").contains(operation.text("protocol"));
        operation.require(
                !encrypted || operation.has("certificateArn"),
                "ValidationError",
                "A certificate must be specified for " + operation.text("protocol") + " listeners");
        operation.require(
                encrypted || !operation.has("certificateArn"),
                "InvalidConfigurationRequest",
                "A certificate cannot be specified for HTTP listeners");
        checkCertificate(operation);
    }

    private static List<String> targets(Operation operation) {
        return Stream.of("defaultActions.targetGroupArn", "defaultActions.forward.targetGroups.arn")
                .flatMap(path -> operation.texts(path).stream())
                .toList();
    }

    private static void checkCertificate(Operation operation) {
        operation
                .find(AwsTypes.ACM_CERTIFICATE, operation.text("certificateArn"))
                .ifPresent(certificate -> operation.require(
                        "ISSUED".equals(certificate.text("status")),
                        "UnsupportedCertificate",
                        "The certificate '" + certificate.arn() + "' must have been issued; its status is "
                                + certificate.text("status")));
    }

    private static void checkRule(Operation operation) {
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> operation.has("priority")
                                && other.text("listenerArn").equals(operation.text("listenerArn"))
                                && other.number("priority", 0) == operation.number("priority", -1)),
                "PriorityInUse",
                operation.render("Priority '{priority}' is currently in use"));
        List<String> kinds = List.of(
                "hostHeader.values",
                "pathPattern.values",
                "httpHeader.values",
                "httpRequestMethod.values",
                "sourceIp.values");
        int values = kinds.stream()
                .mapToInt(kind -> operation.texts("conditions." + kind).size())
                .sum();
        operation.require(
                values <= 5,
                "TooManyConditionValues",
                "A rule can have up to 5 condition values, got " + values + QUOTAS);
        operation.require(
                !Values.asList(operation.state().get("conditions")).isEmpty(),
                "ValidationError",
                "At least one condition must be specified");
    }

    /** Returns whether a listener or a rule sends traffic to the target group. */
    public static boolean isListening(Operation operation, String targetGroup) {
        Map<String, List<String>> users = Map.of(
                AwsTypes.LB_LISTENER,
                        List.of("defaultActions.targetGroupArn", "defaultActions.forward.targetGroups.arn"),
                AwsTypes.LB_LISTENER_RULE, List.of("actions.targetGroupArn", "actions.forward.targetGroups.arn"));
        return users.entrySet().stream().anyMatch(entry -> operation.list(entry.getKey()).stream()
                .anyMatch((StoredResource user) -> entry.getValue().stream()
                        .anyMatch(path -> Paths.values(user.state(), path).contains(targetGroup))));
    }
}
