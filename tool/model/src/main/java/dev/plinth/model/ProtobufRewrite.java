package dev.plinth.model;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.model.PropertyValue.ObjectValue;
import java.util.List;
import java.util.Map;

/**
 * Writes changed properties back into the structure that the engine sent. What did not change stays as it was sent, byte
 * for byte: a {@link PropertyValue} does not keep all of an asset, nor which kind of unknown a value is.
 */
public final class ProtobufRewrite {

    private ProtobufRewrite() {}

    /**
     * Writes properties.
     *
     * @param sent what the engine sent
     * @param properties what it shall be
     * @throws IllegalArgumentException when they hold an asset or an archive that was not there before
     */
    public static Struct rewrite(Struct sent, ObjectValue properties) {
        Struct.Builder result = Struct.newBuilder();
        properties.properties().forEach((key, value) -> {
            Value original = sent.getFieldsMap().get(key);
            result.putFields(key, original == null ? write(value) : rewrite(original, value));
        });
        return result.build();
    }

    private static Value rewrite(Value sent, PropertyValue value) {
        PropertyValue before = ProtobufValues.parse(sent);
        if (before.equals(value)) {
            return sent;
        }
        if (before instanceof ObjectValue && value instanceof ObjectValue object) {
            return Value.newBuilder()
                    .setStructValue(rewrite(sent.getStructValue(), object))
                    .build();
        }
        if (before instanceof PropertyValue.Secret && value instanceof PropertyValue.Secret secret) {
            Map<String, Value> fields = sent.getStructValue().getFieldsMap();
            Value element = fields.get("value");
            return secret(element == null ? write(secret.element()) : rewrite(element, secret.element()));
        }
        if (before instanceof PropertyValue.ListValue && value instanceof PropertyValue.ListValue list) {
            List<Value> elements = sent.getListValue().getValuesList();
            ListValue.Builder result = ListValue.newBuilder();
            for (int index = 0; index < list.elements().size(); index++) {
                PropertyValue element = list.elements().get(index);
                result.addValues(index < elements.size() ? rewrite(elements.get(index), element) : write(element));
            }
            return Value.newBuilder().setListValue(result).build();
        }
        return write(value);
    }

    private static Value write(PropertyValue value) {
        if (value instanceof PropertyValue.Bool bool) {
            return Value.newBuilder().setBoolValue(bool.value()).build();
        }
        if (value instanceof PropertyValue.Num number) {
            return Value.newBuilder().setNumberValue(number.value()).build();
        }
        if (value instanceof PropertyValue.Text text) {
            return text(text.value());
        }
        if (value instanceof PropertyValue.ListValue list) {
            ListValue.Builder elements = ListValue.newBuilder();
            list.elements().forEach(element -> elements.addValues(write(element)));
            return Value.newBuilder().setListValue(elements).build();
        }
        if (value instanceof ObjectValue object) {
            Struct.Builder fields = Struct.newBuilder();
            object.properties().forEach((key, property) -> fields.putFields(key, write(property)));
            return Value.newBuilder().setStructValue(fields).build();
        }
        if (value instanceof PropertyValue.Secret secret) {
            return secret(write(secret.element()));
        }
        if (value instanceof PropertyValue.Unknown) {
            return text(Signatures.UNKNOWN_STRING);
        }
        if (value instanceof PropertyValue.ResourceReference reference) {
            return Value.newBuilder()
                    .setStructValue(Struct.newBuilder()
                            .putFields(Signatures.KEY, text(Signatures.RESOURCE))
                            .putFields("urn", text(reference.urn()))
                            .putFields("id", write(reference.id())))
                    .build();
        }
        if (value instanceof PropertyValue.Asset) {
            throw new IllegalArgumentException("a rewrite cannot make an asset");
        }
        return Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
    }

    private static Value secret(Value element) {
        return Value.newBuilder()
                .setStructValue(Struct.newBuilder()
                        .putFields(Signatures.KEY, text(Signatures.SECRET))
                        .putFields("value", element))
                .build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
