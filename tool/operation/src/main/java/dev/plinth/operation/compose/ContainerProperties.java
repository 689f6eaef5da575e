package dev.plinth.operation.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Properties of a container in the form of a Compose service, without those that refer to other resources. */
final class ContainerProperties {

    /** Properties that Compose has under another name. */
    private static final Map<String, String> RENAMED = new TreeMap<>(Map.ofEntries(
            Map.entry("user", "user"),
            Map.entry("hostname", "hostname"),
            Map.entry("domainname", "domainname"),
            Map.entry("workingDir", "working_dir"),
            Map.entry("runtime", "runtime"),
            Map.entry("pidMode", "pid"),
            Map.entry("ipcMode", "ipc"),
            Map.entry("usernsMode", "userns_mode"),
            Map.entry("networkMode", "network_mode"),
            Map.entry("cgroupnsMode", "cgroup"),
            Map.entry("stopSignal", "stop_signal"),
            Map.entry("cpuSet", "cpuset"),
            Map.entry("cpuShares", "cpu_shares"),
            Map.entry("readOnly", "read_only"),
            Map.entry("init", "init"),
            Map.entry("tty", "tty"),
            Map.entry("stdinOpen", "stdin_open"),
            Map.entry("privileged", "privileged"),
            Map.entry("command", "command"),
            Map.entry("entrypoints", "entrypoint"),
            Map.entry("securityOpts", "security_opt"),
            Map.entry("groupAdds", "group_add"),
            Map.entry("dns", "dns"),
            Map.entry("dnsOpts", "dns_opt"),
            Map.entry("dnsSearches", "dns_search"),
            Map.entry("sysctls", "sysctls"),
            Map.entry("storageOpts", "storage_opt")));

    /** Properties of the provider's own work, and those that {@link ComposeServices} writes. */
    private static final Set<String> ELSEWHERE = Set.of(
            "attach",
            "containerReadRefreshTimeoutMilliseconds",
            "image",
            "logs",
            "mustRun",
            "name",
            "networksAdvanced",
            "ports",
            "removeVolumes",
            "rm",
            "start",
            "uploads",
            "volumes",
            "wait",
            "waitTimeout");

    private final GraphResource container;
    private final String name;
    private final ObjectNode service;
    private final Set<String> written = new HashSet<>(ELSEWHERE);
    private final List<String> omitted = new ArrayList<>();

    /**
     * Starts a service.
     *
     * @param container the container
     * @param name the service's name
     * @param service the service, which gets the properties
     */
    ContainerProperties(GraphResource container, String name, ObjectNode service) {
        this.container = container;
        this.name = name;
        this.service = service;
    }

    /** Writes the properties, and returns the names of those that were omitted. */
    List<String> write() {
        RENAMED.forEach((from, to) -> write(from, value -> service.set(to, json(value))));
        write("destroyGraceSeconds", value -> service.put("stop_grace_period", integer(value) + "s"));
        write("stopTimeout", value -> service.put("stop_grace_period", integer(value) + "s"));
        write("memory", value -> service.put("mem_limit", integer(value) + "m"));
        write("memorySwap", value -> service.put("memswap_limit", integer(value) < 0 ? "-1" : integer(value) + "m"));
        write("shmSize", value -> service.put("shm_size", integer(value) + "m"));
        write("restart", value -> service.put("restart", restart(value)));
        written.add("maxRetryCount");
        write("capabilities", value -> {
            list("cap_add", value.at("adds"));
            list("cap_drop", value.at("drops"));
        });
        write("tmpfs", value -> objectEntries(value).forEach((path, options) -> service.withArray("tmpfs")
                .add(ComposeText.escaped(path) + (options.isAbsent() ? "" : ":" + ComposeText.of(options)))));
        write("hosts", value -> value.elements().forEach(host -> service.withArray("extra_hosts")
                .add(ComposeText.of(host.at("host")) + "=" + ComposeText.of(host.at("ip")))));
        write("devices", value -> value.elements()
                .forEach(device -> service.withArray("devices").add(device(device))));
        write("labels", value -> value.elements().forEach(label -> service.withObject("/labels")
                .put(label.at("label").asText().orElse(""), ComposeText.of(label.at("value")))));
        write("ulimits", value -> value.elements().forEach(limit -> service.withObject("/ulimits")
                .putObject(limit.at("name").asText().orElse(""))
                .put("soft", integer(limit.at("soft")))
                .put("hard", integer(limit.at("hard")))));
        write("logDriver", value -> service.withObject("/logging").put("driver", ComposeText.of(value)));
        write("logOpts", value -> service.withObject("/logging").set("options", texts(value)));
        write("healthcheck", this::health);
        environment();
        container.inputs().properties().forEach((property, value) -> {
            if (!value.isEmpty() && !isFalse(value) && !written.contains(property)) {
                omitted.add(property);
            }
        });
        return omitted;
    }

