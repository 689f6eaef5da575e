package dev.plinth.simulator;

import dev.plinth.simulator.TestCloud.Made;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small production environment, made resource by resource. */
final class Landscape {

    private static final String ASSUME =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    final TestCloud cloud;

    /** Each resource with the inputs that the program gave. */
    final Map<Made, Map<String, Object>> made = new LinkedHashMap<>();

    final Made vpc;
    final Made gateway;
    final List<Made> subnets = new ArrayList<>();
    final Made group;
    final Made subnetGroup;
    final Made parameterGroup;

    Landscape(TestCloud cloud) {
        this.cloud = cloud;
        vpc = add("aws:ec2/vpc:Vpc", "network", Map.of("cidrBlock", "10.20.0.0/16", "enableDnsHostnames", true));
        gateway = add("aws:ec2/internetGateway:InternetGateway", "network", Map.of("vpcId", vpc.id()));
        for (String zone : List.of("a", "b")) {
            subnets.add(add(
                    "aws:ec2/subnet:Subnet",
                    "network-" + zone,
                    Map.of(
                            "vpcId", vpc.id(),
                            "cidrBlock", "10.20." + subnets.size() + ".0/24",
                            "availabilityZone", TestCloud.REGION + zone)));
        }
        group = add("aws:ec2/securityGroup:SecurityGroup", "access", Map.of("vpcId", vpc.id()));
        subnetGroup = add("aws:rds/subnetGroup:SubnetGroup", "database", Map.of("subnetIds", subnetIds()));
        parameterGroup = add("aws:rds/parameterGroup:ParameterGroup", "database", Map.of("family", "postgres16"));
    }

    List<String> subnetIds() {
        return subnets.stream().map(Made::id).toList();
    }

    Made add(String type, String name, Map<String, Object> inputs) {
        Made result = cloud.create(type, name, inputs);
        made.put(result, inputs);
        return result;
    }

    /** A database's inputs, with others put over them. */
    Map<String, Object> database(Map<String, Object> more) {
        Map<String, Object> inputs = new LinkedHashMap<>(Map.of(
                "engine",
                "postgres",
                "engineVersion",
                "16",
                "instanceClass",
                "db.t4g.medium",
                "allocatedStorage",
                50,
                "username",
                "plinth",
                "manageMasterUserPassword",
                true,
                "dbSubnetGroupName",
                subnetGroup.text("name"),
                "parameterGroupName",
                parameterGroup.text("name"),
                "vpcSecurityGroupIds",
                List.of(group.id()),
                "skipFinalSnapshot",
                true));
        inputs.put("backupRetentionPeriod", 14);
        inputs.putAll(more);
        return inputs;
    }

    Made role(String name) {
        return add("aws:iam/role:Role", name, Map.of("assumeRolePolicy", ASSUME));
    }

