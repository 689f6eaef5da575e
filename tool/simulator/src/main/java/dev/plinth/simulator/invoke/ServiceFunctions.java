package dev.plinth.simulator.invoke;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Functions of AWS's services that find a resource by its name, id or tags. */
final class ServiceFunctions {

    private static final String ACCOUNT = ProviderConfiguration.ACCOUNT;
    private static final String AWS_ALIAS = "alias/aws/";
    private static final String AWS_POLICIES = "arn:aws:iam::aws:policy/";
    private static final String NAME = "name";
    private static final String STATUS = "status";
    private static final String ENGINE_VERSION = "engineVersion";
    private static final String NOT_FOUND = "NotFound";

    /** When everything in the simulator was created. */
    private ServiceFunctions() {}

    static void register(Map<String, Function> functions) {
        security(functions);
        storage(functions);
        containers(functions);
        databases(functions);
        delivery(functions);
    }

    private static void security(Map<String, Function> functions) {
        Lookup secret = new Lookup("Secrets Manager Secret", AwsTypes.SECRETSMANAGER_SECRET)
                .derived("createdDate", Call::created)
                .derived("lastChangedDate", Call::created);
        functions.put(Tokens.aws("secretsmanager/getSecret"), secret);
        functions.put(Tokens.aws("secretsmanager/getSecretVersion"), ServiceFunctions::secretVersion);
        functions.put(Tokens.aws("secretsmanager/getRandomPassword"), ServiceFunctions::randomPassword);
        functions.put(Tokens.aws("kms/getAlias"), ServiceFunctions::alias);
        functions.put(Tokens.aws("kms/getKey"), ServiceFunctions::key);
        functions.put(
                Tokens.aws("acm/getCertificate"),
                new Lookup("ACM Certificate", AwsTypes.ACM_CERTIFICATE)
                        .by("domain", "domainName")
                        .by("statuses", STATUS)
                        .by("types", "type")
                        .by("keyTypes", "keyAlgorithm")
                        .derived("domain", (call, found) -> found.text("domainName"))
                        .derived("type", (call, found) -> "AMAZON_ISSUED")
                        .derived("keyAlgorithm", (call, found) -> "RSA_2048"));
        functions.put(
                Tokens.aws("iam/getRole"),
                new Lookup("IAM Role", AwsTypes.IAM_ROLE)
                        .derived("maxSessionDuration", (call, found) -> 3600L)
                        .derived("createDate", Call::created));
        functions.put(Tokens.aws("iam/getPolicy"), ServiceFunctions::policy);
        functions.put(
                Tokens.aws("iam/getUser"),
                new Lookup("IAM User", AwsTypes.IAM_USER)
                        .by("userName", NAME)
                        .result("userName", NAME)
                        .result("userId", "uniqueId"));
        functions.put(
                Tokens.aws("iam/getInstanceProfile"),
                new Lookup("IAM Instance Profile", AwsTypes.IAM_INSTANCE_PROFILE)
                        .result("roleName", "role")
                        .derived("createDate", Call::created)
                        .derived("roleArn", (call, found) -> call.resources(AwsTypes.IAM_ROLE).stream()
                                .filter(role -> role.id().equals(found.text("role")))
                                .map(StoredResource::arn)
                                .findFirst()
                                .orElse(null)));
        functions.put(
                Tokens.aws("cognito/getUserPool"),
                new Lookup("Cognito User Pool", AwsTypes.COGNITO_USER_POOL).by("userPoolId", "id"));
        functions.put(Tokens.aws("wafv2/getWebAcl"), new Lookup("WAFv2 Web ACL", AwsTypes.WAFV2_WEB_ACL));
    }

