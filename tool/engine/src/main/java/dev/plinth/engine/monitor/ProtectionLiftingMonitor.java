package dev.plinth.engine.monitor;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.core.internal.Constants;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import dev.plinth.model.AwsTypes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/**
 * Lifts the protection against deletion from every resource that a program registers, whatever its language: Pulumi's
 * {@code protect}, and the inputs with which a cloud refuses a deletion. Container images no longer keep their repository
 * from being deleted.
 *
 * <p>No property is added to a type that lacks it. A component of another language's package makes its resources through the
 * engine itself, so that only its own inputs are reached.
 */
public final class ProtectionLiftingMonitor extends ForwardingMonitor {

    /** Inputs of this name protect wherever they are true, in any provider. */
    private static final Set<String> PROTECTING = Set.of(
            "deletionProtection",
            "deletionProtectionEnabled",
            "enableDeletionProtection",
            "deleteProtection",
            "terminationProtection",
            "terminationProtectionEnabled");

    private static final Value FALSE = Value.newBuilder().setBoolValue(false).build();
    private static final Value TRUE = Value.newBuilder().setBoolValue(true).build();

    /** Inputs that are replaced where they are set, by type; their values are no booleans, or their names say less. */
    private static final Map<String, Map<String, Value>> WHERE_SET = Map.of(
            AwsTypes.COGNITO_USER_POOL, Map.of("deletionProtection", text("INACTIVE")),
            AwsTypes.VERIFIEDPERMISSIONS_POLICY_STORE, Map.of("deletionProtection", text("DISABLED")),
            AwsTypes.ROUTE53_RESOLVER_FIREWALL_RULE_GROUP_ASSOCIATION, Map.of("mutationProtection", text("DISABLED")),
            AwsTypes.EC2_INSTANCE, Map.of("disableApiTermination", FALSE),
            AwsTypes.EC2_SPOT_INSTANCE_REQUEST, Map.of("disableApiTermination", FALSE));

    /** Inputs that are set in any case, by type: they protect by default, or nothing else allows the deletion. */
    private static final Map<String, Map<String, Value>> ALWAYS = Map.of(
            AwsTypes.CLOUDTRAIL_EVENT_DATA_STORE, Map.of("terminationProtectionEnabled", FALSE),
            AwsTypes.QLDB_LEDGER, Map.of("deletionProtection", FALSE),
            AwsTypes.NEPTUNEGRAPH_GRAPH, Map.of("deletionProtection", FALSE),
            AwsTypes.EMR_CLUSTER, Map.of("terminationProtection", FALSE),
            AwsTypes.ECR_REPOSITORY, Map.of("forceDelete", TRUE),
            AwsTypes.ECRPUBLIC_REPOSITORY, Map.of("forceDestroy", TRUE));

    /** Inputs whose elements have their own deletion protection, by type. */
    private static final Map<String, String> ELEMENTS = Map.of(AwsTypes.DYNAMODB_TABLE, "replicas");

    /**
     * Creates a monitor.
     *
     * @param delegate registers the resources
     */
    public ProtectionLiftingMonitor(Monitor delegate) {
        super(delegate);
    }

    @Override
    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
            @Nullable Resource resource, RegisterResourceRequest request) {
        return super.registerResourceAsync(resource, lift(request));
    }

    private static RegisterResourceRequest lift(RegisterResourceRequest request) {
        RegisterResourceRequest.Builder lifted = request.toBuilder().setProtect(false);
        if (request.getCustom() || request.getRemote()) {
            lifted.setObject(lift(request.getType(), request.getObject()));
        }
        return lifted.build();
    }

    /**
     * The inputs without what protects the resource.
     *
     * @param type the resource's type token
     * @param inputs its inputs
     */
    public static Struct lift(String type, Struct inputs) {
        Map<String, Value> whereSet = WHERE_SET.getOrDefault(type, Map.of());
        Struct.Builder lifted = inputs.toBuilder();
        inputs.getFieldsMap().forEach((name, value) -> {
            Value replacement = whereSet.get(name);
            if (replacement != null && !value.hasNullValue()) {
                lifted.putFields(name, replacement);
            } else if (PROTECTING.contains(name) && mayBeTrue(value)) {
                lifted.putFields(name, FALSE);
            }
        });
        String elements = ELEMENTS.getOrDefault(type, "");
        if (inputs.getFieldsOrDefault(elements, Value.getDefaultInstance()).hasListValue()) {
            ListValue.Builder list = ListValue.newBuilder();
            inputs.getFieldsOrThrow(elements)
                    .getListValue()
                    .getValuesList()
                    .forEach(element -> list.addValues(
                            element.hasStructValue()
                                    ? Value.newBuilder()
                                            .setStructValue(lift("", element.getStructValue()))
                                            .build()
                                    : element));
            lifted.putFields(elements, Value.newBuilder().setListValue(list).build());
        }
        ALWAYS.getOrDefault(type, Map.of()).forEach(lifted::putFields);
        return lifted.build();
    }

    /** A value is true, a secret, an output, or unknown until the update. */
    private static boolean mayBeTrue(Value value) {
        return switch (value.getKindCase()) {
            case BOOL_VALUE -> value.getBoolValue();
            case STRUCT_VALUE -> value.getStructValue().containsFields(Constants.SpecialSigKey);
            case STRING_VALUE -> value.getStringValue().equals(Constants.UnknownValue);
            default -> false;
        };
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }
}
