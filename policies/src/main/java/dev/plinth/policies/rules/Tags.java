package dev.plinth.policies.rules;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;

/** The tags that an AWS provider puts on every resource. */
final class Tags {

    private Tags() {}

    /** Returns a provider's default tags, which its configuration may hold as JSON in a string. */
    static PropertyValue ofProvider(GraphResource provider) {
        return JsonText.parsed(JsonText.parsed(provider.input("defaultTags")).at("tags"));
    }
}
