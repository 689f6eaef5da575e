package dev.plinth.model;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Property values from the protobuf structures that the engine sends. */
public final class ProtobufValues {

    private ProtobufValues() {}

    /** Reads a resource's properties. */
    public static PropertyValue.ObjectValue parse(Struct struct) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        struct.getFieldsMap().forEach((key, value) -> properties.put(key, parse(value)));
        return new PropertyValue.ObjectValue(properties);
    }

    /** Reads one value: secrets, outputs, references and assets are objects with Pulumi's signature key. */
    public static PropertyValue parse(Value value) {
        return switch (value.getKindCase()) {
            case BOOL_VALUE -> new PropertyValue.Bool(value.getBoolValue());
            case NUMBER_VALUE -> new PropertyValue.Num(value.getNumberValue());
            case STRING_VALUE -> Signatures.text(value.getStringValue());
            case LIST_VALUE ->
                new PropertyValue.ListValue(value.getListValue().getValuesList().stream()
                        .map(ProtobufValues::parse)
                        .toList());
            case STRUCT_VALUE -> parseObject(value.getStructValue());
            case NULL_VALUE, KIND_NOT_SET -> PropertyValue.Null.VALUE;
        };
    }

    private static PropertyValue parseObject(Struct struct) {
        Map<String, Value> fields = struct.getFieldsMap();
        return switch (text(fields, Signatures.KEY)) {
            case Signatures.SECRET -> new PropertyValue.Secret(element(fields));
            case Signatures.OUTPUT -> {
                boolean secret = fields.getOrDefault("secret", Value.getDefaultInstance())
                        .getBoolValue();
                yield secret ? new PropertyValue.Secret(element(fields)) : element(fields);
            }
            case Signatures.RESOURCE ->
                new PropertyValue.ResourceReference(
                        text(fields, "urn"), parse(fields.getOrDefault("id", Value.getDefaultInstance())));
            case Signatures.ASSET -> asset(fields, false);
            case Signatures.ARCHIVE -> asset(fields, true);
            default -> parse(struct);
        };
    }

    private static PropertyValue element(Map<String, Value> fields) {
        Value value = fields.get("value");
        return value == null ? PropertyValue.Unknown.VALUE : parse(value);
    }

    private static PropertyValue asset(Map<String, Value> fields, boolean archive) {
        String content = fields.containsKey("path") ? text(fields, "path") : text(fields, "uri");
        return new PropertyValue.Asset(archive, text(fields, "hash"), content);
    }

    private static String text(Map<String, Value> fields, String key) {
        return fields.getOrDefault(key, Value.getDefaultInstance()).getStringValue();
    }
}
