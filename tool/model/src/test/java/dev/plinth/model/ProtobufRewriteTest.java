package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.model.PropertyValue.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Messages of the engine are returned unchanged, except for the rewritten values. */
class ProtobufRewriteTest {

    private static final List<String> UNKNOWNS = List.of(
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

    @Property(tries = 150)
    void keepsUnchangedPropertiesByteForByte(@ForAll("structs") Struct sent) {
        assertThat(ProtobufRewrite.rewrite(sent, ProtobufValues.parse(sent))).isEqualTo(sent);
    }

    @Property(tries = 150)
    void oneChangeChangesNothingElse(@ForAll("structs") Struct sent, @ForAll boolean value) {
        ObjectValue corrected = with(ProtobufValues.parse(sent), "corrected", new PropertyValue.Bool(value));

        assertThat(ProtobufRewrite.rewrite(sent, corrected))
                .isEqualTo(sent.toBuilder().putFields("corrected", bool(value)).build());
    }

    @Property(tries = 150)
    void aChangeDeepInsideASecretKeepsTheMarkAndTheRest(@ForAll("structs") Struct inner) {
        Value before = secret(Value.newBuilder().setStructValue(inner).build());
        Struct sent = Struct.newBuilder().putFields("outer", before).build();
        ObjectValue changed = with(ProtobufValues.parse(inner), "corrected", new PropertyValue.Bool(true));
        ObjectValue properties = ObjectValue.of(Map.of("outer", new PropertyValue.Secret(changed)));

        Struct expected = inner.toBuilder().putFields("corrected", bool(true)).build();
        assertThat(ProtobufRewrite.rewrite(sent, properties).getFieldsMap())
                .containsEntry(
                        "outer",
                        secret(Value.newBuilder().setStructValue(expected).build()));
    }

    @Property(tries = 150)
    void writesPropertiesThatParseToTheSameValues(@ForAll("structs") Struct sent) {
        ObjectValue properties = withoutAssets(ProtobufValues.parse(sent));

        Struct written = ProtobufRewrite.rewrite(Struct.getDefaultInstance(), properties);

        assertThat(ProtobufValues.parse(written)).isEqualTo(properties);
    }

    @Example
    void anAssetCantBeMade() {
        ObjectValue properties = ObjectValue.of(Map.of("code", new PropertyValue.Asset(true, "hash", "path")));
        assertThatThrownBy(() -> ProtobufRewrite.rewrite(Struct.getDefaultInstance(), properties))
                .hasMessageContaining("cannot make an asset");
    }

    @Example
    void removesPropertiesAndAppendsToLists() {
        Struct sent = Struct.newBuilder()
                .putFields("gone", bool(true))
                .putFields("list", list(text("a")))
                .build();
        ObjectValue properties = (ObjectValue) PropertyValue.of(Map.of("list", List.of("a", "b")));

        assertThat(ProtobufRewrite.rewrite(sent, properties))
                .isEqualTo(Struct.newBuilder()
                        .putFields("list", list(text("a"), text("b")))
                        .build());
    }

    @Provide
    Arbitrary<Struct> structs() {
        return fields(Arbitraries.recursive(this::leaves, this::containers, 0, 3));
    }

    private Arbitrary<Value> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.of(true, false).map(ProtobufRewriteTest::bool),
                Arbitraries.doubles()
                        .between(-1e6, 1e6)
                        .map(number -> Value.newBuilder().setNumberValue(number).build()),
                Arbitraries.strings().ofMaxLength(8).map(ProtobufRewriteTest::text),
                Arbitraries.of(UNKNOWNS).map(ProtobufRewriteTest::text),
                Arbitraries.just(
                        Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build()),
                Arbitraries.of(Signatures.ASSET, Signatures.ARCHIVE).map(ProtobufRewriteTest::asset),
                Arbitraries.just(signed(Signatures.RESOURCE, Map.of("urn", text("urn:x"), "id", text("i-1")))),
                Arbitraries.just(signed(Signatures.OUTPUT, Map.of("secret", bool(true)))),
                Arbitraries.just(signed(Signatures.OUTPUT, Map.of("value", text("known"), "secret", bool(true)))));
    }

    private Arbitrary<Value> containers(Arbitrary<Value> elements) {
        return Arbitraries.oneOf(
                elements.list().ofMaxSize(3).map(values -> list(values.toArray(Value[]::new))),
                fields(elements)
                        .map(fields -> Value.newBuilder().setStructValue(fields).build()),
                elements.map(ProtobufRewriteTest::secret));
    }

    private static Arbitrary<Struct> fields(Arbitrary<Value> values) {
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4), values)
                .ofMaxSize(4)
                .map(fields -> Struct.newBuilder().putAllFields(fields).build());
    }

    private static ObjectValue with(ObjectValue object, String key, PropertyValue value) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>(object.properties());
        properties.put(key, value);
        return new ObjectValue(properties);
    }

    private static ObjectValue withoutAssets(ObjectValue object) {
        SortedMap<String, PropertyValue> kept = new TreeMap<>();
        object.properties().forEach((key, value) -> kept.put(key, withoutAssets(value)));
        return new ObjectValue(kept);
    }

    private static PropertyValue withoutAssets(PropertyValue value) {
        if (value instanceof PropertyValue.Asset) {
            return PropertyValue.Null.VALUE;
        }
        if (value instanceof PropertyValue.Secret secret) {
            return new PropertyValue.Secret(withoutAssets(secret.element()));
        }
        if (value instanceof PropertyValue.ListValue list) {
            return new PropertyValue.ListValue(list.elements().stream()
                    .map(ProtobufRewriteTest::withoutAssets)
                    .toList());
        }
        return value instanceof ObjectValue object ? withoutAssets(object) : value;
    }

    private static Value asset(String signature) {
        return signed(signature, Map.of("hash", text("abc"), "text", text("what a property value does not keep")));
    }

    private static Value secret(Value element) {
        return signed(Signatures.SECRET, Map.of("value", element));
    }

    private static Value signed(String signature, Map<String, Value> fields) {
        return Value.newBuilder()
                .setStructValue(Struct.newBuilder()
                        .putFields(Signatures.KEY, text(signature))
                        .putAllFields(fields))
                .build();
    }

    private static Value list(Value... values) {
        return Value.newBuilder()
                .setListValue(ListValue.newBuilder().addAllValues(List.of(values)))
                .build();
    }

    private static Value bool(boolean value) {
        return Value.newBuilder().setBoolValue(value).build();
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }
}
