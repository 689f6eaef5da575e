package dev.plinth.preview.reachability;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.flow.FlowDifference;
import dev.plinth.preview.reachability.flow.FlowDifference.Changed;
import dev.plinth.preview.reachability.network.CloudNetwork;
import java.util.List;
import java.util.Locale;

/** JSON of the section {@code reachability}. */
final class ReachabilityJson {

    private ReachabilityJson() {}

    static ObjectNode of(
            CloudNetwork network, FlowDifference difference, List<IntentCheck> intents, EgressAddresses egress) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        flows(node.putArray("opened"), difference.opened());
        flows(node.putArray("lost"), difference.lost());
        ArrayNode changed = node.putArray("changed");
        for (Changed each : difference.changed()) {
            ObjectNode entry = changed.addObject();
            entry.set("before", json(each.before()));
            entry.set("after", json(each.after()));
        }
        flows(node.putArray("same"), difference.same());
        ArrayNode checks = node.putArray("intents");
        for (IntentCheck check : intents) {
            ObjectNode entry = checks.addObject();
            entry.put("intent", check.intent().toString())
                    .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
            flows(entry.putArray("witnesses"), check.witnesses());
        }
        ArrayNode unknown = node.putArray("unplaced");
        network.unplaced().forEach(unknown::add);
        node.set("egress", egress.toJson());
        return node;
    }

    private static void flows(ArrayNode array, List<Flow> flows) {
        flows.forEach(flow -> array.add(json(flow)));
    }

    private static ObjectNode json(Flow flow) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("source", flow.source()).put("destination", flow.destination());
        ArrayNode via = node.putArray("via");
        flow.via().forEach(via::add);
        node.put("protocol", flow.protocol().name().toLowerCase(Locale.ROOT));
        if (flow.protocol().hasPorts()) {
            node.put("fromPort", flow.ports().from()).put("toPort", flow.ports().to());
        }
        node.put("certainty", flow.certainty().name().toLowerCase(Locale.ROOT));
        ArrayNode addresses = node.putArray("addresses");
        flow.addresses().forEach(addresses::add);
        ArrayNode path = node.putArray("path");
        flow.path().forEach(hop -> path.addObject().put("urn", hop.urn()).put("text", hop.text()));
        return node;
    }
}
