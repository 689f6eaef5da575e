package dev.plinth.testkit.rule;

import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Tier;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Parameters of a production stack that record which of a team's own parameters a rule reads. */
final class ObservedParameters {

    /** A key that no parameter has: a map compares keys only if it has an entry. */
    private static final String NO_KEY = "";

    private final SortedSet<String> read = new TreeSet<>();

    /** Returns the parameters for the rule. */
    PolicyParameters parameters() {
        // A copy of a sorted map keeps its comparator.
        SortedMap<String, Object> own = new TreeMap<>(this::compare);
        own.put(NO_KEY, NO_KEY);
        PolicyParameters defaults = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY);
        return new PolicyParameters(
                defaults.tier(),
                defaults.enforcement(),
                defaults.ruleEnforcement(),
                defaults.packs(),
                defaults.libraries(),
                defaults.databaseBackupRetentionDays(),
                defaults.backupPlanRetentionDays(),
                defaults.keyDeletionWindowDays(),
                defaults.logRetentionDays(),
                defaults.secretRotationDays(),
                defaults.maximumRetentionDays(),
                defaults.requiredTags(),
                defaults.allowedRegions(),
                defaults.unknown(),
                own);
    }

    private int compare(String key, String other) {
        if (!key.equals(NO_KEY)) {
            read.add(key);
        }
        return Comparator.<String>naturalOrder().compare(key, other);
    }

    /** Returns the keys of the parameters that were read. */
    SortedSet<String> read() {
        return read;
    }
}
