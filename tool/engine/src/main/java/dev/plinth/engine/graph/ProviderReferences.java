package dev.plinth.engine.graph;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ProtobufValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterResourceRequest;

/** References of resources to their providers. The engine makes a default one for each package and version. */
final class ProviderReferences {

    private final String project;
    private final String stack;
    private final Map<String, String> config;
    private final Map<String, RegisterPackageRequest> packages = new ConcurrentHashMap<>();

    /**
     * Creates the references of one run of a program.
     *
     * @param project the project's name
     * @param stack the stack's name
     * @param config the stack's configuration that may be shown, keys with their namespace
     */
    ProviderReferences(String project, String stack, Map<String, String> config) {
        this.project = project;
        this.stack = stack;
        this.config = config;
    }

    /** Adds a package that the program registers. */
    void add(String reference, RegisterPackageRequest request) {
        packages.put(reference, request);
    }

    /** Returns whether the engine creates a resource by a default provider. */
    static boolean isDefault(RegisterResourceRequest request) {
        return request.getCustom()
                && request.getProvider().isEmpty()
                && !request.getType().startsWith("pulumi:providers:");
    }

    /** Returns the default provider of a resource. */
    GraphResource defaultOf(RegisterResourceRequest request) {
        String packageName = request.getType().substring(0, request.getType().indexOf(':'));
        String type = "pulumi:providers:" + packageName;
        String version = version(request);
        String name = version.isEmpty() ? "default" : "default_" + version.replaceAll("[.+-]", "_");
        String urn = "urn:pulumi:" + stack + "::" + project + "::" + type + "::" + name;
        Struct.Builder inputs = Struct.newBuilder();
        // The stack's configuration of the package is the default provider's, as texts.
        String namespace = packageName + ":";
        config.forEach((key, value) -> {
            if (key.startsWith(namespace)) {
                inputs.putFields(
                        key.substring(namespace.length()),
                        Value.newBuilder().setStringValue(value).build());
            }
        });
        if (!version.isEmpty()) {
            inputs.putFields(
                    "version", Value.newBuilder().setStringValue(version).build());
        }
        return new GraphResource(
                urn,
                type,
                name,
                null,
                "",
                List.of(),
                new TreeMap<>(),
                ProtobufValues.parse(inputs.build()),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    /** Newer SDKs send a reference to a package that they registered instead of its version. */
    private String version(RegisterResourceRequest request) {
        RegisterPackageRequest referred =
                packages.getOrDefault(request.getPackageRef(), RegisterPackageRequest.getDefaultInstance());
        return !request.getVersion().isEmpty()
                ? request.getVersion()
                : referred.hasParameterization()
                        ? referred.getParameterization().getVersion()
                        : referred.getVersion();
    }

    /** A provider is named by its URN and id; the id is not known before it is made. */
    static String urn(String provider) {
        int id = provider.lastIndexOf("::");
        return id < 0 ? "" : provider.substring(0, id);
    }
}
