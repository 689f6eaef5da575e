package dev.plinth.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Constants;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.ResourceArgs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

class ProtectionLiftingMonitorTest {

    private static final String LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";

    /** Names of inputs that protect from deletion; those of a launch template protect its instances, not itself. */
    private static final Pattern PROTECTING = Pattern.compile(
            "(enable)?(deletion|delete|termination)Protection(Enabled)?|disableApiTermination|mutationProtection");

    private static final List<RegisterResourceRequest> REGISTERED = new ArrayList<>();

    private static final Monitor ENGINE = (Monitor) Proxy.newProxyInstance(
            Monitor.class.getClassLoader(), new Class<?>[] {Monitor.class}, (proxy, method, arguments) -> {
                REGISTERED.add((RegisterResourceRequest) arguments[1]);
                return CompletableFuture.completedFuture(RegisterResourceResponse.getDefaultInstance());
            });

    private static RegisterResourceRequest lift(RegisterResourceRequest.Builder request) {
        REGISTERED.clear();
        new ProtectionLiftingMonitor(ENGINE)
                .registerResourceAsync(null, request.build())
                .join();
        return REGISTERED.get(0);
    }

    private static Struct lift(String type, Struct inputs) {
        return lift(RegisterResourceRequest.newBuilder()
                        .setType(type)
                        .setCustom(true)
                        .setObject(inputs))
                .getObject();
    }

    private static Struct inputs(String name, Value value) {
        return Struct.newBuilder()
                .putFields("name", text("kept"))
                .putFields(name, value)
                .build();
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }

    private static Value flag(boolean value) {
        return Value.newBuilder().setBoolValue(value).build();
    }

    /** One input of a type of the SDK. */
    private record Input(String type, String name, boolean flag) {}

    /** The inputs of all resource types of the AWS SDK. */
    private static List<Input> inputsOfTheSdk() throws IOException, ClassNotFoundException {
        List<Input> found = new ArrayList<>();
        String jar = com.pulumi.aws.Provider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        try (JarFile classes = new JarFile(jar)) {
            for (String entry : classes.stream().map(Object::toString).sorted().toList()) {
                if (!entry.endsWith("Args.class") || entry.contains("$") || entry.contains("/inputs/")) {
                    continue;
                }
                String name = entry.replace('/', '.').replaceAll("Args\\.class$", "");
                Class<?> resource = load(name);
                Class<?> arguments = load(name + "Args");
                if (resource == null || arguments == null || !ResourceArgs.class.isAssignableFrom(arguments)) {
                    continue;
                }
                ResourceType type = resource.getAnnotation(ResourceType.class);
                if (type == null) {
                    continue;
                }
                Stream.of(arguments.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(Import.class))
                        .forEach(field -> found.add(new Input(
                                type.type(),
                                field.getName(),
                                field.getGenericType().getTypeName().contains("Boolean"))));
            }
        }
        return found;
    }