    /** Everything else that an environment has. */
    Landscape grow() {
        Made eip = add("aws:ec2/eip:Eip", "nat", Map.of("domain", "vpc"));
        Made nat = add(
                "aws:ec2/natGateway:NatGateway",
                "nat",
                Map.of("subnetId", subnets.get(0).id(), "allocationId", eip.id()));
        Made table = add(
                "aws:ec2/routeTable:RouteTable",
                "private",
                Map.of("vpcId", vpc.id(), "tags", Map.of("Name", "private")));
        add(
                "aws:ec2/route:Route",
                "nat",
                Map.of("routeTableId", table.id(), "destinationCidrBlock", "0.0.0.0/0", "natGatewayId", nat.id()));
        add(
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                "a",
                Map.of("routeTableId", table.id(), "subnetId", subnets.get(0).id()));
        add(
                "aws:ec2/vpcEndpoint:VpcEndpoint",
                "s3",
                Map.of(
                        "vpcId",
                        vpc.id(),
                        "serviceName",
                        "com.amazonaws.eu-central-1.s3",
                        "routeTableIds",
                        List.of(table.id())));
        add(
                "aws:ec2/vpcEndpoint:VpcEndpoint",
                "logs",
                Map.of(
                        "vpcId",
                        vpc.id(),
                        "serviceName",
                        "com.amazonaws.eu-central-1.logs",
                        "vpcEndpointType",
                        "Interface",
                        "privateDnsEnabled",
                        true,
                        "subnetIds",
                        subnetIds(),
                        "securityGroupIds",
                        List.of(group.id())));
        add("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "closed", Map.of("vpcId", vpc.id()));
        add(
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                "postgres",
                Map.of(
                        "securityGroupId",
                        group.id(),
                        "ipProtocol",
                        "tcp",
                        "fromPort",
                        5432,
                        "toPort",
                        5432,
                        "cidrIpv4",
                        "10.20.0.0/16"));
        add(
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
                "all",
                Map.of("securityGroupId", group.id(), "ipProtocol", "-1", "cidrIpv4", "0.0.0.0/0"));
        Made key = add("aws:kms/key:Key", "data", Map.of("enableKeyRotation", true, "deletionWindowInDays", 30));
        add("aws:kms/alias:Alias", "data", Map.of("name", "alias/data", "targetKeyId", key.id()));
        Made logs = add(
                "aws:cloudwatch/logGroup:LogGroup", "api", Map.of("retentionInDays", 30, "kmsKeyId", key.text("arn")));
        Made role = role("task");
        add(
                "aws:iam/rolePolicy:RolePolicy",
                "task",
                Map.of(
                        "role",
                        role.text("name"),
                        "policy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}"));
        add(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "task",
                Map.of(
                        "role",
                        role.text("name"),
                        "policyArn",
                        "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"));
        add(
                "aws:ec2/flowLog:FlowLog",
                "network",
                Map.of(
                        "vpcId",
                        vpc.id(),
                        "trafficType",
                        "ALL",
                        "logDestination",
                        logs.text("arn"),
                        "iamRoleArn",
                        role.text("arn")));
        Made flags = add("aws:appconfig/application:Application", "flags", Map.of());
        add("aws:appconfig/environment:Environment", "flags", Map.of("applicationId", flags.id()));
        Made deployments = add("aws:codedeploy/application:Application", "api", Map.of());
        add(
                "aws:codedeploy/deploymentGroup:DeploymentGroup",
                "api",
                Map.of(
                        "appName",
                        deployments.text("name"),
                        "deploymentGroupName",
                        "api",
                        "serviceRoleArn",
                        role.text("arn")));
        Made topic = add("aws:sns/topic:Topic", "alerts", Map.of("kmsMasterKeyId", key.id()));
        add(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                "cpu",
                Map.of(
                        "comparisonOperator",
                        "GreaterThanThreshold",
                        "evaluationPeriods",
                        3,
                        "metricName",
                        "CPUUtilization",
                        "namespace",
                        "AWS/ECS",
                        "statistic",
                        "Average",
                        "period",
                        60,
                        "threshold",
                        80,
                        "alarmActions",
                        List.of(topic.id())));
        Made database = add(
                "aws:rds/instance:Instance",
                "database",
                database(Map.of("storageEncrypted", true, "kmsKeyId", key.text("arn"))));
        add(
                "aws:rds/instance:Instance",
                "database-replica",
                Map.of(
                        "replicateSourceDb",
                        database.text("identifier"),
                        "instanceClass",
                        "db.t4g.medium",
                        "skipFinalSnapshot",
                        true));
        Made cacheSubnets = add("aws:elasticache/subnetGroup:SubnetGroup", "cache", Map.of("subnetIds", subnetIds()));
        add(
                "aws:elasticache/replicationGroup:ReplicationGroup",
                "cache",
                Map.of(
                        "description",
                        "cache",
                        "nodeType",
                        "cache.t4g.small",
                        "numCacheClusters",
                        2,
                        "automaticFailoverEnabled",
                        true,
                        "multiAzEnabled",
                        true,
                        "transitEncryptionEnabled",
                        true,
                        "subnetGroupName",
                        cacheSubnets.text("name"),
                        "securityGroupIds",
                        List.of(group.id())));
        Made bucket = add("aws:s3/bucketV2:BucketV2", "uploads", Map.of());
        add(
                "aws:s3/bucketVersioningV2:BucketVersioningV2",
                "uploads",
                Map.of("bucket", bucket.id(), "versioningConfiguration", Map.of("status", "Enabled")));
        Made secret = add("aws:secretsmanager/secret:Secret", "api", Map.of("kmsKeyId", key.text("arn")));
        add(
                "aws:secretsmanager/secretVersion:SecretVersion",
                "api",
                Map.of("secretId", secret.id(), "secretString", "not-for-messages"));
        Made repository = add(
                "aws:ecr/repository:Repository", "api", Map.of("imageTagMutability", "IMMUTABLE", "forceDelete", true));
        add(
                "docker:index/image:Image",
                "api",
                Map.of("imageName", repository.text("repositoryUrl") + ":1.0", "build", Map.of("context", ".")));
        Made cluster = add("aws:ecs/cluster:Cluster", "cluster", Map.of());
        Made balancer = add(
                "aws:lb/loadBalancer:LoadBalancer",
                "web",
                Map.of("subnets", subnetIds(), "securityGroups", List.of(group.id())));
        Made targets = add(
                "aws:lb/targetGroup:TargetGroup",
                "api",
                Map.of("vpcId", vpc.id(), "port", 3000, "protocol", "HTTP", "targetType", "ip"));
        Made listener = add(
                "aws:lb/listener:Listener",
                "http",
                Map.of(
                        "loadBalancerArn", balancer.id(),
                        "port", 80,
                        "defaultActions", List.of(Map.of("type", "forward", "targetGroupArn", targets.id()))));
        add(
                "aws:lb/listenerRule:ListenerRule",
                "api",
                Map.of(
                        "listenerArn", listener.id(),
                        "priority", 10,
                        "actions", List.of(Map.of("type", "forward", "targetGroupArn", targets.id())),
                        "conditions", List.of(Map.of("pathPattern", Map.of("values", List.of("/api/*"))))));
        Made task =
                add("aws:ecs/taskDefinition:TaskDefinition", "api", task(Map.of("executionRoleArn", role.text("arn"))));
        Made service = add(
                "aws:ecs/service:Service",
                "api",
                Map.of(
                        "cluster", cluster.id(),
                        "taskDefinition", task.text("arn"),
                        "launchType", "FARGATE",
                        "desiredCount", 2,
                        "networkConfiguration", Map.of("subnets", subnetIds(), "securityGroups", List.of(group.id())),
                        "loadBalancers",
                                List.of(Map.of(
                                        "targetGroupArn",
                                        targets.id(),
                                        "containerName",
                                        "api",
                                        "containerPort",
                                        3000))));
        Made target = add(
                "aws:appautoscaling/target:Target",
                "api",
                Map.of(
                        "minCapacity",
                        2,
                        "maxCapacity",
                        20,
                        "resourceId",
                        "service/" + cluster.text("name") + "/" + service.text("name"),
                        "scalableDimension",
                        "ecs:service:DesiredCount",
                        "serviceNamespace",
                        "ecs"));
        add(
                "aws:appautoscaling/policy:Policy",
                "api",
                Map.of(
                        "policyType", "TargetTrackingScaling",
                        "targetTrackingScalingPolicyConfiguration",
                                Map.of(
                                        "targetValue",
                                        60,
                                        "predefinedMetricSpecification",
                                        Map.of("predefinedMetricType", "ECSServiceAverageCPUUtilization")),
                        "resourceId", target.text("resourceId"),
                        "scalableDimension", "ecs:service:DesiredCount",
                        "serviceNamespace", "ecs"));
        Made acl = add(
                "aws:wafv2/webAcl:WebAcl",
                "web",
                Map.of(
                        "scope", "REGIONAL",
                        "defaultAction", Map.of("allow", Map.of()),
                        "visibilityConfig",
                                Map.of(
                                        "cloudwatchMetricsEnabled",
                                        true,
                                        "metricName",
                                        "web",
                                        "sampledRequestsEnabled",
                                        true)));
        add(
                "aws:wafv2/webAclAssociation:WebAclAssociation",
                "web",
                Map.of("webAclArn", acl.text("arn"), "resourceArn", balancer.id()));
        Made vault = add("aws:backup/vault:Vault", "backup", Map.of("kmsKeyArn", key.text("arn")));
        Made plan = add(
                "aws:backup/plan:Plan",
                "backup",
                Map.of(
                        "rules",
                        List.of(Map.of(
                                "ruleName",
                                "daily",
                                "targetVaultName",
                                vault.text("name"),
                                "schedule",
                                "cron(0 3 * * ? *)"))));
        add(
                "aws:backup/selection:Selection",
                "backup",
                Map.of(
                        "planId",
                        plan.id(),
                        "iamRoleArn",
                        role.text("arn"),
                        "resources",
                        List.of(database.text("arn"))));
        String zone = "0123456789abcdef0123456789abcdef";
        add(
                "cloudflare:index/dnsRecord:DnsRecord",
                "api",
                Map.of(
                        "zoneId",
                        zone,
                        "name",
                        "api.example.com",
                        "type",
                        "CNAME",
                        "ttl",
                        1,
                        "content",
                        balancer.text("dnsName"),
                        "proxied",
                        true));
        add(
                "cloudflare:index/zoneSetting:ZoneSetting",
                "ssl",
                Map.of("zoneId", zone, "settingId", "ssl", "value", "strict"));
        return this;
    }

    /** A task definition's inputs, with others put over them. */
    static Map<String, Object> task(Map<String, Object> more) {
        Map<String, Object> inputs = new LinkedHashMap<>(Map.of(
                "family", "api",
                "cpu", "512",
                "memory", "1024",
                "networkMode", "awsvpc",
                "requiresCompatibilities", List.of("FARGATE"),
                "containerDefinitions",
                        "[{\"name\":\"api\",\"image\":\"api:1.0\",\"portMappings\":[{\"containerPort\":3000}]}]"));
        inputs.putAll(more);
        return inputs;
    }
}
