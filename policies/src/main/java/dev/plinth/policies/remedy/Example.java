package dev.plinth.policies.remedy;

import dev.plinth.policies.remedy.Value.Properties;

/**
 * Properties of a resource that comply with a rule.
 *
 * @param token the type token of the resource
 * @param checked whether the rule checks resources of this type; else the example adds one
 * @param properties the properties, from the resource down
 */
record Example(String token, boolean checked, Properties properties) {}
