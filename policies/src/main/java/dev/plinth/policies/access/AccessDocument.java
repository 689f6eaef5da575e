package dev.plinth.policies.access;

import dev.plinth.policies.access.AccessEntry.Layer;

/**
 * Policy document of a stack, for one principal or resource.
 *
 * @param urn the resource with the document
 * @param property the property with the document, or with the ARN of an attached policy outside the stack
 * @param origin the resource that gives the policy to the holder, such as an attachment
 * @param layer the kind of policy
 * @param holder the URN of the principal of an identity policy, or of the resource of a trust or resource policy; a text for one
 *     outside the stack; empty while it is unknown
 * @param holderName the name of the holder
 * @param secret whether the document is a secret, which must not be shown
 */
public record AccessDocument(
        String urn, String property, String origin, Layer layer, String holder, String holderName, boolean secret) {}
