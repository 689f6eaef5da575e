package dev.plinth.testkit;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceOptions;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a program on mocks and records every resource that it registers, components included. Each test needs its own instance:
 *
 * <pre>{@code
 * @RegisterExtension
 * final RecordingMocks mocks = new RecordingMocks();
 *
 * var network = mocks.run(() -> new Network("network", NetworkArgs.builder().build()));
 * assertThat(mocks.only("aws:ec2/vpc:Vpc").inputs()).containsEntry("cidrBlock", "10.0.0.0/16");
 * assertThat(RecordingMocks.value(network.vpcId())).isEqualTo("network-vpc-id");
 * }</pre>
 *
 * <p>A resource answers with its inputs, the id {@code <name>-id}, an ARN, a {@code name} as auto-naming would give it, and what
 * {@link #OUTPUTS} adds for its type. As an extension it cleans the SDK's state up after each test.
 */
public final class RecordingMocks implements Mocks, AfterEachCallback {

    /** The account that the mocks answer with. */
    public static final String ACCOUNT_ID = "123456789012";
    /** The region that the mocks answer with. */
    public static final String REGION = "eu-central-1";
    /** The suffix that stands for Pulumi's random one in auto-named resources. */
    public static final String AUTO_NAME_SUFFIX = "-1a2b3c4";

    /**
     * One registered resource.
     *
     * @param type the type token
     * @param name the logical name
     * @param inputs the inputs as the engine would get them; absent ones have no key
     * @param provider a reference to the explicit provider, ending in the provider's id, or empty for the default one
     */
    public record Recorded(String type, String name, Map<String, Object> inputs, String provider) {

        /** An input, by name; fails when it is absent. */
        public Object input(String key) {
            return Optional.ofNullable(inputs.get(key))
                    .orElseThrow(() -> new AssertionError(
                            type + " '" + name + "' has no input " + key + ", only " + inputs.keySet()));
        }

        /** An input that is text. */
        public String text(String key) {
            return (String) input(key);
        }

        /** An input that is an object. */
        @SuppressWarnings("unchecked")
        public Map<String, Object> object(String key) {
            return (Map<String, Object>) input(key);
        }

        /** An input that is a list of objects. */
        @SuppressWarnings("unchecked")
        public List<Map<String, Object>> objects(String key) {
            return (List<Map<String, Object>>) input(key);
        }

        /** An input that is a list of texts. */
        @SuppressWarnings("unchecked")
        public List<String> texts(String key) {
            return (List<String>) input(key);
        }
    }

    /** What a resource of a type answers beyond id, ARN, name and its inputs. */
    private static final Map<String, Function<Recorded, Map<String, Object>>> OUTPUTS = Map.ofEntries(
            Map.entry("aws:s3/bucketV2:BucketV2", recorded -> {
                String bucket = physicalName(recorded, "bucket");
                return Map.of(
                        "id",
                        bucket,
                        "bucket",
                        bucket,
                        "arn",
                        "arn:aws:s3:::" + bucket,
                        "region",
                        REGION,
                        "bucketDomainName",
                        bucket + ".s3.amazonaws.com",
                        "bucketRegionalDomainName",
                        bucket + ".s3." + REGION + ".amazonaws.com");
            }),
            Map.entry("aws:kms/key:Key", recorded -> Map.of("keyId", recorded.name() + "-id")),
            Map.entry(
                    "aws:kms/alias:Alias",
                    recorded -> Map.of("name", recorded.inputs().getOrDefault("name", "alias/" + recorded.name()))),
            Map.entry(
                    "aws:sqs/queue:Queue",
                    recorded -> Map.of(
                            "url",
                            "https://sqs." + REGION + ".amazonaws.com/" + ACCOUNT_ID + "/"
                                    + physicalName(recorded, "name"))),
            Map.entry("aws:ec2/eip:Eip", recorded -> Map.of("allocationId", recorded.name() + "-id")),
            Map.entry(
                    "aws:ec2/vpcEndpoint:VpcEndpoint",
                    recorded -> Map.of("prefixListId", "pl-" + recorded.name(), "state", "available")),
            Map.entry("aws:rds/instance:Instance", recorded -> {
                String identifier = physicalName(recorded, "identifier");
                return Map.of(
                        "identifier",
                        identifier,
                        "arn",
                        "arn:aws:rds:" + REGION + ":" + ACCOUNT_ID + ":db:" + identifier,
                        "address",
                        identifier + ".abcdefghijkl." + REGION + ".rds.amazonaws.com",
                        "endpoint",
                        identifier + ".abcdefghijkl." + REGION + ".rds.amazonaws.com:5432",
                        "port",
                        5432,
                        "resourceId",
                        "db-" + identifier,
                        "masterUserSecrets",
                        List.of(Map.of(
                                "secretArn",
                                "arn:aws:secretsmanager:" + REGION + ":" + ACCOUNT_ID + ":secret:rds!db-" + identifier,
                                "secretStatus",
                                "active")));
            }),
            Map.entry("aws:elasticache/replicationGroup:ReplicationGroup", recorded -> {
                String id = physicalName(recorded, "replicationGroupId");
                return Map.of(
                        "id",
                        id,
                        "replicationGroupId",
                        id,
                        "primaryEndpointAddress",
                        "master." + id + ".abcdef.euc1.cache.amazonaws.com",
                        "readerEndpointAddress",
                        "replica." + id + ".abcdef.euc1.cache.amazonaws.com",
                        "port",
                        6379);
            }),
            Map.entry(
                    "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
                    recorded -> Map.of(
                            "outputs",
                            Map.of(
                                    "RotationLambdaARN",
                                    "arn:aws:lambda:" + REGION + ":" + ACCOUNT_ID + ":function:" + recorded.name()))),
            Map.entry(
                    "aws:ecr/repository:Repository",
                    recorded -> Map.of(
                            "repositoryUrl",
                            ACCOUNT_ID + ".dkr.ecr." + REGION + ".amazonaws.com/" + physicalName(recorded, "name"))),
            Map.entry(
                    "aws:ecs/taskDefinition:TaskDefinition",
                    recorded -> Map.of(
                            "revision",
                            1,
                            "arnWithoutRevision",
                            "arn:aws:ecs:" + REGION + ":" + ACCOUNT_ID + ":task-definition/" + recorded.name())),
            Map.entry(
                    "aws:lb/loadBalancer:LoadBalancer",
                    recorded -> Map.of(
                            "arnSuffix", "app/" + physicalName(recorded, "name") + "/50dc6c495c0c9188",
                            "dnsName", physicalName(recorded, "name") + "." + REGION + ".elb.amazonaws.com",
                            "zoneId", "Z215JYRZR1TBD5")),
            Map.entry(
                    "aws:lb/targetGroup:TargetGroup",
                    recorded ->
                            Map.of("arnSuffix", "targetgroup/" + physicalName(recorded, "name") + "/73e2d6bc24d8a067")),
            Map.entry(
                    "aws:acm/certificate:Certificate",
                    recorded -> Map.of(
                            "domainValidationOptions",
                            List.of(Map.of(
                                    "domainName", recorded.inputs().getOrDefault("domainName", "example.com"),
                                    "resourceRecordName", "_validate.example.com.",
                                    "resourceRecordType", "CNAME",
                                    "resourceRecordValue", "_target.acm-validations.aws.")))));

    private static final Map<String, Map<String, Object>> CALLS = Map.of(
            "aws:index/getCallerIdentity:getCallerIdentity",
            Map.of(
                    "accountId",
                    ACCOUNT_ID,
                    "arn",
                    "arn:aws:iam::" + ACCOUNT_ID + ":user/test",
                    "id",
                    ACCOUNT_ID,
                    "userId",
                    "test"),
            "aws:index/getRegion:getRegion",
            Map.of(
                    "name",
                    REGION,
                    "id",
                    REGION,
                    "description",
                    "Europe (Frankfurt)",
                    "endpoint",
                    "ec2." + REGION + ".amazonaws.com"),
            "aws:index/getPartition:getPartition",
            Map.of("partition", "aws", "id", "aws", "dnsSuffix", "amazonaws.com", "reverseDnsPrefix", "com.amazonaws"),
            "aws:index/getAvailabilityZones:getAvailabilityZones",
            Map.of(
                    "id",
                    REGION,
                    "names",
                    List.of(REGION + "a", REGION + "b", REGION + "c"),
                    "zoneIds",
                    List.of("euc1-az2", "euc1-az3", "euc1-az1"),
                    "groupNames",
                    List.of(REGION)));

    private final Map<String, Recorded> recorded = new ConcurrentHashMap<>();
    private final Map<String, ResourceOptions> options = new ConcurrentHashMap<>();
    private final Map<String, Function<Recorded, Map<String, Object>>> outputs = new HashMap<>(OUTPUTS);
    private final Map<String, Map<String, Object>> calls = new HashMap<>(CALLS);
    private final Set<String> components = ConcurrentHashMap.newKeySet();
    private final List<String> duplicates = new CopyOnWriteArrayList<>();

    /** Sets what resources of a type answer, over their inputs, for this test; the key {@code id} sets the id. */
    public RecordingMocks answer(String type, Function<Recorded, Map<String, Object>> result) {
        outputs.put(type, result);
        return this;
    }

    /** Sets what a function answers, by its token, for this test. */
    public RecordingMocks answerCall(String token, Map<String, Object> result) {
        calls.put(token, result);
        return this;
    }

    /**
     * Runs a program and waits for all its resources.
     *
     * @return what the program returned
     * @throws IllegalArgumentException the program's own, such as a component's for invalid arguments
     * @throws AssertionError when the program fails in another way, or registers two resources of one type and name
     */
    public <T> T run(Supplier<T> program) {
        CompletableFuture<T> returned = new CompletableFuture<>();
        TestResult result = PulumiTest.withOptions(TestOptions.builder()
                        .resourceTransformations(List.of(this::recordOptions))
                        .build())
                .withMocks(this)
                .runTest(context -> returned.complete(program.get()));
        for (Exception exception : result.exceptions()) {
            rethrowIllegalArgument(exception);
        }
        if (result.exitCode() != 0 || !result.errors().isEmpty()) {
            AssertionError failure = new AssertionError("The program failed: " + result.errors());
            result.exceptions().forEach(failure::addSuppressed);
            throw failure;
        }
        if (!duplicates.isEmpty()) {
            throw new AssertionError("Registered twice: " + duplicates);
        }
        return returned.join();
    }

    /** All resources, components included, sorted by type and name. */
    public List<Recorded> resources() {
        return recorded.values().stream()
                .sorted(Comparator.comparing(Recorded::type).thenComparing(Recorded::name))
                .toList();
    }

    /** All resources of a type, sorted by name. */
    public List<Recorded> ofType(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** The names of all resources of a type, sorted. */
    public List<String> names(String type) {
        return ofType(type).stream().map(Recorded::name).toList();
    }

    /** The only resource of a type; fails when there are none or several. */
    public Recorded only(String type) {
        List<Recorded> found = ofType(type);
        if (found.size() != 1) {
            throw new AssertionError("Expected one " + type + ", found " + names(type));
        }
        return found.get(0);
    }

    /** The resource of a type and logical name; fails when there is none. */
    public Recorded named(String type, String name) {
        return Optional.ofNullable(recorded.get(key(type, name)))
                .orElseThrow(() -> new AssertionError("No " + type + " '" + name + "', only " + names(type)));
    }

    /** The Pulumi options (protect, parent, aliases, …) with which a resource was registered. */
    public ResourceOptions options(Recorded resource) {
        return Optional.ofNullable(options.get(key(resource.type(), resource.name())))
                .orElseThrow(() -> new AssertionError("No options were recorded for " + resource));
    }

    /** The value of an output of a program that has run. */
    public static <T> T value(Output<T> output) {
        return PulumiTest.extractValue(output);
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
        Recorded resource = new Recorded(args.type, args.name, args.inputs, args.provider);
        if (recorded.put(key(args.type, args.name), resource) != null) {
            duplicates.add(key(args.type, args.name));
        }
        if (components.contains(key(args.type, args.name))) {
            return CompletableFuture.completedFuture(ResourceResult.of(Optional.empty(), Map.of()));
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("name", physicalName(resource, "name"));
        state.put("arn", arn(resource));
        state.putAll(args.inputs);
        state.putAll(outputs.getOrDefault(args.type, ignored -> Map.of()).apply(resource));
        String id = (String) state.getOrDefault("id", args.name + "-id");
        return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(id), state));
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
        Map<String, Object> answer = calls.get(args.token);
        if (answer == null) {
            return CompletableFuture.failedFuture(new AssertionError("No answer for the function " + args.token));
        }
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        PulumiTest.cleanup();
    }

    private Optional<ResourceTransformation.Result> recordOptions(ResourceTransformation.Args args) {
        Resource resource = args.resource();
        String key = key(resource.pulumiResourceType(), resource.pulumiResourceName());
        options.put(key, args.options());
        if (resource instanceof ComponentResource) {
            components.add(key);
        }
        return Optional.empty();
    }

    private static String key(String type, String name) {
        return type + "::" + name;
    }

    private static String physicalName(Recorded resource, String nameInput) {
        return (String) resource.inputs().getOrDefault(nameInput, resource.name() + AUTO_NAME_SUFFIX);
    }

    /** An ARN of the usual form; {@code aws:ecs/cluster:Cluster} 'api' gives {@code arn:aws:ecs:…:cluster/api}. */
    private static String arn(Recorded resource) {
        String[] parts = resource.type().split("[:/]", -1);
        String service = parts.length > 1 ? parts[1] : "unknown";
        String kind = parts[parts.length - 1].toLowerCase(Locale.ROOT);
        String region = service.equals("iam") ? "" : REGION;
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT_ID + ":" + kind + "/" + resource.name();
    }

    private static void rethrowIllegalArgument(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException invalid) {
                throw invalid;
            }
        }
    }
}
