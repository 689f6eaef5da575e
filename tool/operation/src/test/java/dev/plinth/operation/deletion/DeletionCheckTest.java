package dev.plinth.operation.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.evidence.AwsEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionCheckTest {

    private static final String URN = "urn:pulumi:production::shop::";

    private final Path folder;

    DeletionCheckTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<DeletionRefusal> refusals(String script, String... resources) throws IOException {
        Path file = Files.writeString(folder.resolve("aws.sh"), script);
        AwsEvidence aws =
                new AwsEvidence(new AwsCommand(List.of("sh", file.toString()), folder), Map.of(), Clock.systemUTC());
        return DeletionCheck.of(
                new ObjectMapper()
                        .readTree("{\"version\": 3, \"deployment\": {\"resources\": [" + String.join(",", resources)
                                + "]}}"),
                aws);
    }

    private static String resource(String type, String name, String outputs, String options) {
        return "{\"urn\": \"%s%s::%s\", \"type\": \"%s\", \"custom\": true, \"id\": \"%s\", \"outputs\": %s%s}"
                .formatted(URN, type, name, type, name, outputs, options);
    }

    @Test
    void asksAwsOfWhatHoldsSomethingElse() throws IOException {
        List<DeletionRefusal> refusals = refusals(
                """
                case "$2" in
                list-object-versions) echo '{"Versions": [{"Key": "one"}]}' ;;
                list-images) echo '{"imageIds": [{"imageTag": "one"}]}' ;;
                describe-backup-vault) echo '{"NumberOfRecoveryPoints": 3, "Locked": true}' ;;
                describe-db-instances) echo '{"DBInstances": [{"DeletionProtection": false}]}' ;;
                describe-db-snapshots) echo '{"DBSnapshots": [{"DBSnapshotIdentifier": "shop-final"}]}' ;;
                list-services) echo '{"serviceArns": ["arn:own", "arn:foreign"]}' ;;
                list-attached-role-policies) echo '{"AttachedPolicies": [{"PolicyArn": "arn:own"}]}' ;;
                list-role-policies) echo '{"PolicyNames": ["added-by-hand"]}' ;;
                list-resource-record-sets) printf %s '{"ResourceRecordSets": [
                  {"Name": "example.com.", "Type": "SOA"}, {"Name": "own.example.com.", "Type": "A"},
                  {"Name": "\\\\052.example.com.", "Type": "CNAME"}]}' ;;
                describe-network-interfaces) echo '{"NetworkInterfaces": [{"Attachment": {"InstanceId": "i-1"}},
                  {"InterfaceType": "nat_gateway"}]}' ;;
                esac
                """,
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
    void whatIsEmptyForcedOrRetainedRefusesNothing() throws IOException {
        assertThat(refusals(
                        """
                        case "$2" in
                        list-object-versions) case "$*" in *empty*) echo '{}' ;; *) echo '{"Versions": [{}]}' ;; esac ;;
                        *) echo '{}' ;;
                        esac
                        """,
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
        assertThat(refusals("exit 1", resource("aws:rds/instance:Instance", "data", "{\"identifier\": \"data\"}", "")))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("skipFinalSnapshot"));
    }
}
