package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.policies.rule.Condition;

/** Properties that name the KMS key by which a service encrypts. */
final class CustomerKeys {

    private CustomerKeys() {}

    /** It names a key of the customer's, not the one that AWS manages for the service. */
    static Condition isCustomerKey(String property) {
        return property(property)
                .isSetTo(
                        value -> value.asText()
                                .filter(key -> !key.isBlank() && !key.contains("alias/aws/"))
                                .isPresent(),
                        "a KMS key of your own");
    }
}
