package dev.plinth.policies.access;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.access.AccessEntry.Layer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the memberships of users in groups: a user has the policies of its groups. */
final class GroupMemberships {

    private final ResourceGraph graph;
    private final ResourceNames names;
    private final Map<String, List<AccessGrant>> grantsByHolder;
    private final Map<String, List<AccessDocument>> unknownByHolder;
    private final List<AccessGrant> grants = new ArrayList<>();
    private final List<AccessDocument> unknown = new ArrayList<>();
    private final Set<List<String>> joined = new HashSet<>();

    /** User or group: its URN, or its name if it is outside the stack. */
    private record Member(String id, AccessPattern pattern, boolean ofStack) {}

    /**
     * Creates a reader.
     *
     * @param policies the policies of the stack, those of groups among them
     */
    GroupMemberships(ResourceGraph graph, ResourceNames names, AccessModel policies) {
        this.graph = graph;
        this.names = names;
        this.grantsByHolder = policies.grants().stream()
                .collect(Collectors.groupingBy(grant -> grant.document().holder()));
        this.unknownByHolder = policies.unknown().stream().collect(Collectors.groupingBy(AccessDocument::holder));
    }

    /** Returns the policies that users have by their groups. */
    AccessModel read() {
        graph.ofType(AwsTypes.IAM_USER_GROUP_MEMBERSHIP).forEach(membership -> read(membership, "user", "groups"));
        graph.ofType(AwsTypes.IAM_GROUP_MEMBERSHIP).forEach(membership -> read(membership, "users", "group"));
        return new AccessModel(grants, unknown, Map.of());
    }

    private void read(GraphResource membership, String userProperty, String groupProperty) {
        List<Member> users = members(membership, userProperty, AwsTypes.IAM_USER);
        List<Member> groups = members(membership, groupProperty, AwsTypes.IAM_GROUP);
        String open = users.isEmpty() ? userProperty : groups.isEmpty() ? groupProperty : "";
        if (!open.isEmpty() && membership.input(open).containsUnknown()) {
            Member holder = users.isEmpty()
                    ? new Member("", AccessPattern.of("users of " + membership.name()), false)
                    : users.get(0);
            unknown.add(document(membership, open, holder));
        }
        users.forEach(user -> groups.forEach(group -> join(membership, groupProperty, user, group)));
    }

    /** Returns the users or groups that a property names, those outside the stack by their names. */
    private List<Member> members(GraphResource membership, String property, String type) {
        PropertyValue value = membership.input(property);
        List<Member> members = new ArrayList<>();
        graph.references(membership, property, type)
                .forEach(member -> members.add(new Member(member.urn(), names.named(member), true)));
        List<PropertyValue> values =
                value.revealed() instanceof PropertyValue.ListValue ? value.elements() : List.of(value);
        values.stream()
                .flatMap(each -> each.asText().stream())
                .filter(name -> graph.identified(name, membership, type).isEmpty())
                .forEach(name -> members.add(new Member(name, AccessPattern.of(name), false)));
        return members;
    }

    private void join(GraphResource membership, String groupProperty, Member user, Member group) {
        if (!joined.add(List.of(user.id(), group.id()))) {
            return;
        }
        PatternSet principal = PatternSet.of(user.pattern());
        List<AccessGrant> ofGroup = grantsByHolder.getOrDefault(group.id(), List.of());
        for (AccessGrant grant : ofGroup) {
            AccessEntry entry = grant.entry();
            if (entry.layer() == Layer.IDENTITY || entry.layer() == Layer.MANAGED) {
                grants.add(new AccessGrant(
                        new AccessEntry(
                                entry.layer(),
                                entry.allow(),
                                principal,
                                entry.action(),
                                entry.resource(),
                                entry.condition()),
                        ofUser(grant.document(), user, membership)));
            }
        }
        unknownByHolder
                .getOrDefault(group.id(), List.of())
                .forEach(document -> unknown.add(ofUser(document, user, membership)));
        if (!group.ofStack()) {
            grants.add(new AccessGrant(
                    new AccessEntry(
                            Layer.GROUP,
                            true,
                            principal,
                            PatternSet.of(group.pattern()),
                            PatternSet.ALL,
                            AccessCondition.NONE),
                    document(membership, groupProperty, user)));
        }
    }

    private static AccessDocument ofUser(AccessDocument document, Member user, GraphResource membership) {
        return document.of(user.id(), user.pattern().shown(), membership.urn());
    }

    private static AccessDocument document(GraphResource membership, String property, Member holder) {
        return new AccessDocument(
                membership.urn(),
                property,
                membership.urn(),
                "",
                Layer.GROUP,
                holder.id(),
                holder.pattern().shown(),
                false);
    }
}
