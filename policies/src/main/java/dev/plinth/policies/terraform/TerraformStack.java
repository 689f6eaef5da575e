package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.terraform.TerraformValues.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Resources of Terraform's under Pulumi's names. A resource's URN is {@code
 * urn:pulumi:<stack>::<project>::<token>::<address>}. A type of which no token is known keeps Terraform's name as its token,
 * so that no rule judges it and references to it still hold.
 *
 * @param stack the stack's name
 * @param project the project's name
 */
record TerraformStack(String stack, String project) {

    /** Name of a stack and project that a file does not name. */
    static final String DEFAULT_NAME = "terraform";

    private static final String ZONE_SETTINGS_OVERRIDE = "cloudflare_zone_settings_override";
    private static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";

    /**
     * Dependencies of a resource.
     *
     * @param all the URNs of the resources that it depends on
     * @param byProperty the URNs of the resources that the value of an input comes from, by Pulumi's name of the input
     */
    record Dependencies(Set<String> all, SortedMap<String, List<String>> byProperty) {}

    /**
     * Makes the resources of an address: one, or several where Pulumi has one for each setting.
     *
     * @param type Terraform's type
     * @param address the resource's address
     * @param values its values
     * @param expressions what the configuration sets; missing when that is not known
     * @param dependencies what it depends on
     * @param provider the URN of its provider; empty when it is not known
     */
    List<GraphResource> resources(
            String type,
            String address,
            Planned values,
            JsonNode expressions,
            Dependencies dependencies,
            String provider) {
        if (!values.value().isObject()) {
            return List.of();
        }
        TerraformValues reader = new TerraformValues(type);
        PropertyValue.ObjectValue outputs = withAllTags(reader.read(values, TerraformPlan.none()));
        PropertyValue.ObjectValue inputs = withoutComputed(reader.read(values, expressions));
        if (type.equals(ZONE_SETTINGS_OVERRIDE)) {
            return zoneSettings(address, inputs, dependencies);
        }
        return List.of(new GraphResource(
                urn(type, address),
                token(type),
                address,
                null,
                provider,
                List.copyOf(dependencies.all()),
                dependencies.byProperty(),
                inputs,
                outputs,
                false,
                true));
    }

    /** Version 4 of Cloudflare's provider has all settings of a zone in one resource. */
    private List<GraphResource> zoneSettings(
            String address, PropertyValue.ObjectValue inputs, Dependencies dependencies) {
        List<GraphResource> resources = new ArrayList<>();
        PropertyValue settings = inputs.get("settings").revealed();
        PropertyValue first = settings.elements().isEmpty()
                ? settings
                : settings.elements().get(0).revealed();
        if (first instanceof PropertyValue.ObjectValue object) {
            object.properties().forEach((name, value) -> {
                String setting = TerraformNames.terraform(ZONE_SETTINGS_OVERRIDE, "settings.", name);
                String element = address + ".settings." + setting;
                Map<String, PropertyValue> properties = Map.of(
                        "zoneId", inputs.get("zoneId"), "settingId", new PropertyValue.Text(setting), "value", value);
                resources.add(new GraphResource(
                        "urn:pulumi:" + stack + "::" + project + "::" + ZONE_SETTING + "::" + element,
                        ZONE_SETTING,
                        element,
                        null,
                        "",
                        List.copyOf(dependencies.all()),
                        dependencies.byProperty(),
                        PropertyValue.ObjectValue.of(properties),
                        PropertyValue.ObjectValue.EMPTY,
                        false,
                        true));
            });
        }
        return resources;
    }

    /** Before version 3.38, AWS's provider had no default tags to add to those of a resource. */
    private static PropertyValue.ObjectValue withAllTags(PropertyValue.ObjectValue outputs) {
        if (!outputs.get("tagsAll").isAbsent()) {
            return outputs;
        }
        SortedMap<String, PropertyValue> properties = new TreeMap<>(outputs.properties());
        PropertyValue tags = outputs.get("tags");
        properties.put("tagsAll", tags.isAbsent() ? PropertyValue.ObjectValue.EMPTY : tags);
        return new PropertyValue.ObjectValue(properties);
    }

    /** Values that a provider adds to every resource are not inputs. */
    private static PropertyValue.ObjectValue withoutComputed(PropertyValue.ObjectValue inputs) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>(inputs.properties());
        properties.keySet().removeAll(Set.of("id", "tagsAll"));
        return new PropertyValue.ObjectValue(properties);
    }

    private static String token(String type) {
        return TerraformNames.token(type).orElse(type);
    }

    /** Returns the URN of a resource. */
    String urn(String type, String address) {
        return "urn:pulumi:" + stack + "::" + project + "::" + token(type) + "::" + address;
    }

    /** Returns the URN of a provider's configuration. */
    String providerUrn(String key, String name) {
        return "urn:pulumi:" + stack + "::" + project + "::pulumi:providers:" + name + "::" + key;
    }
}
