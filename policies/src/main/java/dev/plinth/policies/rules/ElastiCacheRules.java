package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.Locale;

/** Rules for Amazon ElastiCache. */
final class ElastiCacheRules {

    private static final String GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
    private static final String USER = "aws:elasticache/user:User";

    private static final Rule AT_REST = Rule.named("cache-at-rest")
            .title("ElastiCache encrypts its data at rest")
            .severity(Severity.HIGH)
            .on(GROUP, "atRestEncryptionEnabled", "engine")
            .risk("Sessions and cached rows can be read from disks and backups; encrypting later replaces the cache.")
            .remediation(
                    """
                    Encrypt with a key of your own:
                    ReplicationGroupArgs.builder().atRestEncryptionEnabled(true).kmsKeyId(key.arn())
                    """)
            .references(fsbp("ElastiCache.4"), checkov("CKV_AWS_29"), cdkNag("AEC3"))
            // The provider encrypts Valkey by default, and no other engine.
            .requires(property("atRestEncryptionEnabled").isTrue().onlyIf((group, context) -> !isValkeyDefault(group)));

    private static final Rule IN_TRANSIT = Rule.named("cache-in-transit")
            .title("ElastiCache takes connections over TLS only")
            .severity(Severity.HIGH)
            .on(GROUP, "transitEncryptionEnabled", "transitEncryptionMode")
            .risk("Passwords and cached data cross the network in the clear.")
            .remediation(
                    """
                    Require TLS:
                    ReplicationGroupArgs.builder().transitEncryptionEnabled(true).transitEncryptionMode("required")
                    """)
            .references(fsbp("ElastiCache.5"), checkov("CKV_AWS_30"), cdkNag("AEC3"))
            .requires(property("transitEncryptionEnabled")
                    .isTrue()
                    .and(property("transitEncryptionMode").isNoneOf("preferred")));

    private static final Rule AUTHENTICATION = Rule.named("cache-auth")
            .title("ElastiCache asks its clients who they are")
            .severity(Severity.HIGH)
            .on(GROUP, "authToken", "userGroupIds")
            .risk("Whatever reaches the port reads and deletes everything.")
            .remediation(
                    """
                    Give the clients users:
                    ReplicationGroupArgs.builder().userGroupIds(userGroup.userGroupId().applyValue(List::of))
                    """)
            .references(fsbp("ElastiCache.6"), checkov("CKV_AWS_31"), cdkNag("AEC6"))
            .requires(property("userGroupIds")
                    .is(ElastiCacheRules::isFilledList, "a list of user groups")
                    .or(property("authToken")
                            .is(value -> value.asText().orElse("").length() >= 16, "at least 16 characters")));

    private static final Rule FAILOVER = Rule.named("cache-failover")
            .title("ElastiCache fails over to a replica in another Availability Zone")
            .severity(Severity.HIGH)
            .on(GROUP, "automaticFailoverEnabled", "multiAzEnabled", "numCacheClusters", "replicasPerNodeGroup")
            .risk("The loss of one node loses the cache until somebody makes a new one.")
            .remediation(
                    """
                    Keep a replica and let it take over:
                    ReplicationGroupArgs.builder().automaticFailoverEnabled(true).multiAzEnabled(true).numCacheClusters(2)
                    """)
            .references(fsbp("ElastiCache.3"), checkov("CKV2_AWS_50"), cdkNag("AEC4"))
            .requires(property("automaticFailoverEnabled")
                    .isTrue()
                    .and(property("multiAzEnabled").isTrue())
                    .and(property("numCacheClusters")
                            .isAtLeast(parameters -> 2)
                            .or(property("replicasPerNodeGroup").isAtLeast(parameters -> 1))));

    private static final Rule USER_PASSWORD = Rule.named("cache-user-password")
            .title("ElastiCache users authenticate and may not do everything")
            .severity(Severity.HIGH)
            .on(USER, "noPasswordRequired", "authenticationMode.type", "accessString")
            .risk("An application that is broken into flushes the cache, or reads what belongs to another one.")
            .remediation(
                    """
                    Authenticate the user and name what it may do:
                    UserArgs.builder().accessString("on ~app:* +@all -@dangerous -@admin")
                            .authenticationMode(UserAuthenticationModeArgs.builder().type("iam").build())
                    """)
            .requires(property("noPasswordRequired")
                    .isNotTrue()
                    .and(property("authenticationMode.type").isNoneOf("no-password-required"))
                    .and(property("accessString").is(ElastiCacheRules::isLimited, "off, or less than ~* +@all"))
                    // A user that is off, such as a disabled default user, needs neither.
                    .onlyIf((user, context) -> !isOff(user.input("accessString"))));

    static final List<Rule> ALL = List.of(AT_REST, IN_TRANSIT, AUTHENTICATION, FAILOVER, USER_PASSWORD);

    private ElastiCacheRules() {}

    private static boolean isValkeyDefault(GraphResource group) {
        return group.input("atRestEncryptionEnabled").isAbsent()
                && group.input("engine").asText().orElse("").equalsIgnoreCase("valkey");
    }

    private static boolean isFilledList(PropertyValue value) {
        return !value.elements().isEmpty();
    }

    private static boolean isOff(PropertyValue access) {
        return access.asText().orElse("").strip().matches("off(\\s.*)?");
    }

    /** All keys and all commands with nothing taken away again is a superuser. */
    private static boolean isLimited(PropertyValue access) {
        List<String> words = List.of(
                access.asText().orElse("~* +@all").toLowerCase(Locale.ROOT).split("\\s+"));
        boolean allKeys = words.contains("~*") || words.contains("allkeys");
        boolean allCommands = words.contains("+@all") || words.contains("allcommands");
        boolean takenAway = words.stream().anyMatch(word -> word.startsWith("-"));
        return !(allKeys && allCommands) || takenAway;
    }
}
