package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.Provider.DiffResponse;

/** Documents that a program gives as objects, which the provider keeps as JSON text. */
class PolicyDocumentTest {

    private static final Map<String, Object> DOCUMENT = Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(Map.of(
                    "Effect",
                    "Allow",
                    "Principal",
                    Map.of("Service", "ecs-tasks.amazonaws.com"),
                    "Action",
                    "sts:AssumeRole")));
    private static final String TEXT =
            "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}";
    private static final String ROLE = "aws:iam/role:Role";

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource({
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy, policyDocument, policyName",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy, policy, repository",
        "aws:ecr/registryPolicy:RegistryPolicy, policy,",
        "aws:ecr/repositoryPolicy:RepositoryPolicy, policy, repository",
        "aws:elasticsearch/domain:Domain, accessPolicies,",
        "aws:elasticsearch/domainPolicy:DomainPolicy, accessPolicies, domainName",
        "aws:iam/groupPolicy:GroupPolicy, policy, group",
        "aws:iam/policy:Policy, policy,",
        "aws:iam/role:Role, assumeRolePolicy,",
        "aws:iam/rolePolicy:RolePolicy, policy, role",
        "aws:iam/userPolicy:UserPolicy, policy, user",
        "aws:s3/bucket:Bucket, policy,",
        "aws:s3/bucketPolicy:BucketPolicy, policy, bucket",
        "aws:sns/topicPolicy:TopicPolicy, policy, arn",
        "aws:sqs/queuePolicy:QueuePolicy, policy, queueUrl"
    })
    void checkTurnsADocumentIntoJsonText(String type, String property, @Nullable String other) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put(property, DOCUMENT);
        if (other != null) {
            inputs.put(other, "x");
        }

        var checked = cloud.check(type, "one", inputs);

        assertThat(checked.getFailuresList())
                .noneMatch(failure -> failure.getReason().contains("JSON text"));
        assertThat(Values.fromStruct(checked.getInputs())).containsEntry(property, TEXT);
    }

    @Test
    void aNestedDocumentBecomesJsonTextToo() {
        var checked = cloud.check(
                "aws:s3/bucket:Bucket",
                "site",
                Map.of(
                        "website",
                        Map.of("routingRules", List.of(Map.of("Redirect", Map.of("HostName", "example.com"))))));

        assertThat(checked.getFailuresList()).isEmpty();
        assertThat(Values.fromStruct(checked.getInputs()))
                .containsEntry("website", Map.of("routingRules", "[{\"Redirect\":{\"HostName\":\"example.com\"}}]"));
    }

    @Test
    void aDocumentWithSomethingUnknownIsUnknown() {
        var checked = cloud.check(ROLE, "role", Map.of("assumeRolePolicy", Map.of("Statement", Unknown.VALUE)));

        assertThat(checked.getFailuresList()).isEmpty();
        assertThat(Values.fromStruct(checked.getInputs())).containsEntry("assumeRolePolicy", Unknown.VALUE);
    }

    @Test
    void stateHoldsTheTextAndTheSameDocumentIsNoChange() {
        TestCloud.Made role = cloud.create(ROLE, "role", Map.of("assumeRolePolicy", DOCUMENT));

        assertThat(role.text("assumeRolePolicy")).isEqualTo(TEXT);
        assertThat(cloud.diff(role, Map.of("assumeRolePolicy", DOCUMENT)).getChanges())
                .isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
        assertThat(cloud.diff(role, Map.of("assumeRolePolicy", Map.of("Version", "2012-10-17")))
                        .getDiffsList())
                .containsExactly("assumeRolePolicy");
    }

    @Test
    void aTextStaysAsItStands() {
        var checked = cloud.check(ROLE, "role", Map.of("assumeRolePolicy", "{ \"Version\" : \"2012-10-17\" }"));

        assertThat(Values.fromStruct(checked.getInputs()))
                .containsEntry("assumeRolePolicy", "{ \"Version\" : \"2012-10-17\" }");
    }

    @Test
    void rejectsAnObjectWhereTheProviderTakesOnlyText() {
        var checked = cloud.check("aws:kms/key:Key", "key", Map.of("policy", DOCUMENT));

        assertThat(checked.getFailuresList())
                .extracting(failure -> failure.getReason())
                .containsExactly("expected a string, got an object; if it holds JSON, pass it as JSON text");
    }
}
