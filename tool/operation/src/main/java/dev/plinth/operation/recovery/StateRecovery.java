package dev.plinth.operation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.engine.EngineException;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.recovery.Recovery.Action;
import dev.plinth.operation.recovery.Recovery.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what an interrupted update left in the cloud, and makes a stack's state agree with it. */
public final class StateRecovery {

    private static final String PENDING = "pending_operations";

    private final Stack stack;
    private final Optional<StateFile> file;
    private final CloudLookup lookup;
    private final FailedCreations failed;

    /** The stack that is recovered. */
    public interface Stack {
        /** Returns the state as {@code pulumi stack export} prints it. */
        JsonNode export();

        /** Puts a state in the place of the present one, as {@code pulumi stack import} does. */
        void restore(JsonNode export);

        /** Reads the state of some resources from the cloud; those that are not there leave the state. */
        void refresh(List<String> urns);

        /** Returns the resources that the program describes. */
        ResourceGraph program();
    }

    /**
     * Prepares a recovery.
     *
     * @param stack the stack
     * @param file its state, where the backend is one of files
     * @param lookup finds resources in the cloud
     * @param failures the file in which failed creations are noted, which need not exist
     */
    public StateRecovery(Stack stack, Optional<StateFile> file, CloudLookup lookup, Path failures) {
        this.stack = stack;
        this.file = file;
        this.lookup = lookup;
        this.failed = new FailedCreations(failures);
    }

    /** Notes creations that failed: what was asked for may have been made all the same. */
    public void note(Collection<String> failedCreations) {
        if (!failedCreations.isEmpty()) {
            failed.add(failedCreations);
        }
    }

    /**
     * Finds what has to be done; nothing is changed.
     *
     * @throws EngineException when the state is damaged and no earlier one is whole
     */
    public Recovery find() {
        // A file is read here: the engine's export would cost each update a process of its own.
        Optional<JsonNode> present = file.flatMap(StateFile::whole);
        Optional<StateFile.Earlier> restored = file.filter(each -> present.isEmpty() && each.isDamaged())
                .map(damaged -> damaged.newestWhole()
                        .orElseThrow(() -> new EngineException("the state " + damaged.path()
                                + " is damaged, and no earlier state of the stack is whole\nnext: put back the file from"
                                + " a backup of this machine")));
        JsonNode deployment = restored.map(StateFile.Earlier::deployment)
                .or(() -> present)
                .orElseGet(() -> stack.export().path("deployment"));
        StateEdit state = new StateEdit(deployment.deepCopy(), stack::program);
        Map<String, Item> items = new LinkedHashMap<>();
        for (JsonNode operation : deployment.path(PENDING)) {
            JsonNode resource = operation.path("resource");
            String urn = resource.path("urn").asText();
            if (operation.path("type").asText().equals("creating")) {
                items.put(urn, creation(resource, state));
            } else {
                items.put(urn, new Item(state.has(urn) ? Action.COMPARE : Action.FORGET, resource, "", ""));
            }
        }
        for (String urn : failed.urns()) {
            unrecorded(urn, state, items.keySet()).ifPresent(item -> items.put(urn, item));
        }
        if (restored.isPresent()) {
            stack.program().resources().stream()
                    .filter(GraphResource::custom)
                    .filter(resource -> !resource.type().startsWith("pulumi:"))
                    .forEach(resource -> unrecorded(resource.urn(), state, items.keySet())
                            // A later one of what the state has is rare: only what is certain counts.
                            .filter(item -> item.action() == Action.ADOPT || !state.has(item.urn()))
                            .ifPresent(item -> items.put(item.urn(), item)));
        }
        return new Recovery(restored, List.copyOf(items.values()));
    }

    /** Returns a resource that may have been created without a pending operation, even if the state has one with its URN. */
    private Optional<Item> unrecorded(String urn, StateEdit state, Set<String> pending) {
        return pending.contains(urn)
                ? Optional.empty()
                : state.described(urn)
                        .map(resource -> creation(resource, state))
                        .filter(item -> item.action() != Action.FORGET);
    }

    private Item creation(JsonNode resource, StateEdit state) {
        CloudLookup.Answer answer = lookup.find(
                resource,
                state.providerInputs(resource),
                state.ids(resource.path("type").asText()));
        return switch (answer.kind()) {
            case MADE -> new Item(Action.ADOPT, resource, answer.ids().get(0), answer.how());
            case LIKELY -> new Item(Action.LOOK_UP, resource, answer.ids().get(0), answer.how());
            case NOT_MADE -> new Item(Action.FORGET, resource, "", answer.how());
            case UNDECIDED ->
                new Item(
                        Action.UNDECIDED,
                        resource,
                        "",
                        answer.ids().isEmpty() ? answer.how() : answer.how() + ": " + String.join(", ", answer.ids()));
        };
    }

    /**
     * Does what {@link #find} found.
     *
     * @param recovery what has to be done, with nothing undecided
     * @throws IllegalArgumentException when something is undecided
     * @throws EngineException when the engine does not take the state, or the cloud can't be asked
     */
    public void apply(Recovery recovery) {
        if (!recovery.undecided().isEmpty()) {
            throw new IllegalArgumentException("undecided: " + recovery.undecided());
        }
        recovery.restored().ifPresent(earlier -> file.orElseThrow().restore(earlier));
        ObjectNode export = (ObjectNode) stack.export();
        ObjectNode deployment = export.withObject("/deployment");
        deployment.remove(PENDING);
        StateEdit state = new StateEdit(deployment, stack::program);
        List<String> compared = new ArrayList<>();
        for (Item item : recovery.items()) {
            switch (item.action()) {
                case ADOPT, LOOK_UP -> {
                    state.adopt(item.resource(), item.id());
                    compared.add(item.urn());
                }
                case COMPARE -> compared.add(item.urn());
                case FORGET, UNDECIDED -> {
                    // Without its pending operation nothing is left of it.
                }
            }
        }
        List<String> faults = StateIntegrity.faults(deployment);
        if (!faults.isEmpty()) {
            throw new EngineException("the state cannot be recovered: " + String.join("; ", faults));
        }
        stack.restore(export);
        Set<String> there = new HashSet<>();
        deployment
                .path("resources")
                .forEach(resource -> there.add(resource.path("urn").asText()));
        compared.retainAll(there);
        if (!compared.isEmpty()) {
            stack.refresh(compared);
        }
        failed.clear();
    }
}
