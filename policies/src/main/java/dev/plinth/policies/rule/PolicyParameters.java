package dev.plinth.policies.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an environment asks of the rules.
 *
 * @param tier how much the environment matters
 * @param enforcement what a violation does, where {@code ruleEnforcement} says nothing else
 * @param ruleEnforcement what a violation of one rule does, by the rule's id
 * @param databaseBackupRetentionDays the fewest days that automated backups of a database are kept, 1 to 35
 * @param backupPlanRetentionDays the fewest days that a backup plan keeps a recovery point
 * @param keyDeletionWindowDays the fewest days between scheduling a key's deletion and the deletion, 7 to 30
 */
public record PolicyParameters(
        Tier tier,
        Enforcement enforcement,
        SortedMap<String, Enforcement> ruleEnforcement,
        int databaseBackupRetentionDays,
        int backupPlanRetentionDays,
        int keyDeletionWindowDays) {

    /** Days that a production database's automated backups are kept, at least. */
    public static final int PRODUCTION_DATABASE_BACKUP_RETENTION_DAYS = 14;

    /** Days that any other database's automated backups are kept, at least; Security Hub's RDS.11 asks for 7. */
    public static final int DATABASE_BACKUP_RETENTION_DAYS = 7;

    /** Days that a backup plan keeps a recovery point, at least. */
    public static final int BACKUP_PLAN_RETENTION_DAYS = 35;

    /** Days between scheduling a key's deletion and the deletion, at least: the most that AWS KMS offers. */
    public static final int KEY_DELETION_WINDOW_DAYS = 30;

    private static final Set<String> KEYS = Set.of(
            "tier",
            "enforcement",
            "rules",
            "databaseBackupRetentionDays",
            "backupPlanRetentionDays",
            "keyDeletionWindowDays");

    public PolicyParameters {
        ruleEnforcement = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(ruleEnforcement));
    }

    /**
     * The defaults of a stack: {@code production} and {@code staging} are tiers of their own, and mandatory; any other
     * stack is for development, and advisory.
     *
     * @param stack the stack's name; an organization and a project before it are ignored
     */
    public static PolicyParameters forStack(String stack) {
        String name = stack.substring(stack.lastIndexOf('/') + 1);
        return switch (name) {
            case "production" -> of(Tier.PRODUCTION, Enforcement.MANDATORY);
            case "staging" -> of(Tier.STAGING, Enforcement.MANDATORY);
            default -> of(Tier.DEVELOPMENT, Enforcement.ADVISORY);
        };
    }

    /** The default thresholds of a tier. */
    public static PolicyParameters of(Tier tier, Enforcement enforcement) {
        int retention =
                tier == Tier.PRODUCTION ? PRODUCTION_DATABASE_BACKUP_RETENTION_DAYS : DATABASE_BACKUP_RETENTION_DAYS;
        return new PolicyParameters(
                tier, enforcement, new TreeMap<>(), retention, BACKUP_PLAN_RETENTION_DAYS, KEY_DELETION_WINDOW_DAYS);
    }

    /**
     * The parameters of a stack whose configuration has a {@code plinth:policy} section: {@code tier} ({@code
     * production}, {@code staging} or {@code development}), {@code enforcement} ({@code mandatory}, {@code advisory} or
     * {@code disabled}), {@code rules} (a rule's id → enforcement), and the thresholds by the names they have here.
     *
     * @throws IllegalArgumentException with every fault, each naming key, value and what is allowed
     */
    public static PolicyParameters forStack(String stack, JsonNode section) {
        List<String> faults = new ArrayList<>();
        if (!section.isObject()) {
            throw new IllegalArgumentException("plinth:policy must be an object");
        }
        section.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                faults.add("plinth:policy." + key + " is unknown, allowed are "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        });
        PolicyParameters defaults = forStack(stack);
        Tier tier = constant(section.path("tier"), "tier", defaults.tier(), faults);
        Enforcement enforcement = constant(section.path("enforcement"), "enforcement", defaults.enforcement(), faults);
        SortedMap<String, Enforcement> rules = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : section.path("rules").properties()) {
            rules.put(entry.getKey(), constant(entry.getValue(), "rules." + entry.getKey(), enforcement, faults));
        }
        PolicyParameters ofTier = of(tier, enforcement);
        PolicyParameters parameters = new PolicyParameters(
                tier,
                enforcement,
                rules,
                number(section, "databaseBackupRetentionDays", ofTier.databaseBackupRetentionDays(), 1, 35, faults),
                number(section, "backupPlanRetentionDays", ofTier.backupPlanRetentionDays(), 1, 36_500, faults),
                number(section, "keyDeletionWindowDays", ofTier.keyDeletionWindowDays(), 7, 30, faults));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return parameters;
    }

    private static <E extends Enum<E>> E constant(JsonNode node, String key, E fallback, List<String> faults) {
        if (node.isMissingNode()) {
            return fallback;
        }
        E[] constants = fallback.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(node.asText())) {
                return constant;
            }
        }
        String allowed = String.join(
                ", ",
                Arrays.stream(constants)
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList());
        faults.add("plinth:policy." + key + " is " + node + ", it must be one of " + allowed);
        return fallback;
    }

    private static int number(JsonNode section, String key, int fallback, int least, int most, List<String> faults) {
        JsonNode node = section.path(key);
        if (node.isMissingNode()) {
            return fallback;
        }
        if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
            faults.add("plinth:policy." + key + " is " + node + ", it must be a whole number from " + least + " to "
                    + most);
            return fallback;
        }
        return node.intValue();
    }

    /** Returns these parameters with another enforcement of single rules. */
    public PolicyParameters withRuleEnforcement(Map<String, Enforcement> enforcements) {
        return new PolicyParameters(
                tier,
                enforcement,
                new TreeMap<>(enforcements),
                databaseBackupRetentionDays,
                backupPlanRetentionDays,
                keyDeletionWindowDays);
    }

    /** Returns what a violation of a rule does here. */
    public Enforcement enforcementOf(Rule rule) {
        return ruleEnforcement.getOrDefault(rule.id(), enforcement);
    }
}
