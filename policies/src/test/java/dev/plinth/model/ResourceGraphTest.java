package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Value;
import dev.plinth.model.PropertyValue.Null;
import dev.plinth.model.PropertyValue.Secret;
import dev.plinth.model.PropertyValue.Text;
import dev.plinth.model.PropertyValue.Unknown;
import dev.plinth.testkit.rule.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceGraphTest {

    private static final String KEY = "4dabf18193072939515e22adb298388d";

    private static final String PROPERTIES =
            """
            {"plain": "text", "count": 3, "on": true, "nothing": null,
             "list": [{"a": [1, 2]}, "b"],
             "secret": {"KEY": "1b47061264138c4ac30d75fd1eb44270", "value": {"inner": "s3cr3t"}},
             "unknown": "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
             "spliced": "arn:04da6b54-80e4-46f7-96ec-b56ff0331ba9/*",
             "output": {"KEY": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": "v", "secret": false},
             "secretOutput": {"KEY": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": "s3cr3t", "secret": true},
             "unknownOutput": {"KEY": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "dependencies": ["urn:a"]},
             "reference": {"KEY": "5cf8f73096256a8f31e491e813e4eb8e", "urn": "urn:b", "id": "i-1"},
             "asset": {"KEY": "c44067f5952c0a294b673a41bacd8c17", "hash": "abc", "path": "index.html"}}
            """
                    .replace("KEY", KEY);

    private static final String EXPECTED =
            "{\"asset\":{\"asset\":\"index.html\",\"hash\":\"abc\"},\"count\":3,\"list\":[{\"a\":[1,2]},\"b\"],"
                    + "\"nothing\":null,\"on\":true,\"output\":\"v\",\"plain\":\"text\","
                    + "\"reference\":{\"urn\":\"urn:b\",\"id\":\"i-1\"},\"secret\":{\"secret\":true},"
                    + "\"secretOutput\":{\"secret\":true},\"spliced\":{\"unknown\":true},"
                    + "\"unknown\":{\"unknown\":true},\"unknownOutput\":{\"unknown\":true}}";

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private static Value struct(JsonNode node) {
        Value.Builder value = Value.newBuilder();
        if (node.isObject()) {
            node.properties().forEach(entry -> value.getStructValueBuilder()
                    .putFields(entry.getKey(), struct(entry.getValue())));
            return value.build();
        }
        if (node.isArray()) {
            node.forEach(element -> value.getListValueBuilder().addValues(struct(element)));
            return value.build();
        }
        if (node.isBoolean()) {
            return value.setBoolValue(node.booleanValue()).build();
        }
        if (node.isNumber()) {
            return value.setNumberValue(node.doubleValue()).build();
        }
        return node.isNull()
                ? value.setNullValueValue(0).build()
                : value.setStringValue(node.textValue()).build();
    }

    @Test
    void theEnginesMessagesAndJsonGiveTheSameValues() throws Exception {
        PropertyValue fromProtobuf =
                ProtobufValues.parse(struct(json(PROPERTIES)).getStructValue());
        assertThat(fromProtobuf).isEqualTo(JsonValues.parse(json(PROPERTIES)));
        assertThat(JsonValues.toJson(fromProtobuf)).hasToString(EXPECTED);
        assertThat(fromProtobuf.toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
                "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
                "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
                "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
                "030794c1-ac77-496b-92df-f27374a8bd58",
                "e48ece36-62e2-4504-bad9-02848725956a",
                "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"
            })
    void everyKindOfUnknownIsUnknown(String sentinel) throws Exception {
        assertThat(JsonValues.parse(json("\"" + sentinel + "\""))).isEqualTo(Unknown.VALUE);
    }

    @Test
    void pathsLeadThroughListsSecretsAndUnknowns() throws Exception {
        PropertyValue value = JsonValues.parse(json(PROPERTIES));
        assertThat(value.at("list[0].a[1]").asNumber()).hasValue(2);
        assertThat(value.at("secret.inner")).isEqualTo(new Secret(new Text("s3cr3t")));
        assertThat(value.at("unknown.below[3]")).isEqualTo(Unknown.VALUE);
        assertThat(value.at("list[7].a")).isEqualTo(Null.VALUE);
        assertThat(value.at("plain.below")).isEqualTo(Null.VALUE);
        assertThat(value.at("secret.absent")).isEqualTo(Null.VALUE);
        assertThat(value.at("")).isSameAs(value);
        for (String path : List.of("list[", "a..b", ".a", "a[b]", "a.")) {
            assertThatThrownBy(() -> value.at(path)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void readsAnExportedStack() throws Exception {
        ResourceGraph graph = ResourceGraph.fromState(json(
                """
                {"version": 3, "deployment": {"manifest": {}, "resources": [
                  {"urn": "urn:pulumi:staging::shop::aws:s3/bucketV2:BucketV2::b", "type": "aws:s3/bucketV2:BucketV2",
                   "custom": true, "id": "b-1", "protect": true, "parent": "urn:pulumi:staging::shop::x::p",
                   "provider": "urn:pulumi:staging::shop::pulumi:providers:aws::default::3f-2",
                   "inputs": {"token": {"KEY": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:x"},
                              "shown": {"KEY": "1b47061264138c4ac30d75fd1eb44270", "plaintext": "\\"hunter2\\""}},
                   "outputs": {"arn": "arn:b"}},
                  {"urn": "urn:pulumi:staging::shop::aws:s3/bucketV2:BucketV2::b", "type": "aws:s3/bucketV2:BucketV2",
                   "delete": true, "custom": true, "id": "b-0"}]}}
                """
                        .replace("KEY", KEY)));
        assertThat(graph.stack()).isEqualTo("staging");
        assertThat(graph.project()).isEqualTo("shop");
        GraphResource bucket = graph.resources().get(0);
        assertThat(graph.resources()).hasSize(1);
        assertThat(bucket.name()).isEqualTo("b");
        assertThat(bucket.protect()).isTrue();
        assertThat(bucket.provider()).isEqualTo("urn:pulumi:staging::shop::pulumi:providers:aws::default");
        assertThat(bucket.output("id").asText()).hasValue("b-1");
        assertThat(bucket.input("token")).isEqualTo(new Secret(Unknown.VALUE));
        assertThat(bucket.input("shown")).isEqualTo(new Secret(new Text("hunter2")));
        assertThat(graph.toJson().toString()).doesNotContain("hunter2");
    }

    @Test
    void rejectsOtherDocuments() {
        assertThatThrownBy(() -> ResourceGraph.fromState(json("{}"))).hasMessageContaining("not an exported stack");
        assertThatThrownBy(() -> ResourceGraph.fromGraphJson(json("[]"))).hasMessageContaining("not a resource graph");
        GraphResource twice = Resources.resource("a:b:C", "x", Map.of());
        assertThatThrownBy(() -> new ResourceGraph("p", "s", List.of(twice, twice)))
                .hasMessageContaining(twice.urn());
    }

    @Test
    void printsItsContractAndReadsItBack() throws Exception {
        GraphResource vpc = Resources.unprotected("a:b:C", "vpc", Map.of("cidrBlock", "10.0.0.0/16"));
        GraphResource subnet = Resources.unprotected(
                "a:b:C", "subnet", Map.of("vpcId", Unknown.VALUE, "password", new Secret(new Text("hunter2"))));
        ResourceGraph graph = new ResourceGraph("shop", "production", List.of(vpc, subnet));
        String text = graph.toJson().toString();
        assertThat(text)
                .isEqualTo("{\"project\":\"shop\",\"stack\":\"production\",\"resources\":["
                        + "{\"urn\":\"urn:pulumi:production::shop::a:b:C::subnet\",\"type\":\"a:b:C\",\"name\":\"subnet\","
                        + "\"parent\":null,\"provider\":\"" + Resources.PROVIDER + "\",\"dependencies\":[],"
                        + "\"inputs\":{\"password\":{\"secret\":true},\"vpcId\":{\"unknown\":true}}},"
                        + "{\"urn\":\"urn:pulumi:production::shop::a:b:C::vpc\",\"type\":\"a:b:C\",\"name\":\"vpc\","
                        + "\"parent\":null,\"provider\":\"" + Resources.PROVIDER + "\",\"dependencies\":[],"
                        + "\"inputs\":{\"cidrBlock\":\"10.0.0.0/16\"}}]}");
        assertThat(ResourceGraph.fromGraphJson(json(text)).toJson()).hasToString(text);
    }

    @Test
    void anIdentifierOfManyMeansThoseOfOneCopy() {
        List<GraphResource> all = new ArrayList<>();
        for (int copy = 0; copy < 20; copy++) {
            all.add(Resources.resource("a:b:Group", "copy-%02d-group".formatted(copy), Map.of(), Map.of("id", "sg-1")));
            all.add(Resources.resource(
                    "a:b:Rule", "copy-%02d-rule".formatted(copy), Map.of("groups", List.of("sg-1"))));
        }
        GraphResource other = Resources.resource("a:b:Rule", "other", Map.of("groups", List.of("sg-1")));
        GraphResource recorded = Resources.dependingOn(other, "groups", all.get(6));
        ResourceGraph graph = new ResourceGraph("shop", "production", all);
        assertThat(graph.references(all.get(15), "groups")).containsExactly(all.get(14));
        assertThat(graph.referrers(all.get(14), "groups", "a:b:Rule")).containsExactly(all.get(15));
        assertThat(graph.references(recorded, "groups")).containsExactly(all.get(6));
        assertThat(graph.references(other, "groups")).hasSize(ResourceIndex.AMBIGUOUS);
        ResourceGraph few = new ResourceGraph("shop", "production", all.subList(0, 16));
        assertThat(few.references(all.get(1), "groups")).hasSize(8);
    }

    @Test
    void findsWhatAPropertyComesFrom() {
        GraphResource known = Resources.resource("a:b:Group", "known", Map.of(), Map.of("id", "sg-1"));
        GraphResource other = Resources.resource("a:b:Group", "other", Map.of(), Map.of("id", "sg-2"));
        GraphResource byId = Resources.resource("a:b:Rule", "by-id", Map.of("groups", List.of("sg-1")));
        GraphResource byDependency =
                Resources.dependingOn(Resources.resource("a:b:Rule", "by-dependency", Map.of()), "groups", other);
        ResourceGraph graph = new ResourceGraph("shop", "production", List.of(known, other, byId, byDependency));
        assertThat(graph.references(byId, "groups")).containsExactly(known);
        assertThat(graph.references(byDependency, "groups", "a:b:Group")).containsExactly(other);
        assertThat(graph.references(byDependency, "groups", "a:b:Other")).isEmpty();
        assertThat(graph.referrers(known, "groups", "a:b:Rule")).containsExactly(byId);
        assertThat(graph.referrers(other, "groups", "a:b:Rule")).containsExactly(byDependency);
    }
}
