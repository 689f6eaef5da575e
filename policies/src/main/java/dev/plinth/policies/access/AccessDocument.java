package dev.plinth.policies.access;

import dev.plinth.policies.access.AccessEntry.Layer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Policy document of a stack, for one principal or resource.
 *
 * @param urn the resource with the document
 * @param property the property with the document, or with the ARN of an attached policy outside the stack
 * @param origin the resource that gives the policy to the holder, such as an attachment
 * @param membership the URN of the membership that gives the policy of a group to the holder, a user; empty for none
 * @param layer the kind of policy
 * @param holder the URN of the principal of an identity policy, or of the resource of a trust or resource policy; a text for one
 *     outside the stack; empty while it is unknown
 * @param holderName the name of the holder
 * @param secret whether the document is a secret, which must not be shown
 */
public record AccessDocument(
        String urn,
        String property,
        String origin,
        String membership,
        Layer layer,
        String holder,
        String holderName,
        boolean secret) {

    /** Returns the policy of a group as one of a user. */
    AccessDocument of(String user, String name, String through) {
        return new AccessDocument(urn, property, origin, through, layer, user, name, secret);
    }

    /** Returns the first changed resource among the document, its attachment and the membership; the membership or attachment for none. */
    String cause(Set<String> changed) {
        List<String> resources = Stream.of(urn, origin, membership)
                .filter(each -> !each.isEmpty())
                .toList();
        return resources.stream().filter(changed::contains).findFirst().orElse(resources.get(resources.size() - 1));
    }

    /** Returns whether the document, its attachment or the membership changes. */
    boolean isAmong(Set<String> changed) {
        return changed.contains(cause(changed));
    }
}
