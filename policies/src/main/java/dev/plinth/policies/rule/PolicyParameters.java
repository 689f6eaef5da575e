package dev.plinth.policies.rule;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parameters of the rules for an environment.
 *
 * @param tier how much the environment matters
 * @param enforcement what a violation does, where {@code ruleEnforcement} says nothing else; a violation of low severity
 *     stops nothing unless {@code ruleEnforcement} says so
 * @param ruleEnforcement what a violation of one rule does, by the rule's id
 * @param packs the names of the packs that were chosen; the rules of all others are disabled in {@code ruleEnforcement}
 * @param libraries the jars and folders that hold a team's own rules, relative to the project
 * @param databaseBackupRetentionDays the fewest days that automated backups of a database are kept, 1 to 35
 * @param backupPlanRetentionDays the fewest days that a backup plan keeps a recovery point
 * @param keyDeletionWindowDays the fewest days between scheduling a key's deletion and the deletion, 7 to 30
 * @param logRetentionDays the fewest days that logs are kept
 * @param secretRotationDays the most days between two rotations of a secret
 * @param maximumRetentionDays the most days that logs, backups and deleted objects are kept; 36500 means unlimited
 * @param requiredTags the keys of the tags that each resource carries; empty asks for none
 * @param allowedRegions the regions that resources may stand in; empty allows all
 * @param unknown what a result does that is known only after the update
 * @param own the values of the team's own parameters that the stack sets, by their keys
 */
