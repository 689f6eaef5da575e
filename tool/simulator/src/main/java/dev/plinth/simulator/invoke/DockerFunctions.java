package dev.plinth.simulator.invoke;

import dev.plinth.simulator.cloud.Operation;
import java.util.Map;

/** Functions of Docker. Every image exists; its digest follows from its name. */
final class DockerFunctions {

    private static final String NAME = "name";

    private DockerFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("docker:index/getRegistryImage:getRegistryImage", call -> {
            String digest = "sha256:" + Operation.digest(call.text(NAME, ""));
            return Map.of("id", digest, NAME, call.text(NAME, ""), "sha256Digest", digest);
        });
        functions.put("docker:index/getRemoteImage:getRemoteImage", call -> {
            String name = call.text(NAME, "");
            String digest = "sha256:" + Operation.digest(name);
            return Map.of("id", digest, NAME, name, "repoDigest", name.replaceFirst(":[^/]*$", "") + "@" + digest);
        });
    }
}
