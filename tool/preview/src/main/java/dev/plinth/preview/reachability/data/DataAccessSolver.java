package dev.plinth.preview.reachability.data;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Urns;
import dev.plinth.policies.access.AccessDocument;
import dev.plinth.policies.access.AccessEntry;
import dev.plinth.policies.access.AccessEntry.Layer;
import dev.plinth.policies.access.AccessGrant;
import dev.plinth.policies.access.AccessModel;
import dev.plinth.policies.access.AccessModel.Boundary;
import dev.plinth.policies.access.AccessPattern;
import dev.plinth.policies.access.ResourceNames;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.preview.reachability.data.PolicyEvaluation.Allowed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Access of principals to data stores by AWS's evaluation of policies in one account: an explicit denial prevails; else an identity
 * policy or the store's policy must allow the action, within the permissions boundary.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy evaluation
 *     logic</a>
 */
public final class DataAccessSolver {

    private static final AccessPattern EVERYONE = new AccessPattern("*", "*", "everyone");

    private final ResourceGraph graph;
    private final AccessModel model;
    private final List<DataStore> stores;
    private final List<Principal> principals;
    private final String account;
    private final Map<String, List<AccessGrant>> byHolder;

    /** Principal of the stack, with its policies. */
    private record Principal(GraphResource resource, AccessPattern pattern, List<AccessGrant> grants) {}

    private DataAccessSolver(ResourceGraph graph, ResourceNames names) {
        this.graph = graph;
        this.model = AccessModel.of(graph, names);
        this.stores = DataStore.of(graph, names);
        this.byHolder = model.grants().stream()
                .collect(Collectors.groupingBy(grant -> grant.document().holder()));
        this.principals =
                graph
                        .ofType(ResourceTypes.withAliases(AwsTypes.IAM_ROLE, AwsTypes.IAM_USER, AwsTypes.IAM_GROUP))
                        .stream()
                        .map(resource -> new Principal(
                                resource,
                                new AccessPattern(
                                        names.arn(resource).orElse(resource.urn()), resource.name(), resource.name()),
                                byHolder.getOrDefault(resource.urn(), List.of())))
                        .toList();
        this.account = account(stores, principals);
    }

    /** Creates a solver for a stack. */
    public static DataAccessSolver of(ResourceGraph graph) {
        return of(graph, ResourceNames.of(graph));
    }

    /**
     * Creates a solver for a stack.
     *
     * @param names the names of resources, such as those before and after a change
     */
    static DataAccessSolver of(ResourceGraph graph, ResourceNames names) {
        return new DataAccessSolver(graph, names);
    }

