package dev.plinth.simulator.invoke;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Machine images. Every public image exists, and its id follows from the region and from what was asked for; those of the account
 * itself must have been created.
 */
final class Images {

    private static final String NAME = "name";
    private static final String ARCHITECTURE = "architecture";
    private static final String AMAZON = "137112412989";

    private Images() {}

    static void register(Map<String, Function> functions) {
        functions.put(Tokens.aws("ec2/getAmi"), Images::image);
        functions.put(Tokens.aws("ec2/getAmiIds"), call -> {
            List<String> ids = isOwn(call)
                    ? call.resources(AwsTypes.EC2_AMI).stream()
                            .map(found -> found.id())
                            .toList()
                    : List.of(id(call));
            return Map.of("ids", ids, "id", call.region());
        });
    }

    /** The id of a public image, the same in each run. */
    static String id(String region, String what) {
        return "ami-" + Operation.digest("image|" + region + "|" + what).substring(0, 17);
    }

    private static String id(Call call) {
        List<String> named = call.filter("image-id");
        return named.isEmpty()
                ? id(
                        call.region(),
                        call.texts("owners")
                                + Values.canonical(
                                        Values.asList(call.arguments().get("filters")))
                                + call.text("nameRegex", ""))
                : named.get(0);
    }

    private static boolean isOwn(Call call) {
        List<String> owners = call.texts("owners");
        return owners.contains("self") || owners.contains(ProviderConfiguration.ACCOUNT);
    }

    private static Map<String, Object> image(Call call) {
        if (isOwn(call)) {
            return new Lookup("EC2 AMI", AwsTypes.EC2_AMI, AwsTypes.EC2_AMI_COPY)
                    .ignoring("owners", "includeDeprecated", "executableUsers")
                    .filter("image-id", "id")
                    .derived("imageId", (called, found) -> found.id())
                    .call(call);
        }
        List<String> names = call.filter(NAME);
        boolean exact = !call.filter("image-id").isEmpty()
                || (names.size() == 1
                        && !names.get(0).contains("*")
                        && !names.get(0).contains("?"));
        if (!exact && !call.flag("mostRecent")) {
            throw new CloudException(
                    "TooManyResults",
                    "Your query returned more than one result. Please try a more specific search criteria, or set"
                            + " `most_recent` attribute to true.");
        }
        String id = id(call);
        String name = names.isEmpty()
                ? "image-" + id.substring(4)
                : names.get(0).replace("*", "20260101").replace('?', '0');
        return properties(call, id, name);
    }

    /** Returns the properties of a public image, made up from its id and name. */
    private static Map<String, Object> properties(Call call, String id, String name) {
        String owner = call.texts("owners").stream()
                .filter(text -> text.matches("\\d{12}"))
                .findFirst()
                .orElse(AMAZON);
        String root = name.contains("ubuntu") ? "/dev/sda1" : "/dev/xvda";
        List<String> architectures = call.filter(ARCHITECTURE);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", id);
        result.put("imageId", id);
        result.put("arn", "arn:aws:ec2:" + call.region() + "::image/" + id);
        result.put(NAME, name);
        result.put("description", name);
        result.put("imageLocation", "amazon/" + name);
        result.put("imageOwnerAlias", call.texts("owners").contains("amazon") ? "amazon" : "");
        result.put("imageType", "machine");
        result.put("ownerId", owner);
        result.put(
                ARCHITECTURE,
                architectures.isEmpty()
                        ? name.contains("arm64") || name.contains("aarch64") ? "arm64" : "x86_64"
                        : architectures.get(0));
        result.put("creationDate", "2026-01-01T00:00:00.000Z");
        result.put("enaSupport", true);
        result.put("hypervisor", "xen");
        result.put("platformDetails", name.contains("Windows") ? "Windows" : "Linux/UNIX");
        result.put("public", true);
        result.put("rootDeviceName", root);
        result.put("rootDeviceType", "ebs");
        result.put("rootSnapshotId", "snap-" + id.substring(4));
        result.put("state", "available");
        result.put("virtualizationType", "hvm");
        result.put(
                "blockDeviceMappings",
                List.of(Map.of(
                        "deviceName",
                        root,
                        "ebs",
                        Map.of(
                                "delete_on_termination",
                                "true",
                                "encrypted",
                                "false",
                                "snapshot_id",
                                "snap-" + id.substring(4),
                                "volume_size",
                                "8",
                                "volume_type",
                                "gp3"))));
        return result;
    }
}