    private static boolean isFalse(PropertyValue value) {
        return value.asBoolean().filter(flag -> !flag).isPresent();
    }

    private void write(String property, Consumer<PropertyValue> writer) {
        PropertyValue value = container.input(property);
        if (!value.isEmpty() && ComposeText.isPlain(value)) {
            written.add(property);
            writer.accept(value);
        }
    }

    private String restart(PropertyValue policy) {
        long retries = integer(container.input("maxRetryCount"));
        return ComposeText.of(policy) + (retries > 0 ? ":" + retries : "");
    }

    private void health(PropertyValue check) {
        ObjectNode health = service.putObject("healthcheck");
        health.set("test", json(check.at("tests")));
        Map.of("interval", "interval", "timeout", "timeout", "startPeriod", "start_period")
                .forEach((from, to) -> check.at(from).asText().ifPresent(time -> health.put(to, time)));
        check.at("retries").asNumber().ifPresent(retries -> health.put("retries", (long) retries));
    }

    /** A variable whose value is a secret or not yet known becomes a required variable of Compose. */
    private void environment() {
        written.add("envs");
        PropertyValue variables = container.input("envs");
        boolean hidden = variables != variables.revealed();
        if (variables.isUnknown()) {
            omitted.add("envs");
        }
        for (PropertyValue variable : variables.elements()) {
            String pair = variable.asText().orElse("");
            int end = pair.indexOf('=');
            if (end <= 0) {
                omitted.add("envs");
                continue;
            }
            String key = pair.substring(0, end);
            boolean plain = !hidden && ComposeText.isPlain(variable);
            service.withObject("/environment")
                    .put(key, plain ? ComposeText.escaped(pair.substring(end + 1)) : ComposeText.variable(name, key));
        }
    }

    private void list(String property, PropertyValue value) {
        if (!value.elements().isEmpty()) {
            service.set(property, json(value));
        }
    }

    private static String device(PropertyValue device) {
        String path = ComposeText.of(device.at("hostPath"));
        String inside = ComposeText.of(device.at("containerPath"));
        String permissions = ComposeText.of(device.at("permissions"));
        return path + ":" + (inside.isEmpty() ? path : inside) + (permissions.isEmpty() ? "" : ":" + permissions);
    }

    /** Options, which are texts in Compose. */
    static ObjectNode texts(PropertyValue value) {
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        objectEntries(value).forEach((key, option) -> texts.put(key, ComposeText.of(option)));
        return texts;
    }

    private static Map<String, PropertyValue> objectEntries(PropertyValue value) {
        return value.revealed() instanceof ObjectValue object ? object.properties() : Map.of();
    }

    private static JsonNode json(PropertyValue value) {
        if (value instanceof PropertyValue.ListValue list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.elements().forEach(element -> array.add(json(element)));
            return array;
        }
        if (value instanceof ObjectValue) {
            return texts(value);
        }
        if (value instanceof PropertyValue.Bool flag) {
            return JsonNodeFactory.instance.booleanNode(flag.value());
        }
        return value instanceof PropertyValue.Num number
                ? JsonNodeFactory.instance.numberNode((long) number.value())
                : JsonNodeFactory.instance.textNode(ComposeText.of(value));
    }

    static long integer(PropertyValue value) {
        return (long) value.asNumber().orElse(0);
    }
}
