package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixture.Outcome.FAIL;
import static dev.plinth.policies.rules.RuleFixture.Outcome.PASS;
import static dev.plinth.policies.rules.RuleFixtures.DATABASE;
import static dev.plinth.policies.rules.RuleFixtures.property;

import java.util.List;
import java.util.Map;

/** The fixtures of the RDS rules. */
final class RdsFixtures {

    private RdsFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("rds-encrypted", DATABASE, "storageEncrypted", true, "false", FAIL),
                property("rds-not-public", DATABASE, "publiclyAccessible", "false", "true", PASS),
                property("rds-multi-az", DATABASE, "multiAz", true, false, FAIL),
                property("rds-backup-retention", DATABASE, "backupRetentionPeriod", 14, 13, FAIL),
                property("rds-deletion-protection", DATABASE, "deletionProtection", true, false, FAIL),
                property(
                        "rds-final-snapshot",
                        DATABASE,
                        "skipFinalSnapshot",
                        false,
                        true,
                        PASS,
                        Map.of("finalSnapshotIdentifier", "last")),
                property("rds-final-snapshot", DATABASE, "finalSnapshotIdentifier", "last", "", FAIL),
                property("rds-managed-password", DATABASE, "manageMasterUserPassword", true, false, FAIL),
                property(
                        "rds-force-ssl",
                        "aws:rds/parameterGroup:ParameterGroup",
                        "parameters",
                        List.of(Map.of("name", "rds.force_ssl", "value", "1")),
                        List.of(Map.of("name", "rds.force_ssl", "value", "0")),
                        FAIL,
                        Map.of("family", "postgres14")));
    }
}
