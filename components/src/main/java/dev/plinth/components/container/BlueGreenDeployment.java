package dev.plinth.components.container;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.aws.codedeploy.Application;
import com.pulumi.aws.codedeploy.ApplicationArgs;
import com.pulumi.aws.codedeploy.DeploymentConfig;
import com.pulumi.aws.codedeploy.DeploymentConfigArgs;
import com.pulumi.aws.codedeploy.DeploymentGroup;
import com.pulumi.aws.codedeploy.DeploymentGroupArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupAlarmConfigurationArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupAutoRollbackConfigurationArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupBlueGreenDeploymentConfigArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOptionArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccessArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupDeploymentStyleArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupEcsServiceArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupLoadBalancerInfoArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupLoadBalancerInfoTargetGroupPairInfoArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRouteArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroupArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRouteArgs;
import com.pulumi.aws.ecs.Service;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.Json;
import dev.plinth.components.Outputs;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.container.deployment.AppSpec;
import dev.plinth.components.container.deployment.BlueGreen;
import dev.plinth.components.container.deployment.TrafficShift;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.BlueGreenRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * CodeDeploy of one ECS service: application, deployment group with automatic rollback, the alarm on errors that stops a deployment, and a
 * role for this service alone.
 *
 * <p>An update by Pulumi registers the task definition of a new version and changes nothing that runs. The deployment starts when the
 * pipeline gives {@link #request} to CodeDeploy:
 *
 * <pre>{@code
 * pulumi stack output api-deployment --stack production > deployment.json
 * id=$(aws deploy create-deployment --cli-input-json file://deployment.json --query deploymentId --output text)
 * aws deploy wait deployment-successful --deployment-id "$id"
 * }</pre>
 *
 * <p>ECS's own blue/green deployments, which ECS starts at an update of the service, need version 7 of Pulumi's AWS provider.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html">UpdateService and the deployment
 *     controller CODE_DEPLOY</a>
 */
public final class BlueGreenDeployment extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:container:BlueGreenDeployment";

    /** Share of requests answered with a server error, in percent. */
    private static final int ERROR_PERCENT = 5;

    /** The fewest requests a minute by which the share is judged. */
    private static final int LEAST_REQUESTS = 20;

    private static final int PERIOD_SECONDS = 60;
    private static final int PERIODS = 2;

    private final FargateService service;
    private final FargateServiceArgs args;
    private final BlueGreen blueGreen;
    private final BlueGreenRoute route;
    private final MetricAlarm alarm;
    private final Application application;
    private final DeploymentGroup group;

    BlueGreenDeployment(
            String name,
            FargateService service,
            FargateServiceArgs args,
            Service ecsService,
            ComponentResourceOptions options) {
        super(TYPE, name, null, options);
        this.service = service;
        this.args = args;
        this.blueGreen = Objects.requireNonNull(args.blueGreen());
        this.route = loadBalancer().blueGreenRoute(Objects.requireNonNull(args.routeName()));
        this.alarm = createAlarm();
        Role role = createRole();
        RolePolicy policy = createPolicy(role);
        this.application = createApplication();
        this.group = createGroup(ecsService, role, policy);
        registerOutputs(Map.of(
                "applicationName",
                applicationName(),
                "deploymentGroupName",
                deploymentGroupName(),
                "request",
                request()));
    }

    /** The name of CodeDeploy's application. */
    public Output<String> applicationName() {
        return application.name();
    }

    /** The name of the deployment group. */
    public Output<String> deploymentGroupName() {
        return group.deploymentGroupName();
    }

    /** The name of the alarm that stops a deployment and rolls it back. */
    public Output<String> alarmName() {
        return alarm.name();
    }

    /** The ARN of that alarm. */
    public Output<String> alarmArn() {
        return alarm.arn();
    }

    /**
     * The input of {@code aws deploy create-deployment --cli-input-json}, which deploys the current task definition.
     */
    public Output<String> request() {
        return Output.tuple(
                        applicationName(),
                        deploymentGroupName(),
                        service.taskDefinitionArn(),
                        args.network().privateSubnetIds(),
                        service.securityGroupId())
                .applyValue(known -> Json.write(Map.of(
                        "applicationName",
                        known.t1,
                        "deploymentGroupName",
                        known.t2,
                        "revision",
                        Map.of(
                                "revisionType",
                                "AppSpecContent",
                                "appSpecContent",
                                Map.of(
                                        "content",
                                        new AppSpec(
                                                        known.t3,
                                                        service.name(),
                                                        Objects.requireNonNull(args.port()),
                                                        known.t4,
                                                        known.t5)
                                                .toJson())))));
    }

    private ApplicationLoadBalancer loadBalancer() {
        return Objects.requireNonNull(args.loadBalancer());
    }

    /** An alarm on the errors of both target groups, because each of them has the new version in every second deployment. */
    private MetricAlarm createAlarm() {
        Output<List<String>> topic =
                Objects.requireNonNull(args.deploymentAlarmTopicArn()).applyValue(List::of);
        String routeName = Objects.requireNonNull(args.routeName());
        List<MetricAlarmMetricQueryArgs> queries = new ArrayList<>();
        addQueries(queries, "blue", loadBalancer().targetGroupArnSuffix(routeName));
        addQueries(queries, "green", route.alternateTargetGroupArnSuffix());
        queries.add(MetricAlarmMetricQueryArgs.builder()
                .id("requests")
                .expression("FILL(blue_requests, 0) + FILL(green_requests, 0)")
                .label("Requests")
                .returnData(false)
                .build());
        queries.add(MetricAlarmMetricQueryArgs.builder()
                .id("errors")
                .expression("IF(requests >= " + LEAST_REQUESTS
                        + ", 100 * (FILL(blue_errors, 0) + FILL(green_errors, 0)) / requests, 0)")
                .label("Server errors, %")
                .returnData(true)
                .build());
        return new MetricAlarm(
                childName("errors"),
                MetricAlarmArgs.builder()
                        .alarmDescription("Server errors of " + service.name() + " above " + ERROR_PERCENT
                                + " % of the requests for " + PERIODS + " min: stops a deployment")
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold((double) ERROR_PERCENT)
                        .evaluationPeriods(PERIODS)
                        .datapointsToAlarm(PERIODS)
                        .treatMissingData("notBreaching")
                        .actionsEnabled(true)
                        .alarmActions(topic)
                        .okActions(topic)
                        .metricQueries(queries)
                        .build(),
                childOptions().build());
    }

    private void addQueries(List<MetricAlarmMetricQueryArgs> queries, String id, Output<String> targetGroup) {
        Map<String, String> metrics = Map.of("requests", "RequestCount", "errors", "HTTPCode_Target_5XX_Count");
        for (String key : List.of("requests", "errors")) {
            queries.add(MetricAlarmMetricQueryArgs.builder()
                    .id(id + "_" + key)
                    .metric(MetricAlarmMetricQueryMetricArgs.builder()
                            .namespace("AWS/ApplicationELB")
                            .metricName(Objects.requireNonNull(metrics.get(key)))
                            .dimensions(Outputs.map(
                                    Map.of("LoadBalancer", loadBalancer().arnSuffix(), "TargetGroup", targetGroup)))
                            .stat("Sum")
                            .period(PERIOD_SECONDS)
                            .build())
                    .returnData(false)
                    .build());
        }
    }

    private Role createRole() {
        return new Role(
                childName("role"),
                RoleArgs.builder()
                        .description("Deploys " + service.name())
                        .assumeRolePolicy(PolicyDocument.assumeRole("codedeploy.amazonaws.com", service.account())
                                .toJson())
                        .build(),
                childOptions().build());
    }

    /**
     * The permissions of AWS's {@code AWSCodeDeployRoleForECS}, for this service, its listeners and its roles alone.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html">Amazon ECS CodeDeploy IAM
     *     role</a>
     */
    private RolePolicy createPolicy(Role role) {
        return new RolePolicy(
                childName("policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(statements()).toJson())
                        .build(),
                childOptions().build());
    }

    private List<Statement> statements() {
        return List.of(
                Statement.allow("ReplaceTasks")
                        // CreateTaskSet supports no resource-level permissions.
                        .actions(
                                "ecs:DescribeServices",
                                "ecs:CreateTaskSet",
                                "ecs:UpdateServicePrimaryTaskSet",
                                "ecs:DeleteTaskSet")
                        .resources("*")
                        .condition("ArnEquals", "ecs:cluster", args.cluster().clusterArn()),
                Statement.allow("ReadTraffic")
                        // Neither Elastic Load Balancing's nor CloudWatch's descriptions support resource-level
                        // permissions.
                        .actions(
                                "elasticloadbalancing:DescribeTargetGroups",
                                "elasticloadbalancing:DescribeListeners",
                                "elasticloadbalancing:DescribeRules",
                                "cloudwatch:DescribeAlarms")
                        .resources("*"),
                Statement.allow("ShiftTraffic")
                        .actions("elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule")
                        .resource(route.listenerArn())
                        .resource(route.testListenerArn())
                        .resource(rulesOf(route.listenerArn()))
                        .resource(rulesOf(route.testListenerArn())),
                Statement.allow("PassRoles")
                        .actions("iam:PassRole")
                        .resource(service.executionRoleArn())
                        .resource(service.taskRoleArn())
                        .condition("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"));
    }

    private static Output<String> rulesOf(Output<String> listenerArn) {
        return listenerArn.applyValue(arn -> arn.replaceFirst(":listener/", ":listener-rule/") + "/*");
    }

    private Application createApplication() {
        return new Application(
                childName("application"),
                ApplicationArgs.builder()
                        .computePlatform("ECS")
                        .tags(Map.of("Name", service.name()))
                        .build(),
                childOptions().build());
    }

    private Output<String> configurationName() {
        TrafficShift shift = blueGreen.shift();
        return shift.predefined().map(Output::of).orElseGet(() -> createConfiguration(shift)
                .deploymentConfigName());
    }

    private DeploymentConfig createConfiguration(TrafficShift shift) {
        return new DeploymentConfig(
                childName("configuration"),
                DeploymentConfigArgs.builder()
                        .computePlatform("ECS")
                        .trafficRoutingConfig(shift.routing())
                        .build(),
                childOptions().build());
    }

    private DeploymentGroup createGroup(Service ecsService, Role role, RolePolicy policy) {
        List<Output<String>> alarms = new ArrayList<>(List.of(alarm.name()));
        alarms.addAll(args.rollbackAlarmNames());
        return new DeploymentGroup(
                childName("group"),
                DeploymentGroupArgs.builder()
                        .appName(application.name())
                        // Groups aren't auto-named; the application's name is this stack's alone.
                        .deploymentGroupName(application.name())
                        .serviceRoleArn(role.arn())
                        .deploymentConfigName(configurationName())
                        .deploymentStyle(DeploymentGroupDeploymentStyleArgs.builder()
                                .deploymentType("BLUE_GREEN")
                                .deploymentOption("WITH_TRAFFIC_CONTROL")
                                .build())
                        .ecsService(DeploymentGroupEcsServiceArgs.builder()
                                .clusterName(service.clusterName())
                                .serviceName(ecsService.name())
                                .build())
                        .autoRollbackConfiguration(DeploymentGroupAutoRollbackConfigurationArgs.builder()
                                .enabled(true)
                                .events("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM")
                                .build())
                        .alarmConfiguration(DeploymentGroupAlarmConfigurationArgs.builder()
                                .enabled(true)
                                .alarms(Output.all(alarms))
                                .build())
                        .blueGreenDeploymentConfig(waits())
                        .loadBalancerInfo(traffic())
                        .tags(Map.of("Name", service.name()))
                        .build(),
                childOptions().dependsOn(policy).build());
    }

    private DeploymentGroupBlueGreenDeploymentConfigArgs waits() {
        DeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOptionArgs.Builder ready =
                DeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOptionArgs.builder();
        if (blueGreen.approvalMinutes() == 0) {
            ready.actionOnTimeout("CONTINUE_DEPLOYMENT");
        } else {
            ready.actionOnTimeout("STOP_DEPLOYMENT").waitTimeInMinutes(blueGreen.approvalMinutes());
        }
        return DeploymentGroupBlueGreenDeploymentConfigArgs.builder()
                .deploymentReadyOption(ready.build())
                .terminateBlueInstancesOnDeploymentSuccess(
                        DeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccessArgs.builder()
                                .action("TERMINATE")
                                .terminationWaitTimeInMinutes(blueGreen.terminationWaitMinutes())
                                .build())
                .build();
    }

    private DeploymentGroupLoadBalancerInfoArgs traffic() {
        return DeploymentGroupLoadBalancerInfoArgs.builder()
                .targetGroupPairInfo(DeploymentGroupLoadBalancerInfoTargetGroupPairInfoArgs.builder()
                        .prodTrafficRoute(
                                DeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRouteArgs.builder()
                                        .listenerArns(route.listenerArn().applyValue(List::of))
                                        .build())
                        .testTrafficRoute(
                                DeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRouteArgs.builder()
                                        .listenerArns(route.testListenerArn().applyValue(List::of))
                                        .build())
                        .targetGroups(
                                targetGroup(route.targetGroupName()), targetGroup(route.alternateTargetGroupName()))
                        .build())
                .build();
    }

    private static DeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroupArgs targetGroup(Output<String> name) {
        return DeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroupArgs.builder()
                .name(name)
                .build();
    }
}
