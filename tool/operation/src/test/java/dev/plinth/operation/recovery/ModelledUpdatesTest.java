package dev.plinth.operation.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.recovery.CloudLookup.Answer;
import dev.plinth.operation.recovery.CloudLookup.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random programs on a model of the engine, which writes an operation down before the cloud acts and strikes it out afterwards, cut
 * off at random places: a recovery and an update bring the state and the cloud together.
 */
class ModelledUpdatesTest {

    private static final String PREFIX = "urn:pulumi:test::shop::";
    private static final String ROOT = PREFIX + "pulumi:pulumi:Stack::shop-test";
    private static final String PROVIDER = PREFIX + "pulumi:providers:aws::default";
    private static final String TYPE = "aws:ec2/subnet:Subnet";

    /**
     * An update.
     *
     * @param wanted the revision of each resource, by its number; 0 for none
     * @param generation what can't be changed in place
     * @param steps after how many steps it is cut off
     * @param crash the number of the resource whose creation the provider does not survive
     * @param order how the steps of different resources mingle
     */
    record Update(List<Integer> wanted, int generation, int steps, int crash, long order) {}

    @Provide
    Arbitrary<List<Update>> updates() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2).list().ofSize(7),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.longs())
                .as(Update::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 200)
    void aRecoveryAndAnUpdateConverge(@ForAll("updates") List<Update> updates) throws IOException {
        Path folder = Files.createTempDirectory("plinth-modelled");
        Model model = new Model(folder.resolve("failed.json"));
        for (Update update : updates) {
            model.recover();
            model.update(update, update.steps());
        }
        Update last = updates.get(updates.size() - 1);
        Update whole = new Update(last.wanted(), last.generation(), 0, -1, last.order());

        model.recover();
        model.update(whole, Integer.MAX_VALUE);

        assertThat(model.state()).isEqualTo(model.cloud(whole));
        assertThat(model.export().path("deployment").path("pending_operations")).isEmpty();
        assertThat(StateIntegrity.faults(model.export().path("deployment"))).isEmpty();
        Files.deleteIfExists(folder.resolve("failed.json"));
        Files.delete(folder);
    }

    /** An engine, a state and a cloud. */
    private static final class Model implements StateRecovery.Stack {

        private final Path failures;
        private final Map<String, ObjectNode> cloud = new TreeMap<>();
        private final List<String> unanswered = new ArrayList<>();
        private ObjectNode export = JsonNodeFactory.instance.objectNode();
        private Update program = new Update(List.of(), 1, 0, -1, 0);
        private int made;
        private int done;

        Model(Path failures) {
            this.failures = failures;
            ArrayNode resources = export.putObject("deployment").putArray("resources");
            resources.addObject().put("urn", ROOT).put("custom", false).put("type", "pulumi:pulumi:Stack");
            resources
                    .addObject()
                    .put("urn", PROVIDER)
                    .put("custom", true)
                    .put("id", "7")
                    .put("type", "pulumi:providers:aws")
                    .put("parent", ROOT)
                    .putObject("inputs");
        }

        private static String urn(int number) {
            return PREFIX + TYPE + "::subnet-" + number;
        }

        private static ObjectNode resource(int number, Update update) {
            ObjectNode resource = JsonNodeFactory.instance
                    .objectNode()
                    .put("urn", urn(number))
                    .put("custom", true)
                    .put("type", TYPE)
                    .put("parent", ROOT)
                    .put("provider", PROVIDER + "::7");
            resource.putArray("dependencies");
            // Every third resource stands on the one before it.
            if (number % 3 == 2 && update.wanted().get(number - 1) > 0) {
                resource.withArray("dependencies").add(urn(number - 1));
            }
            resource.putObject("inputs")
                    .put("revision", update.wanted().get(number))
                    .put("generation", update.generation());
            return resource;
        }

        private ArrayNode resources() {
            return (ArrayNode) export.path("deployment").path("resources");
        }

        private ArrayNode pending() {
            return export.withObject("/deployment").withArray("pending_operations");
        }

        private Optional<ObjectNode> alive(String urn) {
            for (JsonNode resource : resources()) {
                if (resource.path("urn").asText().equals(urn)
                        && !resource.path("delete").asBoolean()) {
                    return Optional.of((ObjectNode) resource);
                }
            }
            return Optional.empty();
        }

        void recover() {
            StateRecovery recovery = new StateRecovery(
                    this,
                    Optional.empty(),
                    (resource, provider, known) -> {
                        List<String> ids = cloud.entrySet().stream()
                                .filter(entry -> entry.getValue().path("urn").equals(resource.path("urn")))
                                .map(Map.Entry::getKey)
                                .filter(id -> !known.contains(id))
                                .toList();
                        return new Answer(
                                ids.isEmpty() ? Kind.NOT_MADE : ids.size() == 1 ? Kind.MADE : Kind.UNDECIDED, ids, "");
                    },
                    failures);
            recovery.note(unanswered);
            unanswered.clear();
            recovery.apply(recovery.find());
        }

        /** Updates, and stops after so many steps. */
        void update(Update update, int steps) {
            program = update;
            done = 2;
            List<List<Runnable>> operations = new ArrayList<>();
            for (int number = 0; number < update.wanted().size(); number++) {
                if (update.wanted().get(number) > 0) {
                    List<Runnable> operation = operation(number, update);
                    // What stands on another resource comes after it.
                    if (number % 3 == 2 && !operations.isEmpty()) {
                        operations.get(operations.size() - 1).addAll(operation);
                    } else {
                        operations.add(operation);
                    }
                }
            }
            int left = run(operations, steps, new Random(update.order()));
            if (left > 0) {
                deleteTheRest(update, left);
            }
        }

        /** Runs operations side by side; returns how many steps are left. */
        private int run(List<List<Runnable>> operations, int steps, Random random) {
            List<List<Runnable>> open = new ArrayList<>(operations);
            int left = steps;
            while (left > 0) {
                open.removeIf(List::isEmpty);
                if (open.isEmpty()) {
                    return left;
                }
                open.get(random.nextInt(open.size())).remove(0).run();
                left--;
                if (!unanswered.isEmpty()) {
                    // The engine starts nothing more.
                    return 0;
                }
            }
            return 0;
        }

        private List<Runnable> operation(int number, Update update) {
            ObjectNode wanted = resource(number, update);
            Optional<ObjectNode> present = alive(urn(number));
            if (present.isEmpty()
                    || present.get().path("inputs").path("generation").asInt() != update.generation()) {
                return new ArrayList<>(creation(wanted, number == update.crash()));
            }
            if (present.get().path("inputs").equals(wanted.path("inputs"))) {
                return new ArrayList<>(List.of(() -> done(present.get(), wanted)));
            }
            ObjectNode before = present.get();
            return new ArrayList<>(List.of(
                    () -> begin("updating", wanted), () -> made(before).set("inputs", wanted.path("inputs")), () -> {
                        before.set("inputs", wanted.path("inputs"));
                        done(before, wanted);
                        end(wanted);
                    }));
        }

        private List<Runnable> creation(ObjectNode wanted, boolean crashes) {
            String id = "subnet-" + ++made;
            return List.of(() -> begin("creating", wanted), () -> cloud.put(id, wanted.deepCopy()), () -> {
                end(wanted);
                if (crashes) {
                    unanswered.add(wanted.path("urn").asText());
                    return;
                }
                alive(wanted.path("urn").asText()).ifPresent(old -> old.put("delete", true));
                resources().insert(done++, wanted.put("id", id));
            });
        }

        /** What the update is done with stands before the rest of the state, in the order of the update. */
        private void done(ObjectNode resource, ObjectNode wanted) {
            removeOne(resource);
            resource.set("dependencies", wanted.path("dependencies"));
            resources().insert(done++, resource);
        }

        private ObjectNode made(JsonNode resource) {
            return Objects.requireNonNull(cloud.get(resource.path("id").asText()));
        }

        private void begin(String type, ObjectNode resource) {
            pending().addObject().put("type", type).set("resource", resource.deepCopy());
        }

        private void end(ObjectNode resource) {
            remove(pending(), entry -> entry.path("resource").path("urn").equals(resource.path("urn")));
        }

        /** By its URN and id, as a state may have two of a URN. */
        private void removeOne(JsonNode resource) {
            remove(
                    resources(),
                    entry -> entry.path("urn").equals(resource.path("urn"))
                            && entry.path("id").equals(resource.path("id")));
        }

        private static void remove(ArrayNode array, java.util.function.Predicate<JsonNode> which) {
            for (int index = array.size() - 1; index >= 0; index--) {
                if (which.test(array.get(index))) {
                    array.remove(index);
                }
            }
        }

        private void deleteTheRest(Update update, int steps) {
            Map<String, List<Runnable>> operations = new LinkedHashMap<>();
            for (int index = resources().size() - 1; index >= 0; index--) {
                ObjectNode resource = (ObjectNode) resources().get(index);
                String urn = resource.path("urn").asText();
                boolean wanted = !resource.path("type").asText().equals(TYPE)
                        || (!resource.path("delete").asBoolean() && isWanted(urn, update));
                if (!wanted) {
                    // What stands on another resource goes before it.
                    String group = urn.endsWith("2") || urn.endsWith("5")
                            ? urn(Integer.parseInt(urn.substring(urn.length() - 1)) - 1)
                            : urn;
                    operations
                            .computeIfAbsent(group, any -> new ArrayList<>())
                            .addAll(List.of(
                                    () -> begin("deleting", resource),
                                    () -> cloud.remove(resource.path("id").asText()),
                                    () -> {
                                        removeOne(resource);
                                        end(resource);
                                    }));
                }
            }
            run(new ArrayList<>(operations.values()), steps, new Random(update.order()));
        }

        private static boolean isWanted(String urn, Update update) {
            int number = Integer.parseInt(urn.substring(urn.lastIndexOf('-') + 1));
            return update.wanted().get(number) > 0;
        }

        /** What the state says, by id. */
        Map<String, String> state() {
            Map<String, String> state = new LinkedHashMap<>();
            resources().forEach(resource -> {
                if (resource.path("type").asText().equals(TYPE)) {
                    String urn = resource.path("urn").asText();
                    assertThat(state.put(urn, resource.path("id").asText() + resource.path("inputs")))
                            .as(urn + " is there once")
                            .isNull();
                }
            });
            return state;
        }

        /** What the cloud has, which is to be what was wanted. */
        Map<String, String> cloud(Update wanted) {
            Map<String, String> all = new LinkedHashMap<>();
            cloud.forEach((id, resource) -> {
                String urn = resource.path("urn").asText();
                int number = Integer.parseInt(urn.substring(urn.lastIndexOf('-') + 1));
                assertThat(resource.path("inputs"))
                        .isEqualTo(resource(number, wanted).path("inputs"));
                assertThat(all.put(urn, id + resource.path("inputs")))
                        .as(urn + " is in the cloud once")
                        .isNull();
            });
            assertThat(all).hasSize((int)
                    wanted.wanted().stream().filter(revision -> revision > 0).count());
            return all;
        }

        @Override
        public JsonNode export() {
            return export.deepCopy();
        }

        @Override
        public void restore(JsonNode state) {
            export = state.deepCopy();
        }

        @Override
        public void refresh(List<String> urns) {
            for (String urn : urns) {
                remove(
                        resources(),
                        resource -> resource.path("urn").asText().equals(urn)
                                && !resource.path("delete").asBoolean()
                                && !cloud.containsKey(resource.path("id").asText()));
                if (alive(urn).isEmpty()) {
                    // As the engine does with what stood on it.
                    resources()
                            .forEach(resource -> remove(
                                    resource.withArray("dependencies"),
                                    dependency -> dependency.asText().equals(urn)));
                }
                alive(urn)
                        .ifPresent(resource ->
                                resource.set("inputs", made(resource).path("inputs")));
            }
        }

        @Override
        public ResourceGraph program() {
            ObjectNode described = JsonNodeFactory.instance.objectNode();
            ArrayNode resources = described.putObject("deployment").putArray("resources");
            resources.add(resources().get(0)).add(resources().get(1));
            for (int number = 0; number < program.wanted().size(); number++) {
                if (program.wanted().get(number) > 0) {
                    resources.add(resource(number, program).put("id", "unused"));
                }
            }
            return ResourceGraph.fromState(described);
        }
    }
}
