package dev.plinth.preview.cost;

import dev.plinth.Repository;
import dev.plinth.config.StackConfig;
import dev.plinth.config.StackConfigReader;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.graph.ResourceGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Resources, graphs and configurations to be priced. */
final class Resources {

    private Resources() {}

    static GraphResource resource(String type, String name, Map<String, ?> inputs) {
        return resource(type, name, inputs, Map.of());
    }

    /** A resource whose properties come from others, by their URNs. */
    static GraphResource resource(
            String type, String name, Map<String, ?> inputs, Map<String, List<String>> propertyDependencies) {
        return new GraphResource(
                urn(type, name),
                type,
                name,
                null,
                "",
                List.of(),
                new TreeMap<>(propertyDependencies),
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    static String urn(String type, String name) {
        return "urn:pulumi:test::plinth::" + type + "::" + name;
    }

    static ResourceGraph graph(GraphResource... resources) {
        return new ResourceGraph("plinth", "test", List.of(resources));
    }

    /** Development's, in eu-central-1, with the defaults of the section cost. */
    static StackConfig config() {
        return StackConfigReader.read(Repository.root(), "development");
    }

    static StackConfig withCost(UnaryOperator<StackConfig.Cost> change) {
        StackConfig config = config();
        return new StackConfig(
                config.region(),
                config.allowedAccountIds(),
                config.network(),
                config.database(),
                config.cache(),
                config.storage(),
                config.services(),
                config.edge(),
                config.backup(),
                config.observability(),
                config.policy(),
                config.tags(),
                config.recovery(),
                change.apply(config.cost()),
                config.reachability(),
                config.deployment(),
                false);
    }

    static StackConfig.Cost budget(StackConfig.Cost cost, Optional<Integer> monthly, String onBudget) {
        return new StackConfig.Cost(
                cost.currency(),
                monthly,
                onBudget,
                cost.requestsPerMonth(),
                cost.internetGigabytesPerMonth(),
                cost.natGigabytesPerMonth(),
                cost.endpointGigabytesPerMonth(),
                cost.storageGigabytes(),
                cost.otherStorageGigabytes(),
                cost.storageWritesPerMonth(),
                cost.storageReadsPerMonth(),
                cost.replicationGigabytesPerMonth(),
                cost.databaseBackupGigabytes(),
                cost.cacheBackupGigabytes(),
                cost.backupGigabytes(),
                cost.imageGigabytes(),
                cost.logGigabytesPerMonth(),
                cost.keyRequestsPerMonth(),
                cost.secretRequestsPerMonth(),
                cost.messagesPerMonth());
    }
}
