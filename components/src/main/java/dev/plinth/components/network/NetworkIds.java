package dev.plinth.components.network;

import com.pulumi.core.Output;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of a network's parts, whether the component created them or they existed before. */
record NetworkIds(
        Output<String> vpcId,
        Output<String> vpcCidrBlock,
        @Nullable Output<List<String>> availabilityZones,
        @Nullable Output<List<String>> publicSubnetIds,
        @Nullable Output<List<String>> privateSubnetIds,
        @Nullable Output<List<String>> dataSubnetIds,
        Map<String, Output<String>> natGateways,
        @Nullable Output<String> s3PrefixListId,
        @Nullable Output<String> endpointSecurityGroupId) {

    NetworkIds {
        natGateways = Collections.unmodifiableMap(new LinkedHashMap<>(natGateways));
    }

    /** The component's outputs; absent parts have no key. */
    Map<String, Output<?>> outputs() {
        Map<String, Output<?>> outputs = new HashMap<>(Map.of("vpcId", vpcId, "vpcCidrBlock", vpcCidrBlock));
        put(outputs, "availabilityZones", availabilityZones);
        put(outputs, "publicSubnetIds", publicSubnetIds);
        put(outputs, "privateSubnetIds", privateSubnetIds);
        put(outputs, "dataSubnetIds", dataSubnetIds);
        return outputs;
    }

    private static void put(Map<String, Output<?>> outputs, String key, @Nullable Output<List<String>> value) {
        if (value != null) {
            outputs.put(key, value);
        }
    }
}