    private static Map<String, Object> secretVersion(Call call) {
        String wanted = call.text("secretId", "");
        StoredResource secret = new Lookup("Secrets Manager Secret", AwsTypes.SECRETSMANAGER_SECRET)
                .by("secretId", "id", "arn", NAME)
                .ignoring("versionId", "versionStage")
                .one(call);
        String stage = call.text("versionStage", "AWSCURRENT");
        String version = call.text("versionId", "");
        List<StoredResource> versions = call.resources(AwsTypes.SECRETSMANAGER_SECRET_VERSION).stream()
                .filter(found ->
                        List.of(secret.id(), secret.arn(), secret.text(NAME)).contains(found.text("secretId")))
                .filter(found -> version.isEmpty()
                        ? found.texts("versionStages").contains(stage)
                        : version.equals(found.text("versionId")))
                .toList();
        if (versions.isEmpty()) {
            throw new CloudException(
                    NOT_FOUND,
                    "ResourceNotFoundException: Secrets Manager can't find the specified secret value for "
                            + (version.isEmpty() ? "staging label: " + stage : "VersionId: " + version)
                            + " of " + wanted);
        }
        StoredResource found = versions.get(versions.size() - 1);
        Map<String, Object> result = new LinkedHashMap<>(found.state());
        result.put("arn", secret.arn());
        result.put("id", secret.id() + "|" + (version.isEmpty() ? stage : version));
        result.put("secretId", wanted);
        result.put("createdDate", call.created(found));
        return result;
    }

    private static Map<String, Object> randomPassword(Call call) {
        Map<String, Object> arguments = call.arguments();
        int length = arguments.get("passwordLength") instanceof Number number ? number.intValue() : 32;
        StringBuilder password = new StringBuilder();
        for (int part = 0; password.length() < length; part++) {
            password.append(Operation.digest(Values.canonical(arguments) + part));
        }
        // One of each kind, as the service does by default.
        return Map.of("id", call.region(), "randomPassword", ("Aa1" + password).substring(0, length));
    }

    private static Map<String, Object> alias(Call call) {
        String name = call.text(NAME, "");
        if (!name.startsWith(AWS_ALIAS)) {
            return new Lookup("KMS Alias", AwsTypes.KMS_ALIAS).call(call);
        }
        // The keys of AWS's own services exist in each region.
        String key = awsKey(call, name);
        String prefix = "arn:aws:kms:" + call.region() + ":" + ACCOUNT + ":";
        return Map.of(
                "id",
                name,
                NAME,
                name,
                "arn",
                prefix + name,
                "targetKeyId",
                key,
                "targetKeyArn",
                prefix + "key/" + key);
    }

    private static String awsKey(Call call, String alias) {
        String hex = Operation.digest("aws key " + call.region() + alias);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }

    private static Map<String, Object> key(Call call) {
        String wanted = call.text("keyId", "");
        int alias = wanted.indexOf("alias/");
        String name = alias < 0 ? "" : wanted.substring(alias);
        if (name.startsWith(AWS_ALIAS)) {
            String key = awsKey(call, name);
            Map<String, Object> result = new LinkedHashMap<>(keyProperties(true));
            result.put("id", key);
            result.put("keyId", wanted);
            result.put("arn", "arn:aws:kms:" + call.region() + ":" + ACCOUNT + ":key/" + key);
            result.put("keyManager", "AWS");
            return result;
        }
        Lookup keys = new Lookup("KMS Key", AwsTypes.KMS_KEY, AwsTypes.KMS_REPLICA_KEY)
                .by("keyId", "id", "arn")
                .ignoring("grantTokens");
        Call resolved = call;
        if (alias >= 0) {
            StoredResource found = new Lookup("KMS Alias", AwsTypes.KMS_ALIAS).one(call.with(Map.of(NAME, name)));
            resolved = call.with(Map.of("keyId", found.text("targetKeyId")));
        }
        StoredResource found = keys.one(resolved);
        Map<String, Object> result = new LinkedHashMap<>(keyProperties(!Boolean.FALSE.equals(found.get("isEnabled"))));
        result.putAll(found.state());
        result.put("creationDate", call.created(found));
        result.put("keyId", wanted);
        result.put("keySpec", result.getOrDefault("customerMasterKeySpec", "SYMMETRIC_DEFAULT"));
        return result;
    }

