package dev.plinth.components.loadbalancer;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.ListenerRule;
import com.pulumi.aws.lb.ListenerRuleArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionFixedResponseArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionRedirectArgs;
import com.pulumi.aws.lb.inputs.ListenerMutualAuthenticationArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleActionArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionHostHeaderArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionPathPatternArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionSourceIpArgs;
import com.pulumi.aws.lb.inputs.LoadBalancerAccessLogsArgs;
import com.pulumi.aws.lb.inputs.LoadBalancerConnectionLogsArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.aws.lb.inputs.TargetGroupStickinessArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.SecurityGroupRules;
import dev.plinth.components.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An application load balancer that takes HTTPS only and hands requests on by host and path, with its security group, its web
 * application firewall and its logs. Requests without a matching route are answered with 404.
 *
 * <p>It faces the internet but can only be reached from Cloudflare, unless the arguments say otherwise. An internal one may speak
 * plain HTTP.
 *
 * <p>A route takes requests only once {@link #forward} is called with what registers its targets, as {@link
 * dev.plinth.components.container.FargateService} does: first the target group is attached to the listener by a rule that matches no
 * request, then the targets register, and then the rule of the route sends requests there. Otherwise the listener would answer with 503
 * until the first target is healthy.
 *
 * <p>Long, because it has many parts: one short method creates each, in the order of the constructor.
 */
