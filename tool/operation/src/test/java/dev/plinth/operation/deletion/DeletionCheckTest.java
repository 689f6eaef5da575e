package dev.plinth.operation.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.evidence.AwsEvidence;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeletionCheckTest {

    private static final String URN = "urn:pulumi:production::shop::";

    private final AwsCommand aws = mock();

    DeletionCheckTest() {
        when(aws.command()).thenReturn(List.of("aws"));
        when(aws.run(any())).thenReturn(answer("{}"));
    }

    private static AwsCommand.Result answer(String json) {
        try {
            return new AwsCommand.Result(new ObjectMapper().readTree(json), "");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Lets AWS answer a command that has these arguments. */
    private void answers(String json, String... arguments) {
        when(aws.run(argThat(line -> line != null && line.containsAll(List.of(arguments)))))
                .thenReturn(answer(json));
    }

    private List<DeletionRefusal> refusals(String... resources) throws IOException {
        JsonNode state = new ObjectMapper()
                .readTree("{\"version\": 3, \"deployment\": {\"resources\": [" + String.join(",", resources) + "]}}");
        return DeletionCheck.of(
                state, Set.copyOf(state.findValuesAsText("urn")), new AwsEvidence(aws, Map.of(), Clock.systemUTC()));
    }

    private static String resource(String type, String name, String outputs, String options) {
        return "{\"urn\": \"%s%s::%s\", \"type\": \"%s\", \"custom\": true, \"id\": \"%s\", \"outputs\": %s%s}"
                .formatted(URN, type, name, type, name, outputs, options);
    }

    @Test
    void asksAwsOfWhatHoldsSomethingElse() throws IOException {
        answers("{\"Versions\": [{\"Key\": \"one\"}]}", "list-object-versions");
        answers("{\"imageIds\": [{\"imageTag\": \"one\"}]}", "list-images");
        answers("{\"NumberOfRecoveryPoints\": 3, \"Locked\": true}", "describe-backup-vault");
        answers("{\"DBInstances\": [{\"DeletionProtection\": false}]}", "describe-db-instances");
        answers("{\"DBSnapshots\": [{\"DBSnapshotIdentifier\": \"shop-final\"}]}", "describe-db-snapshots");
        answers("{\"serviceArns\": [\"arn:own\", \"arn:foreign\"]}", "list-services");
        answers("{\"AttachedPolicies\": [{\"PolicyArn\": \"arn:own\"}]}", "list-attached-role-policies");
        answers("{\"PolicyNames\": [\"added-by-hand\"]}", "list-role-policies");
        answers(
                """
                {"ResourceRecordSets": [
                  {"Name": "example.com.", "Type": "SOA"},
                  {"Name": "own.example.com.", "Type": "A"},
                  {"Name": "\\\\052.example.com.", "Type": "CNAME"}]}
                """,
                "list-resource-record-sets");
        answers(
                """
                {"NetworkInterfaces": [{"Attachment": {"InstanceId": "i-1"}}, {"InterfaceType": "nat_gateway"}]}
                """,
                "describe-network-interfaces");

        List<DeletionRefusal> refusals = refusals(
                resource("aws:s3/bucketV2:BucketV2", "files", "{\"bucket\": \"files\"}", ""),
                resource("aws:ecr/repository:Repository", "images", "{\"name\": \"images\"}", ""),
                resource("aws:backup/vault:Vault", "vault", "{\"name\": \"vault\", \"forceDestroy\": true}", ""),
                resource(
                        "aws:rds/instance:Instance",
                        "data",
                        "{\"identifier\": \"data\", \"finalSnapshotIdentifier\": \"shop-final\"}",
                        ""),
                resource(
                        "aws:ecs/cluster:Cluster",
                        "main",
                        "{\"arn\": \"arn:aws:ecs:eu-central-1:1:cluster/main\"}",
                        ""),
                resource("aws:ecs/service:Service", "own", "{\"id\": \"arn:own\"}", ""),
                resource("aws:iam/role:Role", "role", "{\"name\": \"role\"}", ""),
                resource(
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        "own",
                        "{\"role\": \"role\", \"policyArn\": \"arn:own\"}",
                        ""),
                resource("aws:route53/zone:Zone", "zone", "{\"zoneId\": \"Z1\", \"name\": \"example.com\"}", ""),
                resource(
                        "aws:route53/record:Record",
                        "own",
                        "{\"zoneId\": \"Z1\", \"fqdn\": \"own.example.com\", \"type\": \"A\"}",
                        ""),
                resource("aws:ec2/securityGroup:SecurityGroup", "group", "{\"id\": \"sg-1\"}", ""));

        assertThat(refusals)
                .extracting(refusal -> refusal.urn().replaceFirst(".*::", "") + " " + refusal.code())
                .containsExactlyInAnyOrder(
                        "files BucketNotEmpty",
                        "images RepositoryNotEmptyException",
                        "vault InvalidRequestException",
                        "data DBSnapshotAlreadyExists",
                        "main ClusterContainsServicesException",
                        "role DeleteConflict",
                        "zone HostedZoneNotEmpty",
                        "group DependencyViolation");
        assertThat(refusals).extracting(DeletionRefusal::message).anyMatch(text -> text.endsWith("arn:foreign"));
        String words = DeletionRefusal.words(refusals, "plinth unprotect production");
        assertThat(words)
                .startsWith("the cloud would not delete 8 resources, so nothing was deleted:\n")
                .contains("added-by-hand")
                .doesNotContain("own.example.com")
                .contains("*.example.com CNAME")
                .contains("next: `plinth unprotect production` lifts this");
    }

    @Test
    void emptyForcedAndRetainedResourcesBlockNothing() throws IOException {
        answers("{\"Versions\": [{}]}", "list-object-versions");
        answers("{}", "list-object-versions", "empty");

        assertThat(refusals(
                        resource("aws:s3/bucketV2:BucketV2", "empty", "{\"bucket\": \"empty\"}", ""),
                        resource(
                                "aws:s3/bucketV2:BucketV2",
                                "forced",
                                "{\"bucket\": \"f\", \"forceDestroy\": true}",
                                ""),
                        resource(
                                "aws:s3/bucketV2:BucketV2",
                                "kept",
                                "{\"bucket\": \"k\"}",
                                ", \"retainOnDelete\": true"),
                        resource("aws:s3/bucketV2:BucketV2", "read", "{\"bucket\": \"r\"}", ", \"external\": true"),
                        resource("aws:backup/vault:Vault", "vault", "{\"name\": \"vault\"}", "")))
                .isEmpty();
    }

    @Test
    void aDatabaseWithoutANameForItsFinalSnapshotIsFoundWithoutAws() throws IOException {
        when(aws.run(any())).thenReturn(new AwsCommand.Result(MissingNode.getInstance(), "ended with exit code 1"));

        assertThat(refusals(resource("aws:rds/instance:Instance", "data", "{\"identifier\": \"data\"}", "")))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("skipFinalSnapshot"));
    }
}
