package dev.plinth.mutation;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.engine.graph.OfflineProvider;
import dev.plinth.operation.SimulatedProvider;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.value.Values;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cloud that answers each registration at once, as in an update: every output has a value. */
public final class UpdatedCloud implements OfflineProvider {

    private final Map<String, List<Map<String, String>>> lists;

    private final SimulatedProvider cloud = new SimulatedProvider("eu-central-1");
    private final Shapes shapes = new Shapes();

    /** A cloud that is asked for the certificate of {@code api.example.com}. */
    UpdatedCloud() {
        this(List.of("api.example.com"));
    }

    /**
     * A cloud.
     *
     * @param domains the names for which certificates are asked
     */
    public UpdatedCloud(List<String> domains) {
        // What components look into: the records that ACM asks for, and the secret that RDS makes.
        lists = Map.of(
                "domainValidationOptions",
                domains.stream()
                        .map(domain -> Map.of(
                                "domainName",
                                domain,
                                "resourceRecordName",
                                "_a." + domain,
                                "resourceRecordType",
                                "CNAME",
                                "resourceRecordValue",
                                "_b.acm-validations.aws"))
                        .toList(),
                "masterUserSecrets",
                List.of(Map.of("secretArn", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database")));
    }

    @Override
    public Struct call(String token, Struct arguments, @Nullable String region) {
        return cloud.call(token, arguments, region);
    }

    @Override
    public Collection<String> outputs(String type) {
        return cloud.outputs(type);
    }

    @Override
    public Value output(String type, String name, String output) {
        if (output.equals("id")) {
            return text(name + "-id");
        }
        if (output.toLowerCase(java.util.Locale.ROOT).endsWith("arn")) {
            return text("arn:aws:service:eu-central-1:123456789012:" + name);
        }
        TypeShape shape = shapes.find(type)
                .map(resource -> resource.outputs().get(output))
                .map(PropertyShape::type)
                .orElseThrow();
        Object placeholder = lists.containsKey(output) ? lists.get(output) : shape.placeholder();
        return placeholder == null || placeholder instanceof String
                ? text(name + "-" + output)
                : Values.toStruct(Map.of("value", placeholder)).getFieldsOrThrow("value");
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