    /** Returns the account of most ARNs of principals and stores; empty while none is known. */
    private static String account(List<DataStore> stores, List<Principal> principals) {
        return Stream.concat(
                        principals.stream().map(principal -> principal.pattern().text()),
                        stores.stream().map(DataStore::arn))
                .map(arn -> arn.split(":", 6))
                .filter(parts -> parts.length == 6 && parts[0].equals("arn") && parts[4].matches("\\d{12}"))
                .collect(Collectors.groupingBy(parts -> parts[4], Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Returns the stores of the stack. */
    public List<DataStore> stores() {
        return stores;
    }

    /** Returns the policies that are unknown or outside the stack, and may give further access, by their principal or resource. */
    public List<String> unknown() {
        Map<String, SortedSet<String>> policies = new LinkedHashMap<>();
        for (AccessDocument document : model.unknown()) {
            policies.computeIfAbsent(document.holderName(), holder -> new TreeSet<>())
                    .add(Urns.name(document.urn()));
        }
        model.grants().stream()
                .filter(grant -> grant.entry().layer() == Layer.GROUP
                        || (grant.entry().layer() == Layer.MANAGED && !PolicyEvaluation.isAdministrator(grant.entry())))
                .forEach(grant -> policies.computeIfAbsent(grant.document().holderName(), holder -> new TreeSet<>())
                        .add((grant.entry().layer() == Layer.GROUP ? "group " : "")
                                + grant.entry().action().text()));
        return policies.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                .sorted()
                .toList();
    }

    /** Returns all access to all stores. */
    List<DataAccess> all() {
        List<DataAccess> access = new ArrayList<>();
        for (DataStore store : stores) {
            store.kind().actions().forEach((operation, actions) -> access.addAll(to(store, operation.key(), actions)));
        }
        return sorted(access);
    }

    /** Returns who can do an operation on a store. */
    public List<DataAccess> to(DataStore store, DataOperation operation) {
        return sorted(to(store, operation.key(), store.kind().actions().getOrDefault(operation, List.of())));
    }

    /** Returns who can do an action on a store. */
    public List<DataAccess> to(DataStore store, String action) {
        return store.kind().isServiceOf(action) ? sorted(to(store, action, List.of(action))) : List.of();
    }

    private static List<DataAccess> sorted(List<DataAccess> access) {
        return access.stream()
                .sorted(Comparator.comparing((DataAccess each) -> each.store().name())
                        .thenComparing(DataAccess::operation)
                        .thenComparing(DataAccess::isConditional)
                        .thenComparing(DataAccess::principal))
                .toList();
    }

    private List<DataAccess> to(DataStore store, String operation, List<String> actions) {
        List<AccessGrant> policy = byHolder.getOrDefault(store.resource().urn(), List.of()).stream()
                .filter(grant -> grant.entry().layer() == Layer.RESOURCE)
                .toList();
        List<DataAccess> access = new ArrayList<>();
        for (Principal principal : principals) {
            String urn = principal.resource().urn();
            Optional<Boundary> boundary = Optional.ofNullable(model.boundaries().get(urn));
            combine(actions, action -> request(store, action, principal.pattern(), policy)
                            .ofStack(principal.grants(), boundary))
                    .map(found -> new DataAccess(
                            principal.pattern().shown(),
                            urn,
                            DataStore.component(principal.resource(), graph),
                            store,
                            operation,
                            found.actions(),
                            found.conditions(),
                            found.policies()))
                    .ifPresent(access::add);
        }
        for (AccessPattern outsider : outsiders(policy)) {
            combine(actions, action -> request(store, action, outsider, policy)
                            .ofOutsider(restriction(store, outsider)))
                    .map(found -> new DataAccess(
                            outsider.shown(),
                            "",
                            "",
                            store,
                            operation,
                            found.actions(),
                            found.conditions(),
                            found.policies()))
                    .ifPresent(access::add);
        }
        return access;
    }

    /** Allowed actions of an operation. */
    private record Found(SortedSet<String> actions, List<String> conditions, Set<String> policies) {}

    /** Combines the actions of an operation: with the conditions of the action that has the fewest. */
    private static Optional<Found> combine(List<String> actions, Function<String, Optional<Allowed>> evaluation) {
        SortedSet<String> allowed = new TreeSet<>();
        Set<String> policies = new TreeSet<>();
        List<List<String>> conditions = new ArrayList<>();
        for (String action : actions) {
            evaluation.apply(action).ifPresent(found -> {
                allowed.add(action);
                policies.add(found.policy());
                conditions.add(found.conditions());
            });
        }
        return conditions.stream()
                .min(Comparator.comparing(List::size))
                .map(fewest -> new Found(allowed, fewest, policies));
    }

    private PolicyEvaluation request(
            DataStore store, String action, AccessPattern principal, List<AccessGrant> policy) {
        return new PolicyEvaluation(
                store,
                AccessPattern.action(action),
                store.target(action),
                principal,
                new KnownConditions(principal, account),
                policy);
    }

    /** Returns the principals outside the stack that a store's policy allows; the account itself only delegates. */
    private List<AccessPattern> outsiders(List<AccessGrant> policy) {
        Set<AccessPattern> own = principals.stream().map(Principal::pattern).collect(Collectors.toSet());
        KnownConditions conditions = new KnownConditions(EVERYONE, account);
        return policy.stream()
                .map(AccessGrant::entry)
                .filter(AccessEntry::allow)
                .map(AccessEntry::principal)
                .filter(principal -> !conditions.isOwnAccount(principal))
                .flatMap(principal -> principal.except() ? Stream.of(EVERYONE) : principal.patterns().stream())
                .distinct()
                .filter(principal -> !own.contains(principal))
                .toList();
    }

    /** Returns the condition on all access of a principal outside the stack; empty for none. */
    private String restriction(DataStore store, AccessPattern outsider) {
        boolean blocked = outsider.isAll()
                && graph.referrers(store.resource(), "bucket", AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK).stream()
                        .anyMatch(block ->
                                block.input("restrictPublicBuckets").asBoolean().orElse(false));
        String[] parts = outsider.text().split(":", 6);
        boolean foreign = parts.length == 6 && parts[2].equals("iam") && !parts[4].equals(account);
        return blocked
                ? "only in the account, by the public access block"
                : foreign ? "if account " + parts[4] + " allows it" : "";
    }
}