    private static Map<String, Object> keyProperties(boolean enabled) {
        return Map.of(
                "awsAccountId",
                ACCOUNT,
                "enabled",
                enabled,
                "keyState",
                enabled ? "Enabled" : "Disabled",
                "keyManager",
                "CUSTOMER",
                "origin",
                "AWS_KMS",
                "keyUsage",
                "ENCRYPT_DECRYPT",
                "keySpec",
                "SYMMETRIC_DEFAULT",
                "customerMasterKeySpec",
                "SYMMETRIC_DEFAULT",
                "creationDate",
                Store.START.toString());
    }

    /** AWS's own policies exist, whatever their name; what they say is not known here. */
    private static Map<String, Object> policy(Call call) {
        String arn = call.text("arn", "");
        if (arn.startsWith(AWS_POLICIES)) {
            String name = arn.substring(arn.lastIndexOf('/') + 1);
            return Map.of(
                    "id",
                    arn,
                    "arn",
                    arn,
                    NAME,
                    name,
                    "path",
                    "/" + arn.substring(AWS_POLICIES.length(), arn.length() - name.length()),
                    "policyId",
                    "ANPA" + Operation.digest(arn).substring(0, 17).toUpperCase(java.util.Locale.ROOT));
        }
        return new Lookup("IAM Policy", AwsTypes.IAM_POLICY)
                .by("pathPrefix", "pathPrefixes")
                .derived("pathPrefixes", (called, found) -> Optional.of(found.text("path"))
                        .filter(path -> path.startsWith(called.text("pathPrefix", "")))
                        .map(path -> called.text("pathPrefix", ""))
                        .orElse(null))
                .call(call);
    }