public final class ApplicationLoadBalancer extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:loadbalancer:ApplicationLoadBalancer";

    /** The ending of the name of a second target group. */
    static final String ALTERNATE = "-green";

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Two years would be the longest useful one; a year is what the browsers' preload list asks for. */
    private static final String STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains; preload";

    private static final int HEALTH_CHECK_INTERVAL_SECONDS = 15;
    private static final int HEALTH_CHECK_TIMEOUT_SECONDS = 5;
    private static final int HEALTHY_THRESHOLD = 2;
    private static final int UNHEALTHY_THRESHOLD = 3;

    /**
     * The address of no client, from the range for documentation (RFC 5737, TEST-NET-1).
     *
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html">Condition types for
     *     listener rules</a>
     */
    private static final String NO_CLIENT = "192.0.2.1/32";

    private record Target(Route route, TargetGroup group, @Nullable TargetGroup alternate, ListenerRule attachment) {}

    private final LoadBalancer loadBalancer;
    private final Listener listener;
    private final boolean plainHttp;
    private final boolean internal;
    private final LoadBalancerSecurityGroup securityGroup;
    private final Map<String, Target> targets;
    private final @Nullable WebFirewall firewall;
    private final @Nullable Listener testListener;
    private final int testListenerPort;

    /**
     * Creates the load balancer.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ApplicationLoadBalancer(String name, ApplicationLoadBalancerArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the load balancer with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ApplicationLoadBalancer(
            String name, ApplicationLoadBalancerArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, LoadBalancerValidation.validated(name, args), options);
        Network network = Objects.requireNonNull(args.network());
        this.securityGroup = createSecurityGroup(network, args);
        this.loadBalancer = createLoadBalancer(network, args);
        this.plainHttp = args.plainHttp();
        this.internal = args.internal();
        this.listener = createListener(plainHttp ? "http" : "https", listenerPort(), args);
        this.targets = createRoutes(network, args);
        this.testListenerPort = args.testListenerPort();
        this.testListener = args.blueGreenRoutes().isEmpty() ? null : createTestListener(args);
        if (redirects(args)) {
            createRedirectListener();
        }
        this.firewall = args.webFirewall() ? createWebFirewall(args) : null;
        registerOutputs(Map.of("arn", arn(), "dnsName", dnsName(), "hostedZoneId", hostedZoneId()));
    }

    /** The load balancer's ARN. */
    public Output<String> arn() {
        return loadBalancer.arn();
    }

    /** The end of the ARN, by which CloudWatch names the load balancer, such as {@code app/name/50dc6c495c0c9188}. */
    public Output<String> arnSuffix() {
        return loadBalancer.arnSuffix();
    }

    /** The DNS name. */
    public Output<String> dnsName() {
        return loadBalancer.dnsName();
    }

    /** The Route 53 hosted zone of the DNS name, for alias records. */
    public Output<String> hostedZoneId() {
        return loadBalancer.zoneId();
    }

    /** Returns whether the load balancer has private addresses only. */
    public boolean isInternal() {
        return internal;
    }

    /** The port of the listener that has the routes. */
    public int listenerPort() {
        return plainHttp ? HTTP_PORT : HTTPS_PORT;
    }

    /** Lets a client's security group call the load balancer. */
    public void allowFrom(String clientName, Output<String> clientSecurityGroupId) {
        SecurityGroupRules.allowFrom(
                this,
                clientName,
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(securityGroupId())
                        .description("Requests of " + clientName),
                clientSecurityGroupId,
                listenerPort());
    }

    /**
     * Lets a client's security group send test traffic to the replacement of a blue-green deployment.
     *
     * @throws IllegalStateException when no route is deployed blue-green
     */
    public void allowTestFrom(String clientName, Output<String> clientSecurityGroupId) {
        testListener();
        SecurityGroupRules.allowFrom(
                this,
                "test-" + clientName,
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(securityGroupId())
                        .description("Test requests of " + clientName),
                clientSecurityGroupId,
                testListenerPort);
    }

    /** The security group, from which targets let requests in. */
    public Output<String> securityGroupId() {
        return securityGroup.securityGroupId();
    }

    /** The ARN of the listener that has the routes: on port 443, or on port 80 with plain HTTP. */
    public Output<String> listenerArn() {
        return listener.arn();
    }

    /**
     * The ARN of the listener on port 443.
     *
     * @throws IllegalStateException when the load balancer speaks plain HTTP
     */
    public Output<String> httpsListenerArn() {
        if (plainHttp) {
            throw new IllegalStateException(
                    "ApplicationLoadBalancer '" + name() + "' has no listener on port 443: plainHttp is true.");
        }
        return listener.arn();
    }

    /**
     * The ARN of a route's target group, known once it is attached to the listener: before that a service can't register targets.
     *
     * @param route the route's name
     * @throws IllegalArgumentException when there is no such route
     */
    public Output<String> targetGroupArn(String route) {
        Target target = target(route);
        return Output.tuple(target.group().arn(), target.attachment().arn()).applyValue(arns -> arns.t1);
    }

    /**
     * Returns what must be there before targets register: the attachment of the target group to the listener, and the way to the targets.
     *
     * @param route the route's name
     * @throws IllegalArgumentException when there is no such route
     */
    public List<Resource> prerequisites(String route) {
        return List.of(target(route).attachment(), securityGroup);
    }

    /**
     * Sends the requests of a route to its target group.
     *
     * @param route the route's name
     * @param targets what registers the targets, such as an ECS service; the rule is created and changed after it
     * @throws IllegalArgumentException when there is no such route
     */
    public void forward(String route, Resource targets) {
        List<Resource> before = new ArrayList<>(List.of(targets));
        if (firewall != null) {
            before.add(firewall);
        }
        createListenerRule(target(route), before);
    }

    /**
     * The end of the ARN of a route's target group, by which CloudWatch names it.
     *
     * @param route the route's name
     * @throws IllegalArgumentException when there is no such route
     */
    public Output<String> targetGroupArnSuffix(String route) {
        return target(route).group().arnSuffix();
    }

    /** Returns whether a route's service is deployed blue-green. */
    public boolean isBlueGreen(String route) {
        return target(route).alternate() != null;
    }

    /**
     * The parts of a route whose service is deployed blue-green.
     *
     * @param route the route's name
     * @throws IllegalArgumentException when there is no such route
     * @throws IllegalStateException when its service is not deployed blue-green
     */
    public BlueGreenRoute blueGreenRoute(String route) {
        Target target = target(route);
        TargetGroup alternate = target.alternate();
        if (alternate == null) {
            throw new IllegalStateException(
                    "ApplicationLoadBalancer '" + name() + "' does not have " + route + " in blueGreenRoutes.");
        }
        return new BlueGreenRoute(
                target.group().name(),
                alternate.name(),
                alternate.arnSuffix(),
                listener.arn(),
                testListener().arn());
    }

    private Listener testListener() {
        Listener known = testListener;
        if (known == null) {
            throw new IllegalStateException("ApplicationLoadBalancer '" + name()
                    + "' has no listener for test traffic: blueGreenRoutes is empty.");
        }
        return known;
    }

    private Target target(String route) {
        return Optional.ofNullable(targets.get(route))
                .orElseThrow(() -> new IllegalArgumentException("ApplicationLoadBalancer '" + name() + "' has no route "
                        + route + ", only " + targets.keySet()));
    }

    private LoadBalancerSecurityGroup createSecurityGroup(Network network, ApplicationLoadBalancerArgs args) {
        SortedSet<Integer> listenerPorts = new TreeSet<>(List.of(args.plainHttp() ? HTTP_PORT : HTTPS_PORT));
        if (redirects(args)) {
            listenerPorts.add(HTTP_PORT);
        }
        SortedSet<Integer> targetPorts =
                args.routes().stream().map(Route::port).collect(Collectors.toCollection(TreeSet::new));
        return new LoadBalancerSecurityGroup(
                childName("security"),
                network,
                args.ingress(),
                listenerPorts,
                targetPorts,
                childComponentOptions().build());
    }

    private static boolean redirects(ApplicationLoadBalancerArgs args) {
        return args.redirectHttp() && !args.plainHttp();
    }

    private LoadBalancer createLoadBalancer(Network network, ApplicationLoadBalancerArgs args) {
        Output<String> bucket = Objects.requireNonNull(args.accessLogBucket());
        return new LoadBalancer(
                childName("alb"),
                LoadBalancerArgs.builder()
                        .loadBalancerType("application")
                        .internal(args.internal())
                        .ipAddressType("ipv4")
                        .subnets(args.internal() ? network.privateSubnetIds() : network.publicSubnetIds())
                        .securityGroups(securityGroup.securityGroupId().applyValue(List::of))
                        .enableDeletionProtection(args.deletionProtection())
                        .dropInvalidHeaderFields(true)
                        .desyncMitigationMode("strictest")
                        // Only Cloudflare is trusted to have written the client's address.
                        .xffHeaderProcessingMode(args.ingress() == IngressSource.CLOUDFLARE ? "preserve" : "append")
                        .enableWafFailOpen(false)
                        .enableHttp2(true)
                        .idleTimeout(args.idleTimeoutSeconds())
                        .accessLogs(LoadBalancerAccessLogsArgs.builder()
                                .enabled(true)
                                .bucket(bucket)
                                .build())
                        .connectionLogs(LoadBalancerConnectionLogsArgs.builder()
                                .enabled(true)
                                .bucket(bucket)
                                .build())
                        .tags(Map.of("Name", name()))
                        .build(),
                statefulChildOptions().build());
    }

    private Listener createListener(String part, int port, ApplicationLoadBalancerArgs args) {
        return plainHttp ? createPlainHttpListener(part, port) : createHttpsListener(part, port, args);
    }

    /**
     * The listener for test traffic, with the rules of the routes that are deployed blue-green. CodeDeploy points them to the
     * replacement while a deployment waits.
     */
    private Listener createTestListener(ApplicationLoadBalancerArgs args) {
        Listener created = createListener("test", args.testListenerPort(), args);
        for (String name : args.blueGreenRoutes()) {
            Target target = target(name);
            String part = childName(name + "-test-rule");
            new ListenerRule(
                    part,
                    ListenerRuleArgs.builder()
                            .tags(Map.of("Name", part))
                            .listenerArn(created.arn())
                            .priority(target.route().priority())
                            .conditions(conditions(target.route()))
                            .actions(forwardTo(target.group()))
                            .build(),
                    childOptions().ignoreChanges("actions").build());
        }
        return created;
    }

    private Listener createHttpsListener(String part, int port, ApplicationLoadBalancerArgs args) {
        ListenerArgs.Builder builder = ListenerArgs.builder()
                .tags(Map.of("Name", childName(part)))
                .loadBalancerArn(loadBalancer.arn())
                .port(port)
                .protocol("HTTPS")
                .sslPolicy(args.sslPolicy().value())
                .certificateArn(Objects.requireNonNull(args.certificateArn()))
                .routingHttpResponseStrictTransportSecurityHeaderValue(STRICT_TRANSPORT_SECURITY)
                .routingHttpResponseXContentTypeOptionsHeaderValue("nosniff")
                .routingHttpResponseServerEnabled(false)
                .defaultActions(notFound());
        if (args.contentSecurityPolicy() != null) {
            builder.routingHttpResponseContentSecurityPolicyHeaderValue(args.contentSecurityPolicy())
                    .routingHttpResponseXFrameOptionsHeaderValue("DENY");
        }
        Output<String> trustStore = args.clientTrustStoreArn();
        if (trustStore != null) {
            builder.mutualAuthentication(ListenerMutualAuthenticationArgs.builder()
                    .mode("verify")
                    .trustStoreArn(trustStore)
                    .build());
        }
        return new Listener(childName(part), builder.build(), childOptions().build());
    }

    private Listener createPlainHttpListener(String part, int port) {
        return new Listener(
                childName(part),
                ListenerArgs.builder()
                        .tags(Map.of("Name", childName(part)))
                        .loadBalancerArn(loadBalancer.arn())
                        .port(port)
                        .protocol("HTTP")
                        .routingHttpResponseXContentTypeOptionsHeaderValue("nosniff")
                        .routingHttpResponseServerEnabled(false)
                        .defaultActions(notFound())
                        .build(),
                childOptions().build());
    }

    private static ListenerDefaultActionArgs notFound() {
        return ListenerDefaultActionArgs.builder()
                .type("fixed-response")
                .fixedResponse(ListenerDefaultActionFixedResponseArgs.builder()
                        .statusCode("404")
                        .contentType("text/plain")
                        .messageBody("Not found")
                        .build())
                .build();
    }

    private void createRedirectListener() {
        new Listener(
                childName("http"),
                ListenerArgs.builder()
                        .tags(Map.of("Name", childName("http")))
                        .loadBalancerArn(loadBalancer.arn())
                        .port(HTTP_PORT)
                        .protocol("HTTP")
                        .defaultActions(ListenerDefaultActionArgs.builder()
                                .type("redirect")
                                .redirect(ListenerDefaultActionRedirectArgs.builder()
                                        .protocol("HTTPS")
                                        .port(Integer.toString(HTTPS_PORT))
                                        .statusCode("HTTP_301")
                                        .build())
                                .build())
                        .build(),
                childOptions().build());
    }

    private Map<String, Target> createRoutes(Network network, ApplicationLoadBalancerArgs args) {
        Map<String, Target> created = new LinkedHashMap<>();
        for (Route route : args.routes()) {
            int delay = args.deregistrationDelaySeconds();
            TargetGroup group = createTargetGroup(network, route.name(), route, delay);
            TargetGroup alternate = args.blueGreenRoutes().contains(route.name())
                    ? createTargetGroup(network, route.name() + ALTERNATE, route, delay)
                    : null;
            created.put(
                    route.name(),
                    new Target(route, group, alternate, createAttachment(route, group, alternate != null)));
        }
        return created;
    }

    private TargetGroup createTargetGroup(Network network, String part, Route route, int deregistrationDelaySeconds) {
        return new TargetGroup(
                childName(part),
                TargetGroupArgs.builder()
                        .vpcId(network.vpcId())
                        .targetType("ip")
                        .port(route.port())
                        .protocol("HTTP")
                        .deregistrationDelay(deregistrationDelaySeconds)
                        .loadBalancingAlgorithmType("least_outstanding_requests")
                        .stickiness(TargetGroupStickinessArgs.builder()
                                .type("lb_cookie")
                                .enabled(false)
                                .build())
                        .healthCheck(TargetGroupHealthCheckArgs.builder()
                                .enabled(true)
                                .path(route.healthCheckPath())
                                .protocol("HTTP")
                                .matcher("200-299")
                                .interval(HEALTH_CHECK_INTERVAL_SECONDS)
                                .timeout(HEALTH_CHECK_TIMEOUT_SECONDS)
                                .healthyThreshold(HEALTHY_THRESHOLD)
                                .unhealthyThreshold(UNHEALTHY_THRESHOLD)
                                .build())
                        .tags(Map.of("Name", childName(part)))
                        .build(),
                // Each target registers with a port of its own; this one is a default that nothing uses, and can't be
                // changed.
                childOptions().ignoreChanges("port").build());
    }

    /**
     * Attaches a target group to the listener by a rule that matches no request. Its priority is AWS's choice, the next after the
     * last: among rules that match nothing, the order is of no account.
     */
    private ListenerRule createAttachment(Route route, TargetGroup group, boolean blueGreen) {
        return new ListenerRule(
                childName(route.name() + "-attachment"),
                ListenerRuleArgs.builder()
                        .tags(Map.of("Name", childName(route.name() + "-attachment")))
                        .listenerArn(listener.arn())
                        .conditions(ListenerRuleConditionArgs.builder()
                                .sourceIp(ListenerRuleConditionSourceIpArgs.builder()
                                        .values(NO_CLIENT)
                                        .build())
                                .build())
                        .actions(forwardTo(group))
                        .build(),
                ruleOptions(blueGreen).build());
    }

    private static ListenerRuleActionArgs forwardTo(TargetGroup group) {
        return ListenerRuleActionArgs.builder()
                .type("forward")
                .targetGroupArn(group.arn())
                .build();
    }

    /** CodeDeploy moves the rules of a blue-green route from one target group to the other. */
    private CustomResourceOptions.Builder ruleOptions(boolean blueGreen) {
        return blueGreen ? childOptions().ignoreChanges("actions") : childOptions();
    }

    private void createListenerRule(Target target, List<Resource> before) {
        Route route = target.route();
        new ListenerRule(
                childName(route.name() + "-rule"),
                ListenerRuleArgs.builder()
                        .tags(Map.of("Name", childName(route.name() + "-rule")))
                        .listenerArn(listener.arn())
                        .priority(route.priority())
                        .conditions(conditions(route))
                        .actions(forwardTo(target.group()))
                        .build(),
                ruleOptions(target.alternate() != null).dependsOn(before).build());
    }

    private static List<ListenerRuleConditionArgs> conditions(Route route) {
        List<ListenerRuleConditionArgs> conditions = new ArrayList<>();
        if (!route.hosts().isEmpty()) {
            conditions.add(ListenerRuleConditionArgs.builder()
                    .hostHeader(ListenerRuleConditionHostHeaderArgs.builder()
                            .values(route.hosts())
                            .build())
                    .build());
        }
        if (!route.paths().isEmpty()) {
            conditions.add(ListenerRuleConditionArgs.builder()
                    .pathPattern(ListenerRuleConditionPathPatternArgs.builder()
                            .values(route.paths())
                            .build())
                    .build());
        }
        return conditions;
    }

    private WebFirewall createWebFirewall(ApplicationLoadBalancerArgs args) {
        return new WebFirewall(
                childName("firewall"),
                loadBalancer.arn(),
                args.countedFirewallRules(),
                args.firewallRateLimit(),
                args.webhookSources(),
                args.firewallLogRetentionDays(),
                childComponentOptions().build());
    }
}
