package dev.plinth.preview.reachability.data;

import dev.plinth.model.Urns;
import dev.plinth.policies.access.AccessEntry;
import dev.plinth.policies.access.AccessEntry.Layer;
import dev.plinth.policies.access.AccessGrant;
import dev.plinth.policies.access.AccessModel.Boundary;
import dev.plinth.policies.access.AccessPattern;
import dev.plinth.policies.access.PatternSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evaluation of one request: may a principal use an action on a store?
 *
 * @param store the store
 * @param action the action
 * @param target the resources that the action is about
 * @param principal the principal
 * @param conditions the conditions that the stack decides for the principal
 * @param storePolicy the entries of the store's policy
 */
record PolicyEvaluation(
        DataStore store,
        AccessPattern action,
        AccessPattern target,
        AccessPattern principal,
        KnownConditions conditions,
        List<AccessGrant> storePolicy) {

    /**
     * Access that policies give.
     *
     * @param conditions the conditions that depend on the request
     * @param policy the policy that allows it
     */
    record Allowed(List<String> conditions, String policy) {

        private Allowed with(List<String> more) {
            return new Allowed(
                    Stream.concat(conditions.stream(), more.stream()).distinct().toList(), policy);
        }
    }

    /**
     * Evaluates the request of a role, user or group of the stack.
     *
     * @param own the entries of the principal's policies
     * @param boundary its permissions boundary
     */
    Optional<Allowed> ofStack(List<AccessGrant> own, Optional<Boundary> boundary) {
        List<String> limits = new ArrayList<>();
        if (isDenied(Stream.concat(own.stream(), fromStore().stream()), limits) || !isWithin(boundary, own, limits)) {
            return Optional.empty();
        }
        Stream<Allowed> byIdentity = delegation().stream().flatMap(delegated -> own.stream()
                .filter(grant -> grant.entry().layer() == Layer.IDENTITY || isAdministrator(grant.entry()))
                .flatMap(grant -> allowed(grant).stream())
                .map(allowed -> allowed.with(delegated)));
        // Access for everyone is reported once, as that of everyone.
        Stream<Allowed> byStore = fromStore().stream()
                .filter(grant -> !grant.entry().principal().isAll())
                .flatMap(grant -> allowed(grant).stream());
        return Stream.concat(byIdentity, byStore)
                .min(Comparator.comparing(allowed -> allowed.conditions().size()))
                .map(allowed -> allowed.with(limits));
    }

    /**
     * Evaluates the request of a principal that only the store's policy names.
     *
     * @param restriction the further condition on all access of the principal; empty for none
     */
    Optional<Allowed> ofOutsider(String restriction) {
        List<String> limits = new ArrayList<>();
        if (!restriction.isEmpty()) {
            limits.add(restriction);
        }
        if (isDenied(fromStore().stream(), limits)) {
            return Optional.empty();
        }
        return fromStore().stream()
                .flatMap(grant -> allowed(grant).stream())
                .min(Comparator.comparing(allowed -> allowed.conditions().size()))
                .map(allowed -> allowed.with(limits));
    }

    static boolean isAdministrator(AccessEntry entry) {
        return entry.layer() == Layer.MANAGED && entry.action().text().equals("AdministratorAccess");
    }

    /** Returns the entries of the store's policy for the principal. */
    private List<AccessGrant> fromStore() {
        return storePolicy.stream()
                .filter(grant -> grant.entry().principal().has(principal))
                .toList();
    }

    /** Returns whether an entry is about the action and some of the resources. */
    private boolean isAbout(AccessEntry entry) {
        return isAdministrator(entry)
                || (entry.action().has(action) && entry.resource().overlaps(target));
    }

    private Optional<Allowed> allowed(AccessGrant grant) {
        AccessEntry entry = grant.entry();
        if (!entry.allow() || !isAbout(entry) || entry.layer() == Layer.BOUNDARY) {
            return Optional.empty();
        }
        Optional<Boolean> met = conditions.areMet(entry.condition());
        if (met.isPresent() && !met.get()) {
            return Optional.empty();
        }
        List<String> open = new ArrayList<>();
        if (met.isEmpty() && !KnownConditions.isTransport(entry.condition())) {
            open.add("if " + shown(grant, entry.condition().text()));
        }
        if (!isAdministrator(entry) && !entry.resource().has(target)) {
            open.add("on " + shown(grant, entry.resource().text()));
        }
        return Optional.of(new Allowed(
                open,
                isAdministrator(entry)
                        ? entry.action().text()
                        : Urns.name(grant.document().urn())));
    }

    /** Returns a text of a policy, unless that is a secret. */
    private static String shown(AccessGrant grant, String text) {
        return grant.document().secret() ? "[secret]" : text;
    }

    /** Returns whether the request is denied in any case; denials under conditions are added to the limits. */
    private boolean isDenied(Stream<AccessGrant> grants, List<String> limits) {
        List<AccessGrant> denials = grants.filter(grant -> !grant.entry().allow() && isAbout(grant.entry()))
                .toList();
        for (AccessGrant grant : denials) {
            AccessEntry denial = grant.entry();
            Optional<Boolean> met = conditions.areMet(denial.condition());
            boolean complete = denial.resource().has(target);
            if (met.isPresent() && met.get() && complete) {
                return true;
            }
            if (KnownConditions.isTransport(denial.condition()) || (met.isPresent() && !met.get())) {
                continue;
            }
            String where =
                    complete ? "" : " on " + shown(grant, denial.resource().text());
            limits.add(
                    denial.condition().isEmpty()
                            ? "except" + where
                            : "unless " + shown(grant, denial.condition().text()) + where);
        }
        return false;
    }

    /** Returns whether a boundary allows the request; its conditions are added to the limits. */
    private boolean isWithin(Optional<Boundary> boundary, List<AccessGrant> own, List<String> limits) {
        if (boundary.isEmpty()) {
            return true;
        }
        if (boundary.get().policy().isEmpty()) {
            limits.add("if the permissions boundary " + boundary.get().name() + " allows it");
            return true;
        }
        Optional<Allowed> allowed = own.stream()
                .filter(grant -> grant.entry().layer() == Layer.BOUNDARY)
                .map(grant -> new AccessGrant(asIdentity(grant.entry()), grant.document()))
                .flatMap(grant -> allowed(grant).stream())
                .min(Comparator.comparing(each -> each.conditions().size()));
        allowed.ifPresent(each -> limits.addAll(each.conditions()));
        return allowed.isPresent();
    }

    private static AccessEntry asIdentity(AccessEntry entry) {
        return new AccessEntry(
                Layer.IDENTITY, entry.allow(), entry.principal(), entry.action(), entry.resource(), entry.condition());
    }

    /**
     * Returns the conditions under which identity policies count; empty when they do not. A key's policy must delegate to the
     * account, as the default policy of keys does.
     */
    private Optional<List<String>> delegation() {
        if (store.kind() != StoreKind.KEY || storePolicy.isEmpty()) {
            return Optional.of(List.of());
        }
        return storePolicy.stream()
                .filter(grant -> isOwnAccount(grant.entry().principal())
                        || grant.entry().principal().isAll())
                .flatMap(grant -> allowed(grant).stream())
                .min(Comparator.comparing(allowed -> allowed.conditions().size()))
                .map(Allowed::conditions);
    }

    private boolean isOwnAccount(PatternSet principals) {
        return conditions.isOwnAccount(principals);
    }
}
