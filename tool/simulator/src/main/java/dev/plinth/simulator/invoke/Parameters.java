package dev.plinth.simulator.invoke;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters of Systems Manager: those that were created, and the public ones by which AWS and others publish their images.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html">Public parameters</a>
 */
final class Parameters {

    private static final String PUBLIC = "/aws/service/";
    private static final String NAME = "name";
    private static final String VALUE = "value";
    private static final String SECURE = "SecureString";

    private Parameters() {}

    static void register(Map<String, Function> functions) {
        functions.put(Tokens.aws("ssm/getParameter"), Parameters::parameter);
        functions.put(Tokens.aws("ssm/getParametersByPath"), call -> {
            String path = call.text("path", "").replaceFirst("/*$", "/");
            List<Map<String, Object>> found = call.resources(AwsTypes.SSM_PARAMETER).stream()
                    .map(resource -> resource.state())
                    .filter(state -> under(path, String.valueOf(state.get(NAME)), call.flag("recursive")))
                    .toList();
            return Map.of(
                    "names",
                    values(found, NAME),
                    "values",
                    values(found, VALUE),
                    "types",
                    values(found, "type"),
                    "arns",
                    values(found, "arn"),
                    "id",
                    call.text("path", ""));
        });
    }

    private static boolean under(String path, String name, boolean recursive) {
        return name.startsWith(path) && (recursive || name.indexOf('/', path.length()) < 0);
    }

    private static List<Object> values(List<Map<String, Object>> states, String property) {
        return states.stream().map(state -> state.getOrDefault(property, "")).toList();
    }

    private static Map<String, Object> parameter(Call call) {
        String name = call.text(NAME, "");
        if (!name.startsWith(PUBLIC)) {
            return new Lookup("SSM Parameter", AwsTypes.SSM_PARAMETER)
                    .ignoring("withDecryption")
                    .derived("version", (called, found) -> 1L)
                    .derived(VALUE, (called, found) -> found.get("insecureValue"))
                    .derived(
                            "insecureValue",
                            (called, found) -> SECURE.equals(found.get("type")) ? null : found.get(VALUE))
                    .call(call);
        }
        String value = value(call.region(), name);
        if (value.isEmpty()) {
            throw new CloudException(
                    "NotFound", "reading SSM Parameter (" + name + "): couldn't find resource: ParameterNotFound");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", name);
        result.put(NAME, name);
        result.put("arn", "arn:aws:ssm:" + call.region() + "::parameter" + name);
        result.put("type", "String");
        result.put(VALUE, value);
        result.put("insecureValue", value);
        result.put("version", 1L);
        return result;
    }

    private static String value(String region, String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        boolean image = last.equals("image_id")
                || last.equals("ami-id")
                || name.startsWith(PUBLIC + "ami-amazon-linux-latest/")
                || name.startsWith(PUBLIC + "ami-windows-latest/");
        if (image) {
            return Images.id(region, name.replaceFirst("/image_id$", ""));
        }
        if (name.startsWith(PUBLIC + "ecs/optimized-ami/") && last.equals("recommended")) {
            String system = name.split("/", -1)[5];
            Map<String, Object> recommended = new LinkedHashMap<>();
            recommended.put("ecs_agent_version", "1.99.0");
            recommended.put("ecs_runtime_version", "Docker version 25.0.8");
            recommended.put("image_id", Images.id(region, name));
            recommended.put("image_name", system + "-ecs-hvm-2026.0.20260101");
            recommended.put("image_version", "2026.0.20260101");
            recommended.put("os", system);
            recommended.put("schema_version", 1L);
            recommended.put("source_image_name", system + "-2026.0.20260101");
            return Values.toJson(recommended);
        }
        return "";
    }
}
