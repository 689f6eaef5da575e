package dev.plinth.report;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.catalog.Sections;
import dev.plinth.preview.change.ChangeSection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Previews to write, judged by the policies and sections themselves. */
final class Reports {

    /** What a page must not let through. */
    static final String HOSTILE =
            "</script></style><img src=x onerror=\"document.title='owned'\"> {{project}} & ' \u202E`";

    private static final GraphOperation.Recording PRODUCTION =
            GraphOperation.recordWithSources(Repository.project(), "production", Repository.root());

    private Reports() {}

    /** Everything of production is created. */
    static PreviewReport first() {
        ResourceGraph graph = PRODUCTION.graph();
        return of(StackChange.between(
                Fixture.config("production"), new ResourceGraph(graph.project(), graph.stack(), List.of()), graph));
    }

    /** Nothing of production changes. */
    static PreviewReport quiet() {
        ResourceGraph graph = PRODUCTION.graph();
        return of(StackChange.between(Fixture.config("production"), graph, graph));
    }

    /** The database is replaced, a bucket is deleted, and anybody may reach the database. */
    static PreviewReport risky() {
        List<ResourceChange> changes = new ArrayList<>();
        for (GraphResource resource : PRODUCTION.graph().resources()) {
            if (resource.name().startsWith("uploads") && resource.custom()) {
                changes.add(Fixture.delete(resource));
            } else if (resource.type().equals("aws:rds/instance:Instance")
                    && resource.name().equals("database-instance")) {
                changes.add(Fixture.replace(
                        resource,
                        with(resource, Map.of("dbName", "shop", "instanceClass", "db.r6g.xlarge")),
                        "dbName",
                        "instanceClass"));
            } else if (resource.name().equals("database-from-api")) {
                changes.add(Fixture.update(resource, with(resource, Map.of("cidrIpv4", "0.0.0.0/0")), "cidrIpv4"));
            } else {
                changes.add(Fixture.same(resource));
            }
        }
        return of(StackChange.of("plinth", "production", Fixture.config("production"), changes));
    }

    /** Every text that a program chooses is hostile. */
    static PreviewReport hostile() {
        GraphResource before =
                Fixture.resource("aws:s3/bucketV2:BucketV2", HOSTILE, Map.of("bucket", HOSTILE, HOSTILE, 1));
        GraphResource after =
                Fixture.resource("aws:s3/bucketV2:BucketV2", HOSTILE, Map.of("bucket", HOSTILE + "2", HOSTILE, 2));
        GraphResource made = Fixture.resource("aws:sqs/queue:Queue", "made", Map.of(HOSTILE, HOSTILE));
        return of(StackChange.of(
                HOSTILE,
                HOSTILE,
                Fixture.config("staging"),
                List.of(Fixture.replace(before, after, "bucket"), Fixture.creation(made))));
    }

    /** As many resources are created as asked for, each with ten properties, in components of fifty. */
    static PreviewReport large(int size) {
        List<ResourceChange> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (i % 50 == 0) {
                changes.add(Fixture.creation(component(i / 50)));
            }
            Map<String, String> inputs = new TreeMap<>();
            IntStream.range(0, 10).forEach(k -> inputs.put("property" + k, "a value of some length, number " + k));
            changes.add(Fixture.creation(
                    child(Fixture.resource("aws:sqs/queue:Queue", "queue-" + i, inputs), component(i / 50))));
        }
        StackChange change = StackChange.of("shop", "test", Fixture.config("staging"), changes);
        // What is tried here is the page: judging so many resources would only take its time.
        return Previews.of(change, Previews.NO_POLICY, Sections.of(change, Set.of(ChangeSection.KEY)));
    }

    private static GraphResource component(int number) {
        return copy(Fixture.resource("shop:index:Part", "part-" + number, Map.of()), null, false);
    }

    private static GraphResource child(GraphResource resource, GraphResource parent) {
        return copy(resource, parent.urn(), true);
    }

    private static GraphResource copy(GraphResource resource, @Nullable String parent, boolean custom) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                parent,
                "",
                List.of(),
                resource.propertyDependencies(),
                resource.inputs(),
                resource.outputs(),
                false,
                custom);
    }

    private static GraphResource with(GraphResource resource, Map<String, String> inputs) {
        TreeMap<String, PropertyValue> all = new TreeMap<>(resource.inputs().properties());
        inputs.forEach((key, value) -> all.put(key, new PropertyValue.Text(value)));
        return resource.withInputs(PropertyValue.ObjectValue.of(all));
    }

    static PreviewReport of(StackChange change) {
        PolicyReport policies = PolicyEvaluator.evaluate(PolicyEvaluator.Subject.of(
                                change.after(), change.settings().policy(), List.of(), LocalDate.of(2026, 6, 30))
                        .changing(change.changes(), change.approvals()))
                .locatedBy(PRODUCTION.locations());
        return Previews.of(change, policies);
    }
}
