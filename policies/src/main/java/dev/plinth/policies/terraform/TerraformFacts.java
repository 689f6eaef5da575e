package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.PlanFacts;
import dev.plinth.model.PlanFacts.PlannedDocument;
import dev.plinth.model.ResourceChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts of a plan of Terraform or OpenTofu besides its changes: the reason for a change, the order of a replacement, moved,
 * imported and forgotten resources, leftovers of earlier replacements, and data sources.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format#change-representation">JSON output format</a>
 */
final class TerraformFacts {

    /** Words for the reasons that a plan names; others follow from the changed values. */
    private static final Map<String, String> REASONS = Map.of(
            "replace_because_tainted", "replaced because it is tainted",
            "replace_by_request", "replaced because of -replace",
            "replace_by_triggers", "replaced because of replace_triggered_by",
            "delete_because_no_resource_config", "deleted because it is not in the configuration",
            "delete_because_no_module", "deleted because its module is not in the configuration",
            "delete_because_wrong_repetition", "deleted because count or for_each was added or removed",
            "delete_because_count_index", "deleted because count is smaller",
            "delete_because_each_key", "deleted because for_each has no such key",
            "delete_because_no_move_target", "deleted because the target of its move does not exist");

    private static final String OPENTOFU = "registry.opentofu.org/";

    private final JsonNode root;
    private final SortedMap<String, List<String>> remarks = new TreeMap<>();
    private final Set<String> deletedFirst = new HashSet<>();
    private final Map<String, Map<String, PlannedDocument>> documents = new HashMap<>();
    private int dataSources;

    TerraformFacts(JsonNode root) {
        this.root = root;
    }

    /** Adds a data source. */
    void addDataSource(JsonNode node) {
        if (node.path("change").path("actions").path(0).asText().equals("read")) {
            dataSources++;
        }
    }

    /** Adds an object that an earlier replacement left behind. */
    void addDeposed(String urn) {
        remark(urn, "an object of an earlier replacement is deleted");
    }

    /**
     * Adds a change.
     *
     * @param node the element of {@code resource_changes}
     * @param urns the URNs of its resources
     */
    void add(JsonNode node, Iterable<String> urns) {
        JsonNode change = node.path("change");
        List<String> actions = new ArrayList<>();
        change.path("actions").forEach(action -> actions.add(action.asText()));
        for (String urn : urns) {
            String reason = REASONS.get(node.path("action_reason").asText());
            if (reason != null) {
                remark(urn, reason);
            }
            if (node.path("previous_address").isTextual()) {
                remark(urn, "moved from " + node.path("previous_address").textValue());
            }
            if (change.path("importing").isObject()) {
                remark(urn, "imported");
            }
            if (actions.contains("forget")) {
                remark(urn, "removed from the state, kept in the cloud");
            }
            if (actions.equals(List.of("delete", "create"))) {
                deletedFirst.add(urn);
            }
        }
    }

    private void remark(String urn, String text) {
        remarks.computeIfAbsent(urn, key -> new ArrayList<>(1)).add(text);
    }

    /** Adds a document whose statements the plan has. */
    void addDocument(String urn, String property, PlannedDocument planned) {
        documents.computeIfAbsent(urn, key -> new HashMap<>()).put(property, planned);
    }

    /** Returns the facts with the changes made outside of the program. */
    PlanFacts with(List<ResourceChange> drift, boolean changesKnown) {
        return new PlanFacts(producer(), 0, changesKnown, dataSources, drift, remarks, deletedFirst, documents);
    }

    private String producer() {
        String version = root.path("terraform_version").asText();
        boolean tofu = root.path("resource_changes")
                .path(0)
                .path("provider_name")
                .asText("")
                .startsWith(OPENTOFU);
        return (tofu ? "OpenTofu " : "Terraform ") + version;
    }
}
