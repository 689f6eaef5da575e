package dev.plinth.policies.condition;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;

/** Properties that name the KMS key by which a service encrypts. */
public final class CustomerKeys {

    private CustomerKeys() {}

    /** Requires a customer managed key instead of the AWS managed key. */
    public static Condition isCustomerKey(String property) {
        return property(property).isSetTo(CustomerKeys::isCustomerKey, "a customer managed KMS key");
    }

    /**
     * Returns whether a value names a key of the customer's. The aliases of the keys that AWS manages begin with {@code aws/}.
     *
     * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt">AWS managed keys</a>
     */
    public static boolean isCustomerKey(PropertyValue value) {
        return value.asText()
                .filter(key -> !key.isBlank() && !key.contains("alias/aws/"))
                .isPresent();
    }
}