    private static @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, ProtectionLiftingMonitorTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    static Stream<Arguments> protectingInputsOfTheSdk() throws IOException, ClassNotFoundException {
        return inputsOfTheSdk().stream()
                .filter(input -> PROTECTING.matcher(input.name()).matches())
                .filter(input -> !input.type().equals("aws:ec2/launchTemplate:LaunchTemplate"))
                .map(input -> Arguments.of(input.type(), input.name(), input.flag()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("protectingInputsOfTheSdk")
    void everyProtectionOfTheSdksTypesIsLifted(String type, String name, boolean isFlag) {
        Struct lifted = lift(type, inputs(name, isFlag ? flag(true) : text("ACTIVE")));

        Value off = lifted.getFieldsOrThrow(name);
        if (isFlag) {
            assertThat(off).isEqualTo(flag(false));
        } else {
            assertThat(off.getStringValue()).isIn("INACTIVE", "DISABLED");
        }
        assertThat(lifted.getFieldsOrThrow("name")).isEqualTo(text("kept"));
    }

    @Test
    void noTypeIsGivenAnInputThatItLacks() throws IOException, ClassNotFoundException {
        TreeMap<String, List<String>> byType = new TreeMap<>();
        inputsOfTheSdk().forEach(input -> byType.computeIfAbsent(input.type(), type -> new ArrayList<>())
                .add(input.name()));

        assertThat(byType).hasSizeGreaterThan(1000);
        assertThat(byType).allSatisfy((type, names) -> assertThat(
                        lift(type, Struct.getDefaultInstance()).getFieldsMap().keySet())
                .isSubsetOf(names));
        assertThat(lift("aws:s3/bucketV2:BucketV2", Struct.getDefaultInstance()))
                .isEqualTo(Struct.getDefaultInstance());
        assertThat(lift(LOAD_BALANCER, Struct.getDefaultInstance())).isEqualTo(Struct.getDefaultInstance());
    }

    @ParameterizedTest
    @CsvSource({
        "aws:cloudtrail/eventDataStore:EventDataStore, terminationProtectionEnabled, false",
        "aws:qldb/ledger:Ledger, deletionProtection, false",
        "aws:neptunegraph/graph:Graph, deletionProtection, false",
        "aws:emr/cluster:Cluster, terminationProtection, false",
        "aws:ecr/repository:Repository, forceDelete, true",
        "aws:ecrpublic/repository:Repository, forceDestroy, true"
    })
    void liftsProtectionThatIsOnByDefaultWithoutBeingSet(String type, String name, boolean value) {
        assertThat(lift(type, Struct.getDefaultInstance()).getFieldsOrThrow(name))
                .isEqualTo(flag(value));
    }

    @Test
    void otherProvidersFlagsAreLiftedAndTheirOtherValuesLeft() {
        String type = "gcp:sql/databaseInstance:DatabaseInstance";

        assertThat(lift(type, inputs("deletionProtection", flag(true))).getFieldsOrThrow("deletionProtection"))
                .isEqualTo(flag(false));
        Struct text = inputs("deletionProtection", text("strict"));
        assertThat(lift(type, text)).isEqualTo(text);
        Struct object = inputs(
                "deletionProtection",
                Value.newBuilder().setStructValue(inputs("mode", text("on"))).build());
        assertThat(lift(type, object)).isEqualTo(object);
    }

    @Test
    void aSecretOrUnknownProtectionIsLifted() {
        Value secret = Value.newBuilder()
                .setStructValue(Struct.newBuilder()
                        .putFields(Constants.SpecialSigKey, text(Constants.SpecialSecretSig))
                        .putFields("value", flag(true)))
                .build();

        for (Value value : List.of(secret, text(Constants.UnknownValue))) {
            assertThat(lift(LOAD_BALANCER, inputs("enableDeletionProtection", value))
                            .getFieldsOrThrow("enableDeletionProtection"))
                    .isEqualTo(flag(false));
        }
    }

    @Test
    void replicasOfATableLoseTheirsToo() {
        Value replica = Value.newBuilder()
                .setStructValue(inputs("deletionProtectionEnabled", flag(true)))
                .build();
        Struct table = inputs(
                "replicas",
                Value.newBuilder()
                        .setListValue(ListValue.newBuilder().addValues(replica))
                        .build());

        assertThat(lift("aws:dynamodb/table:Table", table)
                        .getFieldsOrThrow("replicas")
                        .getListValue()
                        .getValues(0)
                        .getStructValue())
                .isEqualTo(inputs("deletionProtectionEnabled", flag(false)));
    }

    @Test
    void pulumisOwnProtectionIsLiftedFromComponentsWithoutTouchingTheirProperties() {
        RegisterResourceRequest lifted = lift(RegisterResourceRequest.newBuilder()
                .setType("shop:index:Site")
                .setProtect(true)
                .setObject(inputs("deletionProtection", flag(true))));

        assertThat(lifted.getProtect()).isFalse();
        assertThat(lifted.getObject()).isEqualTo(inputs("deletionProtection", flag(true)));
    }

    @Test
    void nothingElseOfARequestChanges() {
        RegisterResourceRequest.Builder request = RegisterResourceRequest.newBuilder()
                .setType(LOAD_BALANCER)
                .setName("balancer")
                .setCustom(true)
                .setProtect(false)
                .setRetainOnDelete(true)
                .addDependencies("urn:pulumi:test::shop::a:b:C::d")
                .setObject(inputs("internal", flag(true)));

        assertThat(lift(request)).isEqualTo(request.build());
    }

    @Test
    void launchTemplatesKeepWhatProtectsTheirInstances() {
        Struct template = inputs("disableApiTermination", flag(true));

        assertThat(lift("aws:ec2/launchTemplate:LaunchTemplate", template)).isEqualTo(template);
    }
}
