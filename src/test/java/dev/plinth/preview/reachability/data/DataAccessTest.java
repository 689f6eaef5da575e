package dev.plinth.preview.reachability.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.access.UpdatedStack;
import dev.plinth.preview.reachability.ReachabilitySection;
import dev.plinth.testkit.rule.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Access to data stores, as AWS evaluates policies in one account. */
class DataAccessTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/web-1";
    private static final String BUCKET = "arn:aws:s3:::uploads-2";
    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/3";
    private static final String LIMITS = "arn:aws:iam::123456789012:policy/limits";

    private static final String READS = allow("s3:GetObject", BUCKET + "/*");
    private static final String FROM_OFFICE = ",'Condition':{'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}}";

    private static String allow(String action, String resource) {
        return "{'Effect':'Allow','Action':'" + action + "','Resource':'" + resource + "'}";
    }

    private static String deny(String action, String resource) {
        return allow(action, resource).replace("Allow", "Deny");
    }

    private static String with(String statement, String more) {
        return statement.substring(0, statement.length() - 1) + more + "}";
    }

    private static String of(String principal, String statement) {
        return with(statement, ",'Principal':" + principal);
    }

    private static String document(String... statements) {
        return "{\"Statement\":[" + String.join(",", statements).replace('\'', '"') + "]}";
    }

    private static GraphResource role(Map<String, ?> inputs) {
        return Resources.resource("aws:iam/role:Role", "web", inputs, Map.of("arn", ROLE, "name", "web-1"));
    }

    private static GraphResource rolePolicy(Object policy) {
        return Resources.resource(
                "aws:iam/rolePolicy:RolePolicy", "web-policy", Map.of("role", "web-1", "policy", policy));
    }

    private static GraphResource bucketPolicy(String... statements) {
        return Resources.resource(
                "aws:s3/bucketPolicy:BucketPolicy",
                "uploads-policy",
                Map.of("bucket", BUCKET, "policy", document(statements)));
    }

    private static GraphResource bucket() {
        return Resources.resource(
                "aws:s3/bucketV2:BucketV2", "uploads", Map.of(), Map.of("arn", BUCKET, "bucket", "uploads-2"));
    }

    private static GraphResource key(Map<String, ?> inputs) {
        return Resources.resource("aws:kms/key:Key", "data-key", inputs, Map.of("arn", KEY, "keyId", "3"));
    }

    /** Who can do something, and under which conditions. */
    private record Case(String name, String operation, List<GraphResource> resources, List<String> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case reads(String name, List<GraphResource> resources, String... expected) {
        List<GraphResource> all = new ArrayList<>(resources);
        all.add(bucket());
        if (all.stream().noneMatch(resource -> resource.type().equals("aws:iam/role:Role"))) {
            all.add(role(Map.of()));
        }
        return new Case(name, "read", all, List.of(expected));
    }

    private static Case decrypts(String name, GraphResource key, String... expected) {
        return new Case(
                name,
                "decrypt",
                List.of(key, role(Map.of()), rolePolicy(document(allow("kms:Decrypt", KEY)))),
                List.of(expected));
    }

    static List<Case> cases() {
        GraphResource bounded = role(Map.of("permissionsBoundary", LIMITS));
        return List.of(
                reads("no policy", List.of()),
                reads("identity policy", List.of(rolePolicy(document(READS))), "web: read uploads"),
                reads(
                        "wildcards",
                        List.of(rolePolicy(document(allow("s3:Get*", "arn:aws:s3:::uploads-*")))),
                        "web: read uploads"),
                reads("another bucket", List.of(rolePolicy(document(allow("s3:*", "arn:aws:s3:::other/*"))))),
                reads("another action", List.of(rolePolicy(document(allow("s3:PutObject", BUCKET + "/*"))))),
                reads("the bucket without its objects", List.of(rolePolicy(document(allow("s3:*", BUCKET))))),
                reads(
                        "some objects",
                        List.of(rolePolicy(document(allow("s3:GetObject", BUCKET + "/public/*")))),
                        "web: read uploads (under conditions: on uploads/public/*)"),
                reads(
                        "condition",
                        List.of(rolePolicy(document(with(READS, FROM_OFFICE)))),
                        "web: read uploads (under conditions: if IpAddress aws:SourceIp 203.0.113.0/24)"),
                reads(
                        "explicit denial in the identity policy",
                        List.of(rolePolicy(
                                document(READS, deny("s3:GetObject", "*"), deny("s3:GetObjectVersion", "*"))))),
                reads(
                        "explicit denial in the bucket policy",
                        List.of(rolePolicy(document(READS)), bucketPolicy(of("'*'", deny("s3:*", BUCKET + "/*"))))),
                reads(
                        "denial of plain text",
                        List.of(
                                rolePolicy(document(READS)),
                                bucketPolicy(with(
                                        of("'*'", deny("s3:*", BUCKET + "/*")),
                                        ",'Condition':{'Bool':{'aws:SecureTransport':'false'}}"))),
                        "web: read uploads"),
                reads(
                        "denial for all but the role",
                        List.of(
                                rolePolicy(document(READS)),
                                bucketPolicy(with(
                                        of("'*'", deny("s3:*", BUCKET + "/*")),
                                        ",'Condition':{'ArnNotEquals':{'aws:PrincipalArn':'" + ROLE + "'}}"))),
                        "web: read uploads"),
                reads(
                        "denial for all but another role",
                        List.of(
                                rolePolicy(document(READS)),
                                bucketPolicy(
                                        with(
                                                of("'*'", deny("s3:*", BUCKET + "/*")),
                                                ",'Condition':{'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::1:role/x'}}")))),
                reads(
                        "denial under a condition of the request",
                        List.of(
                                rolePolicy(document(READS)),
                                bucketPolicy(with(
                                        of("'*'", deny("s3:*", BUCKET + "/*")),
                                        ",'Condition':{'StringNotEquals':{'aws:SourceVpce':'vpce-1'}}"))),
                        "web: read uploads (under conditions: unless StringNotEquals aws:SourceVpce vpce-1)"),
                reads(
                        "bucket policy alone",
                        List.of(bucketPolicy(of("{'AWS':'" + ROLE + "'}", READS))),
                        "web: read uploads"),
                reads(
                        "everyone, another account and a service",
                        List.of(bucketPolicy(
                                of("'*'", READS),
                                of("{'AWS':'999999999999'}", READS),
                                of("{'Service':'cloudfront.amazonaws.com'}", READS))),
                        "cloudfront.amazonaws.com: read uploads",
                        "everyone: read uploads",
                        "account 999999999999: read uploads (under conditions: if account 999999999999 allows it)"),
                reads("own account, which delegates", List.of(bucketPolicy(of("{'AWS':'123456789012'}", READS)))),
                reads(
                        "boundary within the stack",
                        List.of(bounded, rolePolicy(document(READS)), limits(document(allow("dynamodb:*", "*"))))),
                reads(
                        "boundary that allows it",
                        List.of(bounded, rolePolicy(document(READS)), limits(document(allow("s3:*", "*")))),
                        "web: read uploads"),
                reads(
                        "boundary outside the stack",
                        List.of(bounded, rolePolicy(document(READS))),
                        "web: read uploads (under conditions: if the permissions boundary limits allows it)"),
                reads(
                        "administrator",
                        List.of(Resources.resource(
                                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                                "admin",
                                Map.of("role", "web-1", "policyArn", "arn:aws:iam::aws:policy/AdministratorAccess"))),
                        "web: read uploads"),
                decrypts("key with the default policy", key(Map.of()), "web: decrypt data-key"),
                decrypts(
                        "key that delegates to the account",
                        key(Map.of(
                                "policy",
                                document(of("{'AWS':'arn:aws:iam::123456789012:root'}", allow("kms:*", "*"))))),
                        "web: decrypt data-key"),
                decrypts(
                        "key that does not delegate",
                        key(Map.of(
                                "policy",
                                document(of("{'AWS':'arn:aws:iam::123456789012:role/x'}", allow("kms:*", "*"))))),
                        "arn:aws:iam::123456789012:role/x: decrypt data-key"),
                decrypts(
                        "key that names the role",
                        key(Map.of("policy", document(of("{'AWS':'" + ROLE + "'}", allow("kms:Decrypt", "*"))))),
                        "web: decrypt data-key"));
    }

    // Groups

    private static List<String> readers(GraphResource... resources) {
        List<GraphResource> all = new ArrayList<>(List.of(resources));
        all.add(bucket());
        all.add(Resources.resource("aws:iam/group:Group", "readers", Map.of("name", "readers"), Map.of()));
        all.add(Resources.resource(
                "aws:iam/groupPolicy:GroupPolicy",
                "readers-policy",
                Map.of("group", "readers", "policy", document(READS))));
        return DataAccessQuery.of(Resources.graph(all.toArray(GraphResource[]::new)), "read", Optional.empty())
                .access()
                .stream()
                .map(DataAccess::text)
                .toList();
    }

    private static GraphResource user(Map<String, ?> inputs) {
        Map<String, Object> all = new HashMap<>(inputs);
        all.put("name", "alice");
        return Resources.resource(
                "aws:iam/user:User", "alice", all, Map.of("arn", "arn:aws:iam::123456789012:user/alice"));
    }

    private static GraphResource membership(String... groups) {
        return Resources.resource(
                "aws:iam/userGroupMembership:UserGroupMembership",
                "alice-groups",
                Map.of("user", "alice", "groups", List.of(groups)));
    }

    @Test
    void aUserHasTheAccessOfItsGroups() {
        assertThat(readers(user(Map.of()))).containsExactly("readers: read uploads");
        assertThat(readers(user(Map.of()), membership("readers")))
                .containsExactly("alice: read uploads", "readers: read uploads");
    }

    @Test
    void theBoundaryAndADenialOfAUserLimitTheAccessOfItsGroups() {
        assertThat(readers(
                        user(Map.of("permissionsBoundary", LIMITS)),
                        membership("readers"),
                        limits(document(allow("dynamodb:*", "*")))))
                .containsExactly("readers: read uploads");
        assertThat(readers(
                        user(Map.of()),
                        membership("readers"),
                        Resources.resource(
                                "aws:iam/userPolicy:UserPolicy",
                                "alice-policy",
                                Map.of("user", "alice", "policy", document(deny("s3:*", "*"))))))
                .containsExactly("readers: read uploads");
    }

    @Test
    void namesAGroupOutsideTheStackAsUnknown() {
        DataAccessQuery query = DataAccessQuery.of(
                Resources.graph(bucket(), user(Map.of()), membership("admins")), "read", Optional.empty());

        assertThat(query.toJson().path("unknown"))
                .extracting(node -> node.asText())
                .containsExactly("alice (group admins)");
    }

    private static GraphResource limits(String document) {
        return Resources.resource("aws:iam/policy:Policy", "limits", Map.of("policy", document), Map.of("arn", LIMITS));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsWhoHasAccess(Case query) {
        assertThat(DataAccessQuery.of(
                                Resources.graph(query.resources().toArray(GraphResource[]::new)),
                                query.operation(),
                                Optional.empty())
                        .access())
                .extracting(DataAccess::text)
                .isEqualTo(query.expected());
    }

    @Test
    void namesUnknownPoliciesAndThoseOutsideTheStack() {
        DataAccessQuery query = DataAccessQuery.of(
                Resources.graph(
                        bucket(),
                        role(Map.of("managedPolicyArns", List.of("arn:aws:iam::aws:policy/AmazonS3FullAccess"))),
                        rolePolicy(PropertyValue.Unknown.VALUE)),
                "read",
                Optional.of("uploads"));

        assertThat(query.access()).isEmpty();
        assertThat(query.toJson().path("unknown"))
                .extracting(node -> node.asText())
                .containsExactly("web (AmazonS3FullAccess, web-policy)");
    }

    @Test
    void masksTheConditionsOfASecretPolicy() {
        PropertyValue secret = new PropertyValue.Secret(new PropertyValue.Text(document(with(READS, FROM_OFFICE))));

        assertThat(DataAccessQuery.of(
                                Resources.graph(bucket(), role(Map.of()), rolePolicy(secret)), "read", Optional.empty())
                        .access())
                .extracting(DataAccess::text)
                .containsExactly("web: read uploads (under conditions: if [secret])");
    }

    @Test
    void rejectsAnUnknownOperationAndAnUnknownStore() {
        ResourceGraph graph = Resources.graph(bucket());

        assertThatThrownBy(() -> DataAccessQuery.of(graph, "open", Optional.empty()))
                .hasMessageStartingWith("unknown operation \"open\"; expected read, list, write");
        assertThatThrownBy(() -> DataAccessQuery.of(graph, "read", Optional.of("upload")))
                .hasMessage("unknown data store \"upload\"; did you mean uploads?; expected one of uploads");
    }

    // Production

    private static List<String> production(String operation, String resource) {
        return DataAccessQuery.of(UpdatedStack.production(), operation, Optional.of(resource)).access().stream()
                .map(DataAccess::text)
                .toList();
    }

    @Test
    void onlyTheApiReadsTheUploadsOfProduction() {
        assertThat(production("read", "uploads")).containsExactly("api-task-role: read uploads-bucket");
        assertThat(production("delete", "uploads-bucket")).containsExactly("api-task-role: delete uploads-bucket");
        assertThat(production("list", "uploads-bucket"))
                .containsExactly("api-task-role: list uploads-bucket", "uploads-replication-role: list uploads-bucket");
    }

    @Test
    void theApiAndTheReplicationDecryptTheUploadsOfProduction() {
        assertThat(production("decrypt", "uploads-key-key"))
                .containsExactly(
                        "api-task-role: decrypt uploads-key-key", "uploads-replication-role: decrypt uploads-key-key");
    }

    @Test
    void theEventsServiceWritesToTheDeadLetterQueueOfProduction() {
        assertThat(production("write", "cluster-redeployment-dead-letter-queue"))
                .containsExactly(
                        "events.amazonaws.com: write cluster-redeployment-dead-letter-queue (under conditions: if"
                                + " StringEquals aws:SourceAccount 123456789012)");
    }

    @Test
    void answersQueriesOfSingleActions() {
        assertThat(production("s3:GetObjectVersionAcl", "uploads-bucket"))
                .containsExactly("uploads-replication-role: s3:GetObjectVersionAcl uploads-bucket");
    }

    // Previews

    @Test
    void thePreviewShowsWhichDataAServiceGains() {
        ResourceGraph before = UpdatedStack.production();
        ResourceGraph after = UpdatedStack.withPolicy(
                before,
                "admin-task-policy",
                policy -> policy.replace(
                        "\"Statement\":[",
                        "\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:DeleteObject\","
                                + "\"Resource\":\"arn:aws:service:eu-central-1:123456789012:uploads-bucket/*\"},"));
        ReachabilitySection section =
                ReachabilitySection.of(StackChange.between(Repository.settings("production"), before, after));

        assertThat(section.summary()).contains("data access: 1 gained");
        assertThat(section.blocks().toString()).contains("admin-task-role, gains delete on uploads-bucket");
        assertThat(section.toJson().path("data").path("gained")).singleElement().satisfies(gained -> {
            assertThat(gained.path("principal").asText()).isEqualTo("admin-task-role");
            assertThat(gained.path("component").asText()).isEqualTo("admin");
            assertThat(gained.path("operation").asText()).isEqualTo("delete");
            assertThat(gained.path("actions").get(0).asText()).isEqualTo("s3:DeleteObject");
        });
        assertThat(section.toJson().path("data").path("lost")).isEmpty();
    }

    @Test
    void thePreviewOfAnUnchangedStackHasNoDataAccess() {
        ResourceGraph graph = UpdatedStack.production();

        assertThat(DataAccessDifference.of(StackChange.between(Repository.settings("production"), graph, graph))
                        .isEmpty())
                .isTrue();
    }
}
