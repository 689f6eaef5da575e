package dev.plinth.cli.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A plan of Terraform of many resources, written without holding them. */
public final class LargePlan {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LargePlan() {}

    /** Writes a plan whose resources stand in it three times, as in a plan of Terraform's: before, changed and planned. */
    public static void write(Path file, int count) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(Files.newBufferedWriter(file))) {
            json.writeStartObject();
            json.writeStringField("format_version", "1.2");
            for (String part : List.of("planned_values", "prior_state")) {
                json.writeObjectFieldStart(part);
                json.writeObjectFieldStart("root_module");
                resources(json, "resources", count, "values");
                json.writeEndObject();
                json.writeEndObject();
            }
            resources(json, "resource_changes", count, "change");
            json.writeObjectFieldStart("configuration");
            json.writeObjectFieldStart("root_module");
            json.writeArrayFieldStart("resources");
            for (int type = 0; type < 5; type++) {
                json.writePOJO(Map.of(
                        "address",
                        type(type) + ".this",
                        "mode",
                        "managed",
                        "type",
                        type(type),
                        "name",
                        "this",
                        "expressions",
                        values(type, 0).keySet().stream()
                                .collect(java.util.stream.Collectors.toMap(
                                        key -> key,
                                        key -> Map.of(
                                                "references",
                                                List.of(
                                                        "aws_kms_key.this[0].arn",
                                                        "aws_kms_key.this[0]",
                                                        "aws_kms_key.this"))))));
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void resources(JsonGenerator json, String name, int count, String kind) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < count; i++) {
            String type = type(i % 5);
            Map<String, Object> values = values(i % 5, i);
            json.writePOJO(Map.of(
                    "address",
                    type + ".this[" + i / 5 + "]",
                    "mode",
                    "managed",
                    "type",
                    type,
                    "name",
                    "this",
                    "index",
                    i / 5,
                    kind,
                    kind.equals("change")
                            ? Map.of(
                                    "actions",
                                    List.of("no-op"),
                                    "before",
                                    values,
                                    "after",
                                    values,
                                    "after_unknown",
                                    Map.of())
                            : values));
        }
        json.writeEndArray();
    }

    private static String type(int index) {
        return List.of("aws_kms_key", "aws_s3_bucket", "aws_security_group", "aws_db_instance", "aws_iam_role")
                .get(index);
    }

    private static Map<String, Object> values(int type, int i) {
        String arn = "arn:aws:x:eu-central-1:123456789012:y/" + i;
        Map<String, String> tags = Map.of("Environment", "dev", "Name", "resource-" + i);
        String policy = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},"
                + "\"Action\":\"sts:AssumeRole\",\"Resource\":\"" + arn + "\"}]}";
        return switch (type) {
            case 0 -> Map.of("arn", arn, "id", "k-" + i, "enable_key_rotation", false, "policy", policy, "tags", tags);
            case 1 ->
                Map.of(
                        "arn",
                        arn,
                        "id",
                        "b-" + i,
                        "bucket",
                        "b-" + i,
                        "versioning",
                        List.of(Map.of("enabled", false)),
                        "tags",
                        tags);
            case 2 ->
                Map.of(
                        "arn",
                        arn,
                        "id",
                        "sg-" + i,
                        "tags",
                        tags,
                        "ingress",
                        List.of(Map.of(
                                "from_port",
                                22,
                                "to_port",
                                22,
                                "protocol",
                                "tcp",
                                "cidr_blocks",
                                List.of("0.0.0.0/0"))));
            case 3 ->
                Map.of(
                        "arn",
                        arn,
                        "id",
                        "d-" + i,
                        "engine",
                        "postgres",
                        "storage_encrypted",
                        false,
                        "kms_key_id",
                        "arn:aws:x:eu-central-1:123456789012:y/" + (i - 3),
                        "tags",
                        tags);
            default -> Map.of("arn", arn, "id", "r-" + i, "name", "r-" + i, "assume_role_policy", policy, "tags", tags);
        };
    }
}
