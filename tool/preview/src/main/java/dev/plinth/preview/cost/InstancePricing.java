package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.PropertyValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/** Prices of EC2 instances and their volumes. */
final class InstancePricing {

    private static final Set<String> PROVISIONED = Set.of("io1", "io2");

    private InstancePricing() {}

    static void register(Map<String, Consumer<ResourceEstimate>> pricers) {
        pricers.put(AwsTypes.EC2_INSTANCE, InstancePricing::instance);
        pricers.put(
                AwsTypes.EBS_VOLUME,
                estimate -> volume(estimate, "Volume", estimate.resource().inputs(), "gp2", "snapshot"));
    }

    private static void instance(ResourceEstimate estimate) {
        Optional<String> type = estimate.text("instanceType");
        if (type.isEmpty()) {
            estimate.unpriced("instance type known after the update");
            return;
        }
        boolean shared = estimate.text("tenancy").orElse("default").equals("default");
        if (!shared || !estimate.resource().input("instanceMarketOptions").isEmpty()) {
            estimate.unpriced("prices are available for on-demand instances on shared hardware only");
            return;
        }
        estimate.addHours("Instance (on-demand, Linux, " + type.get() + ")", "AmazonEC2/BoxUsage:" + type.get(), 1);
        volume(estimate, "Root volume", estimate.resource().input("rootBlockDevice"), "", "image");
        estimate.resource()
                .input("ebsBlockDevices")
                .elements()
                .forEach(device -> volume(estimate, "Volume", device, "gp2", "snapshot"));
        if (estimate.isTrue("associatePublicIpAddress")) {
            estimate.addHours("Public IPv4 address", NetworkPricing.ADDRESS, 1);
        }
    }

    /**
     * Adds the storage of a volume.
     *
     * @param defaultType the type where none is set; empty for that of the source
     * @param source the source of the size and type that are not set
     */
    private static void volume(
            ResourceEstimate estimate, String name, PropertyValue device, String defaultType, String source) {
        OptionalDouble size = first(device, "volumeSize", "size").asNumber();
        String type = first(device, "volumeType", "type").asText().orElse(defaultType);
        if (size.isEmpty() || type.isEmpty()) {
            estimate.unpricedUsage(name + ": size and type are those of the " + source);
            return;
        }
        if (PROVISIONED.contains(type)) {
            estimate.unpriced(name + ": no price for provisioned IOPS (" + type + ")");
            return;
        }
        estimate.add(
                name + " (" + type + ")",
                "GB",
                "AmazonEC2/EBS:VolumeUsage" + (type.equals("standard") ? "" : "." + type),
                BigDecimal.valueOf(size.getAsDouble()));
    }

    private static PropertyValue first(PropertyValue device, String ofInstance, String ofVolume) {
        PropertyValue value = device.at(ofInstance);
        return value.isAbsent() ? device.at(ofVolume) : value;
    }
}
