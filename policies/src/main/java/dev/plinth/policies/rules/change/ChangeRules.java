package dev.plinth.policies.rules.change;

import dev.plinth.policies.rule.Rule;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Rules that see what a change does: the operation, and each resource before and after it. */
public final class ChangeRules {

    public static final List<Rule> ALL = Stream.of(
                    DataChangeRules.ALL,
                    ProtectionChangeRules.ALL,
                    CapacityChangeRules.ALL,
                    ExposureChangeRules.ALL,
                    AccessChangeRules.ALL)
            .flatMap(Collection::stream)
            .toList();

    private ChangeRules() {}
}
