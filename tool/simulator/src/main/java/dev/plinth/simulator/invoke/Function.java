package dev.plinth.simulator.invoke;

import java.util.Map;

/** A function of a provider. */
@FunctionalInterface
interface Function {

    /**
     * Returns the results by name; those that are missing get the argument of the same name, or an empty value.
     *
     * @throws dev.plinth.simulator.cloud.CloudException when the service refuses
     * @throws Call.NoResourcesException when the answer depends on resources and there are none to look at
     */
    Map<String, Object> call(Call call);
}