    private static void storage(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("s3/getBucket"),
                new Lookup("S3 Bucket", AwsTypes.S3_BUCKET_V2, AwsTypes.S3_BUCKET)
                        .by("bucket", "id")
                        .derived("region", (call, found) -> found.region())
                        .derived("bucketDomainName", (call, found) -> found.id() + ".s3.amazonaws.com")
                        .derived(
                                "bucketRegionalDomainName",
                                (call, found) -> found.id() + ".s3." + found.region() + ".amazonaws.com"));
        Lookup object = new Lookup("S3 Object", AwsTypes.S3_BUCKET_OBJECTV2, AwsTypes.S3_BUCKET_OBJECT)
                .ignoring("range", "checksumMode", "versionId")
                .derived("body", (call, found) -> found.get("content"))
                .derived("contentLength", (call, found) ->
                        (long) found.text("content").getBytes(StandardCharsets.UTF_8).length);
        functions.put(Tokens.aws("s3/getObject"), object);
        functions.put(Tokens.aws("s3/getBucketObject"), object);
        functions.put(
                Tokens.aws("dynamodb/getTable"),
                new Lookup("DynamoDB Table", AwsTypes.DYNAMODB_TABLE)
                        .ignoring("serverSideEncryption")
                        .derived("billingMode", (call, found) -> "PROVISIONED"));
        functions.put(
                Tokens.aws("efs/getFileSystem"),
                new Lookup("EFS file system", AwsTypes.EFS_FILE_SYSTEM)
                        .by("fileSystemId", "id")
                        .derived("fileSystemId", (call, found) -> found.id()));
        functions.put(
                Tokens.aws("sqs/getQueue"),
                new Lookup("SQS Queue", AwsTypes.SQS_QUEUE)
                        .derived(
                                "url",
                                (call, found) -> "https://sqs." + found.region() + ".amazonaws.com/" + ACCOUNT + "/"
                                        + found.text(NAME)));
        functions.put(Tokens.aws("sns/getTopic"), new Lookup("SNS Topic", AwsTypes.SNS_TOPIC));
        functions.put(
                Tokens.aws("cloudwatch/getLogGroup"),
                new Lookup("CloudWatch Logs Log Group", AwsTypes.CLOUDWATCH_LOG_GROUP));
        functions.put(
                Tokens.aws("cloudwatch/getEventBus"),
                new Lookup("EventBridge Event Bus", AwsTypes.CLOUDWATCH_EVENT_BUS));
        functions.put(
                Tokens.aws("lambda/getFunction"),
                new Lookup("Lambda Function", AwsTypes.LAMBDA_FUNCTION)
                        .by("functionName", NAME, "arn")
                        .ignoring("qualifier")
                        .result("functionName", NAME));
    }

    private static void containers(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("ecr/getRepository"),
                new Lookup("ECR Repository", AwsTypes.ECR_REPOSITORY)
                        .result("imageScanningConfigurations", "imageScanningConfiguration")
                        .derived("mostRecentImageTags", (call, found) -> tags(found)));
        functions.put(Tokens.aws("ecr/getImage"), ServiceFunctions::image);
        functions.put(Tokens.aws("ecr/getAuthorizationToken"), call -> {
            String password = Operation.digest("ecr " + call.region());
            String token = Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8));
            String registry = call.text("registryId", ACCOUNT);
            return Map.of(
                    "authorizationToken",
                    token,
                    "expiresAt",
                    call.now().plus(Duration.ofHours(12)).toString(),
                    "id",
                    call.region(),
                    "password",
                    password,
                    "proxyEndpoint",
                    "https://" + registry + ".dkr.ecr." + call.region() + ".amazonaws.com",
                    "userName",
                    "AWS",
                    "registryId",
                    registry);
        });
        functions.put(
                Tokens.aws("ecs/getCluster"),
                new Lookup("ECS Cluster", AwsTypes.ECS_CLUSTER)
                        .by("clusterName", NAME, "arn")
                        .result("clusterName", NAME)
                        .derived(STATUS, (call, found) -> "ACTIVE"));
        functions.put(
                Tokens.aws("ecs/getService"),
                new Lookup("ECS Service", AwsTypes.ECS_SERVICE)
                        .by("clusterArn", "cluster")
                        .by("serviceName", NAME)
                        .result("clusterArn", "cluster")
                        .result("serviceName", NAME));
        functions.put(Tokens.aws("ecs/getTaskDefinition"), ServiceFunctions::taskDefinition);
        functions.put(
                Tokens.aws("eks/getCluster"),
                new Lookup("EKS Cluster", AwsTypes.EKS_CLUSTER)
                        .derived(STATUS, (call, found) -> "ACTIVE")
                        .derived("createdAt", Call::created));
        functions.put(Tokens.aws("eks/getClusterAuth"), call -> {
            String name = call.text(NAME, "");
            String request = "https://sts." + call.region()
                    + ".amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Signature="
                    + Operation.digest("eks " + name);
            return Map.of(
                    "id",
                    name,
                    NAME,
                    name,
                    "token",
                    "k8s-aws-v1."
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(request.getBytes(StandardCharsets.UTF_8)));
        });
        functions.put(Tokens.aws("autoscaling/getGroup"), new Lookup("Auto Scaling Group", AwsTypes.AUTOSCALING_GROUP));
    }

    private static List<String> tags(StoredResource repository) {
        return repository.texts("simulatedImages").stream()
                .map(image -> image.substring(image.lastIndexOf(':') + 1))
                .toList();
    }

    private static Map<String, Object> image(Call call) {
        StoredResource repository = new Lookup("ECR Repository", AwsTypes.ECR_REPOSITORY)
                .by("repositoryName", NAME)
                .ignoring("imageTag", "imageDigest")
                .one(call);
        String url = repository.text("repositoryUrl");
        List<String> tags = tags(repository).stream()
                .filter(tag -> call.text("imageTag", tag).equals(tag))
                .filter(tag -> call.text("imageDigest", digest(url, tag)).equals(digest(url, tag)))
                .toList();
        if (tags.isEmpty()) {
            throw new CloudException(
                    NOT_FOUND, "no matching image found in the ECR Repository " + repository.text(NAME));
        }
        if (tags.size() > 1 && !call.flag("mostRecent")) {
            throw new CloudException(
                    "TooManyResults",
                    "Your query returned more than one result. Please try a more specific search"
                            + " criteria, or set `most_recent` attribute to true.");
        }
        String tag = tags.get(tags.size() - 1);
        String digest = digest(url, tag);
        return Map.of(
                "id",
                digest,
                "imageDigest",
                digest,
                "imageTags",
                List.of(tag),
                "imageUri",
                url + "@" + digest,
                "registryId",
                ACCOUNT,
                "repositoryName",
                repository.text(NAME));
    }

    private static String digest(String url, String tag) {
        return "sha256:" + Operation.digest(url + ":" + tag);
    }

    /** A task definition by family, which means its latest revision, by family and revision, or by ARN. */
    private static Map<String, Object> taskDefinition(Call call) {
        String wanted = call.text("taskDefinition", "");
        StoredResource found = call.resources(AwsTypes.ECS_TASK_DEFINITION).stream()
                .filter(candidate -> Stream.of(
                                candidate.arn(),
                                candidate.text("family"),
                                candidate.text("family") + ":" + candidate.number("revision", 1))
                        .anyMatch(wanted::equals))
                .max(Comparator.comparingLong(candidate -> candidate.number("revision", 1)))
                .orElseThrow(() -> new CloudException(
                        NOT_FOUND, "reading ECS Task Definition (" + wanted + "): couldn't find resource"));
        Map<String, Object> result = new LinkedHashMap<>(found.state());
        result.put("id", found.arn());
        result.put(STATUS, "ACTIVE");
        return result;
    }

    private static void databases(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("rds/getInstance"),
                new Lookup("RDS DB Instance", AwsTypes.RDS_INSTANCE)
                        .by("dbInstanceIdentifier", "identifier")
                        .result("dbInstanceIdentifier", "identifier")
                        .result("dbInstanceArn", "arn")
                        .result("dbInstanceClass", "instanceClass")
                        .result("dbInstancePort", "port")
                        .result("dbSubnetGroup", "dbSubnetGroupName")
                        .result("dbParameterGroups", "parameterGroupName")
                        .result("optionGroupMemberships", "optionGroupName")
                        .result("masterUsername", "username")
                        .result("vpcSecurityGroups", "vpcSecurityGroupIds")
                        .result("preferredBackupWindow", "backupWindow")
                        .result("preferredMaintenanceWindow", "maintenanceWindow"));
        functions.put(Tokens.aws("rds/getCluster"), new Lookup("RDS Cluster", AwsTypes.RDS_CLUSTER));
        functions.put(Tokens.aws("rds/getEngineVersion"), ServiceFunctions::engineVersion);
        functions.put(Tokens.aws("rds/getOrderableDbInstance"), ServiceFunctions::orderableInstance);
        functions.put(
                Tokens.aws("elasticache/getReplicationGroup"),
                new Lookup("ElastiCache Replication Group", AwsTypes.ELASTICACHE_REPLICATION_GROUP)
                        .derived("authTokenEnabled", (call, found) -> !found.text("authToken")
                                .isEmpty()));
        functions.put(
                Tokens.aws("elasticache/getCluster"), new Lookup("ElastiCache Cluster", AwsTypes.ELASTICACHE_CLUSTER));
    }

    /** Which versions there are changes from month to month, so a call must name one in full. */
    private static String version(Call call, String argument, String preferred) {
        String named = call.text(argument, "");
        return Stream.concat(call.texts(preferred).stream(), Stream.of(named))
                .filter(version -> version.contains("."))
                .findFirst()
                .orElseThrow(() -> new CloudException(
                        NOT_FOUND,
                        "the simulator has no list of engine versions: name one in full in " + argument + " or "
                                + preferred));
    }

    private static Map<String, Object> engineVersion(Call call) {
        String engine = call.text("engine", "");
        String version = version(call, "version", "preferredVersions");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", version);
        result.put("engine", engine);
        result.put("version", version);
        result.put("versionActual", version);
        result.put("engineDescription", engine);
        result.put("versionDescription", engine + " " + version);
        result.put("parameterGroupFamily", family(engine, version));
        result.put(STATUS, "available");
        result.put("supportsReadReplica", true);
        return result;
    }

    /**
     * The family of the parameter groups of a version, such as {@code postgres16} and {@code aurora-mysql8.0}.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html">CreateDBParameterGroup</a>
     */
    private static String family(String engine, String version) {
        String[] parts = version.split("[.]", -1);
        return engine
                + (engine.endsWith("postgresql") || "postgres".equals(engine) ? parts[0] : parts[0] + "." + parts[1]);
    }

    private static Map<String, Object> orderableInstance(Call call) {
        String version = version(call, ENGINE_VERSION, "preferredEngineVersions");
        String instanceClass = Stream.concat(
                        call.texts("preferredInstanceClasses").stream(), Stream.of(call.text("instanceClass", "")))
                .filter(name -> name.startsWith("db."))
                .findFirst()
                .orElseThrow(() -> new CloudException(
                        NOT_FOUND,
                        "the simulator has no list of instance classes: name one in instanceClass or"
                                + " preferredInstanceClasses"));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", instanceClass);
        result.put(ENGINE_VERSION, version);
        result.put("instanceClass", instanceClass);
        result.put("storageType", call.text("storageType", "gp3"));
        result.put("vpc", true);
        result.put("multiAzCapable", true);
        result.put("readReplicaCapable", true);
        for (String capability : List.of(
                "supportsEnhancedMonitoring",
                "supportsIamDatabaseAuthentication",
                "supportsMultiAz",
                "supportsPerformanceInsights",
                "supportsStorageAutoscaling",
                "supportsStorageEncryption")) {
            result.put(capability, true);
        }
        return result;
    }

    private static void delivery(Map<String, Function> functions) {
        for (String module : List.of("lb", "alb")) {
            functions.put(
                    Tokens.aws(module + "/getLoadBalancer"),
                    new Lookup("ELBv2 Load Balancer", AwsTypes.LB_LOAD_BALANCER, AwsTypes.ALB_LOAD_BALANCER));
            functions.put(
                    Tokens.aws(module + "/getListener"),
                    new Lookup("ELBv2 Listener", AwsTypes.LB_LISTENER, AwsTypes.ALB_LISTENER));
            functions.put(
                    Tokens.aws(module + "/getTargetGroup"),
                    new Lookup("ELBv2 Target Group", AwsTypes.LB_TARGET_GROUP, AwsTypes.ALB_TARGET_GROUP));
        }
        functions.put(
                Tokens.aws("cloudfront/getDistribution"),
                new Lookup("CloudFront Distribution", AwsTypes.CLOUDFRONT_DISTRIBUTION));
        functions.put(
                Tokens.aws("route53/getZone"),
                new Lookup("Route 53 Hosted Zone", AwsTypes.ROUTE53_ZONE)
                        .by(NAME, "names")
                        .by("vpcId", "vpcs.vpcId")
                        .derived(
                                "names",
                                (call, found) -> List.of(
                                        found.text(NAME).replaceFirst("\\.$", ""),
                                        found.text(NAME).replaceFirst("\\.?$", ".")))
                        .derived("zoneId", (call, found) -> found.id())
                        .derived("privateZone", (call, found) -> !Values.asList(found.get("vpcs"))
                                .isEmpty()));
    }
}
