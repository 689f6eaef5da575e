package dev.plinth.simulator.cloud;

import dev.plinth.simulator.store.StoredResource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A property under which a resource stands for one of another type, whose properties are known or not. */
record Provision(String target, String property, @Nullable Function<StoredResource, Map<String, Object>> properties) {}
