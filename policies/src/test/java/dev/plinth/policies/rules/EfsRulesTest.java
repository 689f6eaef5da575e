package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.EfsFixtures.FILES;
import static dev.plinth.policies.rules.EfsFixtures.FILE_SYSTEM;
import static dev.plinth.policies.rules.EfsFixtures.POLICY;
import static dev.plinth.policies.rules.EfsFixtures.TLS_ONLY;
import static dev.plinth.policies.rules.EfsFixtures.target;
import static dev.plinth.policies.rules.Topology.A;
import static dev.plinth.policies.rules.Topology.B;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.protect;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fixtures don't show of the EFS rules: policies, and what surrounds a file system. */
class EfsRulesTest {

    @Test
    void aFileSystemIsReachedFromTwoZones() {
        assertThatRule("efs-mount-targets-span-azs")
                .passes(FILES, target("a", "subnet-a"), target("b", "subnet-b"), A, B)
                .failsWith(
                        "the file system has mount targets in [eu-central-1a] but must have them in 2 zones",
                        FILES,
                        target("a", "subnet-a"),
                        A)
                .isUnknown("subnetId", FILES, target("a", "subnet-a"), target("b", "subnet-b"), A)
                .in(Tier.STAGING)
                .isNotApplicable(FILES);
    }

    @Test
    void theProtectOptionIsLookedAt() {
        assertThatRule("efs-pulumi-protect")
                .passes(FILES)
                .failsWith("the option protect is false but must be true", protect(FILES, false))
                .in(Tier.STAGING)
                .isNotApplicable(protect(FILES, false));
    }

    @Test
    void aBackupSelectionCountsToo() {
        GraphResource selection = resource("aws:backup/selection:Selection", "daily", Map.of());
        assertThatRule("efs-backup")
                .failsWith("the file system has no BackupPolicy and is in no backup selection", FILES)
                .passes(FILES, dependingOn(selection, "resources", FILES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}",
                "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"},\"StringEquals\":{\"aws:PrincipalAccount\":\"1\"}}",
                "\"Condition\":{\"StringNotEquals\":{\"aws:SecureTransport\":\"false\"}}"
            })
    void onlyADenialOfEverythingInTheClearCounts(String condition) {
        String broken = TLS_ONLY.replaceFirst("\"Condition\":\\{.*?}}", condition);
        assertThatRule("efs-policy-tls")
                .passes(FILES, policy(TLS_ONLY))
                .fails(FILES, policy(broken))
                .fails(
                        FILES,
                        policy(TLS_ONLY.replace("\"Action\":\"*\"", "\"Action\":\"elasticfilesystem:ClientMount\"")))
                .fails(FILES, policy("{no JSON"));
    }

    private static GraphResource policy(String document) {
        return resource(POLICY, "policy", Map.of("fileSystemId", "fs-1", "policy", document));
    }

    @Test
    void accessOverAMountTargetIsNotPublic() {
        String mounted = TLS_ONLY.replace("Deny", "Allow")
                .replace("aws:SecureTransport", "elasticfilesystem:AccessedViaMountTarget");
        assertThatRule("efs-policy-not-public")
                .passes(policy(mounted.replace("false", "true")))
                .fails(policy(mounted))
                .passes(policy(TLS_ONLY));
    }

    @Test
    void theRootIsNotASeparateDirectory() {
        String type = EfsFixtures.ACCESS_POINT;
        assertThatRule("efs-access-point-root")
                .fails(resource(type, "a", Map.of("rootDirectory", Map.of("path", "//"))))
                .fails(resource(type, "a", Map.of("rootDirectory", Map.of("path", "uploads"))))
                .passes(resource(type, "a", Map.of("rootDirectory", Map.of("path", "/shop/uploads"))));
    }

    @Test
    void developmentMayKeepItsFilesInOneZone() {
        GraphResource oneZone = resource(FILE_SYSTEM, "f", Map.of("availabilityZoneName", "eu-central-1a"));
        assertThatRule("efs-not-one-zone").fails(oneZone).in(Tier.DEVELOPMENT).isNotApplicable(oneZone);
        assertThatRule("efs-lifecycle")
                .isUnknown(
                        "lifecyclePolicies",
                        with(
                                oneZone,
                                "lifecyclePolicies",
                                PropertyValue.of(List.of(Map.of("transitionToIa", PropertyValue.Unknown.VALUE)))));
    }
}