public record PolicyParameters(
        Tier tier,
        Enforcement enforcement,
        SortedMap<String, Enforcement> ruleEnforcement,
        List<String> packs,
        List<String> libraries,
        int databaseBackupRetentionDays,
        int backupPlanRetentionDays,
        int keyDeletionWindowDays,
        int logRetentionDays,
        int secretRotationDays,
        int maximumRetentionDays,
        List<String> requiredTags,
        List<String> allowedRegions,
        UnknownResults unknown,
        SortedMap<String, Object> own) {

    /** Days that a production database's automated backups are kept, at least. */
    public static final int PRODUCTION_DATABASE_BACKUP_RETENTION_DAYS = 14;

    /** Days that any other database's automated backups are kept, at least; Security Hub's RDS.11 asks for 7. */
    public static final int DATABASE_BACKUP_RETENTION_DAYS = 7;

    /** Days that a backup plan keeps a recovery point, at least. */
    public static final int BACKUP_PLAN_RETENTION_DAYS = 35;

    /** Days between scheduling a key's deletion and the deletion, at least: the most that AWS KMS offers. */
    public static final int KEY_DELETION_WINDOW_DAYS = 30;

    /** Days that production's logs are kept, at least; Security Hub's CloudWatch.16 asks for 365. */
    public static final int PRODUCTION_LOG_RETENTION_DAYS = 365;

    /** Days that any other stack's logs are kept, at least. */
    public static final int LOG_RETENTION_DAYS = 30;

    /** Days between two rotations of a secret, at most; Security Hub's SecretsManager.4 asks for 90. */
    public static final int SECRET_ROTATION_DAYS = 90;

    /** Days that logs, backups and deleted objects are kept, at most: no limit, as it depends on the data. */
    public static final int MAXIMUM_RETENTION_DAYS = 36_500;

    /** The packs whose rules run when nothing else is said. */
    public static final List<String> PACKS = List.of("plinth");

    /** The tags that each resource carries when nothing else is said: they tell which program it belongs to. */
    public static final List<String> REQUIRED_TAGS = List.of("project", "stack");

    public PolicyParameters {
        ruleEnforcement = Collections.unmodifiableSortedMap(new TreeMap<>(ruleEnforcement));
        packs = List.copyOf(packs);
        libraries = List.copyOf(libraries);
        requiredTags = List.copyOf(requiredTags);
        allowedRegions = List.copyOf(allowedRegions);
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
    }

    /**
     * The defaults of a stack: production and staging, by any name that {@link Tier#named} accepts, have their tiers and mandatory
     * enforcement; any other stack has the tier development and advisory enforcement.
     *
     * @param stack the stack's name; an organization and a project before it are ignored
     */
    public static PolicyParameters forStack(String stack) {
        Tier tier = Tier.named(stack.substring(stack.lastIndexOf('/') + 1)).orElse(Tier.DEVELOPMENT);
        return of(tier, tier.enforcement());
    }

    /** The default thresholds of a tier. */
    public static PolicyParameters of(Tier tier, Enforcement enforcement) {
        boolean production = tier == Tier.PRODUCTION;
        return new PolicyParameters(
                tier,
                enforcement,
                new TreeMap<>(),
                PACKS,
                List.of(),
                production ? PRODUCTION_DATABASE_BACKUP_RETENTION_DAYS : DATABASE_BACKUP_RETENTION_DAYS,
                BACKUP_PLAN_RETENTION_DAYS,
                KEY_DELETION_WINDOW_DAYS,
                production ? PRODUCTION_LOG_RETENTION_DAYS : LOG_RETENTION_DAYS,
                SECRET_ROTATION_DAYS,
                MAXIMUM_RETENTION_DAYS,
                REQUIRED_TAGS,
                List.of(),
                UnknownResults.REPORT,
                new TreeMap<>());
    }

    /** Returns these parameters with another enforcement of single rules. */
    public PolicyParameters withRuleEnforcement(Map<String, Enforcement> enforcements) {
        return toBuilder().ruleEnforcement(enforcements).build();
    }

    /** Returns these parameters with other required tags. */
    public PolicyParameters withRequiredTags(String... keys) {
        return toBuilder().requiredTags(List.of(keys)).build();
    }

    /** Returns these parameters with other allowed regions. */
    public PolicyParameters withAllowedRegions(String... regions) {
        return toBuilder().allowedRegions(List.of(regions)).build();
    }

    /** Returns these parameters with another threshold. */
    public PolicyParameters with(Threshold threshold, int value) {
        return toBuilder().threshold(threshold, value).build();
    }

    /** Returns these parameters with another value of a team's own parameter. */
    public <T> PolicyParameters with(Parameter<T> parameter, T value) {
        return toBuilder().parameter(parameter, value).build();
    }

    /** Returns the value of a team's own parameter: that of the stack, else the default of the tier. */
    public <T> T valueOf(Parameter<T> parameter) {
        return Optional.ofNullable(own.get(parameter.key()))
                .flatMap(parameter::read)
                .orElseGet(() -> parameter.defaultValue(tier));
    }

    /** Returns what a violation of a rule does here. */
    public Enforcement enforcementOf(Rule rule) {
        Enforcement own = ruleEnforcement.get(rule.id());
        if (own != null) {
            return own;
        }
        boolean advisory = rule.severity() == Severity.LOW || rule.isAdvisory();
        return advisory && enforcement == Enforcement.MANDATORY ? Enforcement.ADVISORY : enforcement;
    }

    /** Begins parameters that differ from these. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes parameters. */
    public static final class Builder {

        private final Tier tier;
        private final Enforcement enforcement;
        private Map<String, Enforcement> ruleEnforcement;
        private List<String> packs;
        private List<String> libraries;
        private List<String> requiredTags;
        private List<String> allowedRegions;
        private UnknownResults unknown;
        private final Map<Threshold, Integer> thresholds = new EnumMap<>(Threshold.class);
        private final SortedMap<String, Object> own;

        private Builder(PolicyParameters from) {
            tier = from.tier;
            enforcement = from.enforcement;
            ruleEnforcement = from.ruleEnforcement;
            packs = from.packs;
            libraries = from.libraries;
            requiredTags = from.requiredTags;
            allowedRegions = from.allowedRegions;
            unknown = from.unknown;
            own = new TreeMap<>(from.own);
            for (Threshold threshold : Threshold.values()) {
                thresholds.put(threshold, threshold.of(from));
            }
        }

        /** Sets the enforcement of single rules, by rule id. */
        public Builder ruleEnforcement(Map<String, Enforcement> ruleEnforcement) {
            this.ruleEnforcement = ruleEnforcement;
            return this;
        }

        /** Sets the chosen packs; this does not disable any rule. */
        public Builder packs(List<String> packs) {
            this.packs = packs;
            return this;
        }

        /** Sets the jars and directories with a team's own rules. */
        public Builder libraries(List<String> libraries) {
            this.libraries = libraries;
            return this;
        }

        /** Sets the tags that each resource must have. */
        public Builder requiredTags(List<String> requiredTags) {
            this.requiredTags = requiredTags;
            return this;
        }

        /** Sets the Regions that resources may be in. */
        public Builder allowedRegions(List<String> allowedRegions) {
            this.allowedRegions = allowedRegions;
            return this;
        }

        /** Sets the effect of results that are known only after the update. */
        public Builder unknown(UnknownResults unknown) {
            this.unknown = unknown;
            return this;
        }

        /**
         * Sets a threshold.
         *
         * @throws IllegalArgumentException when the value is out of its range
         */
        public Builder threshold(Threshold threshold, int value) {
            if (!threshold.allows(value)) {
                throw new IllegalArgumentException(
                        threshold.key() + " is " + value + " but must be " + threshold.allowed());
            }
            thresholds.put(threshold, value);
            return this;
        }

        /**
         * Sets a team's own parameter.
         *
         * @throws IllegalArgumentException when the value is not allowed
         */
        public <T> Builder parameter(Parameter<T> parameter, T value) {
            if (parameter.read(value).isEmpty()) {
                throw new IllegalArgumentException(
                        parameter.key() + " is " + value + " but must be " + parameter.allowed());
            }
            own.put(parameter.key(), value);
            return this;
        }

        /** Creates the parameters. */
        public PolicyParameters build() {
            return new PolicyParameters(
                    tier,
                    enforcement,
                    new TreeMap<>(ruleEnforcement),
                    packs,
                    libraries,
                    value(Threshold.DATABASE_BACKUP_RETENTION_DAYS),
                    value(Threshold.BACKUP_PLAN_RETENTION_DAYS),
                    value(Threshold.KEY_DELETION_WINDOW_DAYS),
                    value(Threshold.LOG_RETENTION_DAYS),
                    value(Threshold.SECRET_ROTATION_DAYS),
                    value(Threshold.MAXIMUM_RETENTION_DAYS),
                    requiredTags,
                    allowedRegions,
                    unknown,
                    own);
        }

        private int value(Threshold threshold) {
            return thresholds.getOrDefault(threshold, threshold.least());
        }
    }
}
