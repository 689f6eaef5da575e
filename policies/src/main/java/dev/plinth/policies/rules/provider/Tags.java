package dev.plinth.policies.rules.provider;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.JsonText;

/** The tags that an AWS provider puts on every resource. */
final class Tags {

    private Tags() {}

    /** Returns a provider's default tags, which its configuration may hold as JSON in a string. */
    static PropertyValue ofProvider(GraphResource provider) {
        return JsonText.parsed(JsonText.parsed(provider.input("defaultTags")).at("tags"));
    }
}
