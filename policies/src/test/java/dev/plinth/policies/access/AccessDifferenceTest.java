package dev.plinth.policies.access;

import static dev.plinth.policies.access.AccessStack.allow;
import static dev.plinth.policies.access.AccessStack.allowIf;
import static dev.plinth.policies.access.AccessStack.bucketPolicy;
import static dev.plinth.policies.access.AccessStack.grant;
import static dev.plinth.policies.access.AccessStack.inline;
import static dev.plinth.policies.access.AccessStack.policy;
import static dev.plinth.policies.access.AccessStack.trust;
import static dev.plinth.policies.access.AccessStack.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.Changes;
import dev.plinth.testkit.rule.Resources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Differences of access by changes of policies. */
class AccessDifferenceTest {

    private static final String OBJECTS = AccessStack.UPLOADS_ARN + "/*";
    private static final String WEB_PRINCIPAL = "{'AWS':'" + AccessStack.WEB_ARN + "'}";
    private static final String FROM_OFFICE = "{'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}}";
    private static final String TLS_ONLY =
            "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'UPLOADS/*','Condition':{'Bool':{'aws:SecureTransport':'false'}}}";

    /**
     * Change of policies.
     *
     * @param widened the rows that give more access, in their order
     * @param others the rows that give less
     */
    private record Case(
            String name,
            List<GraphResource> before,
            List<GraphResource> after,
            List<String> widened,
            List<String> others) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(
            String name, GraphResource before, GraphResource after, List<String> widened, String... others) {
        return new Case(name, List.of(before), List.of(after), widened, List.of(others));
    }

    private static GraphResource key(String... statements) {
        return Resources.resource(
                "aws:kms/key:Key",
                "data-key",
                Map.of("policy", policy(statements)),
                Map.of("arn", AccessStack.KEY_ARN, "keyId", "5e6f"));
    }

    private static GraphResource attachment(String arn) {
        return Resources.resource(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "web-attachment",
                Map.of("role", "web-1a2b", "policyArn", arn));
    }

    private static GraphResource keyGrant(String... operations) {
        return Resources.resource(
                "aws:kms/grant:Grant",
                "web-grant",
                Map.of("keyId", "5e6f", "granteePrincipal", AccessStack.WEB_ARN, "operations", List.of(operations)));
    }

    private static GraphResource permission(Map<String, ?> more) {
        Map<String, Object> inputs = new TreeMap<>(
                Map.of("function", "resize-1", "action", "lambda:InvokeFunction", "principal", "s3.amazonaws.com"));
        inputs.putAll(more);
        return Resources.resource("aws:lambda/permission:Permission", "resize-permission", inputs);
    }

    static List<Case> cases() {
        return List.of(
                of(
                        "action gained",
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        inline(policy(allow("s3:GetObject,s3:DeleteObject", OBJECTS))),
                        List.of("web gains s3:DeleteObject on uploads/*")),
                of(
                        "action lost",
                        inline(policy(allow("s3:GetObject,s3:DeleteObject", OBJECTS))),
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        List.of(),
                        "web loses s3:DeleteObject on uploads/*"),
                of(
                        "order, lists, statements and case",
                        inline(policy(allow("s3:GetObject,s3:PutObject", OBJECTS))),
                        inline(policy(allow("S3:putobject", OBJECTS), allow("s3:GetObject", OBJECTS))),
                        List.of()),
                of(
                        "statement id and version",
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        inline(
                                "{\"Statement\":{\"Sid\":\"Read\",\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\""
                                        + OBJECTS + "\"}}"),
                        List.of()),
                of(
                        "wildcard widened",
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        inline(policy(allow("s3:*", OBJECTS))),
                        List.of("web gains s3:* on uploads/* (before: s3:GetObject)")),
                of(
                        "wildcard narrowed",
                        inline(policy(allow("s3:*", OBJECTS))),
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        List.of(),
                        "web loses s3:* on uploads/* (remaining: s3:GetObject)"),
                of(
                        "covered action added",
                        inline(policy(allow("s3:Get*", OBJECTS))),
                        inline(policy(allow("s3:Get*,s3:GetObject", OBJECTS))),
                        List.of()),
                of(
                        "resource widened",
                        inline(policy(allow("s3:GetObject", AccessStack.UPLOADS_ARN + "/public/*"))),
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        List.of("web gains s3:GetObject on uploads/* (before: on uploads/public/*)")),
                of(
                        "every resource",
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        inline(policy(allow("s3:GetObject", "*"))),
                        List.of("web gains s3:GetObject on * (before: on uploads/*)")),
                of(
                        "condition dropped",
                        inline(policy(allowIf("s3:GetObject", OBJECTS, FROM_OFFICE))),
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        List.of(
                                "web gains s3:GetObject on uploads/* (before: if IpAddress aws:SourceIp 203.0.113.0/24)")),
                of(
                        "condition added",
                        inline(policy(allow("s3:GetObject", OBJECTS))),
                        inline(policy(allowIf("s3:GetObject", OBJECTS, FROM_OFFICE))),
                        List.of(),
                        "web loses s3:GetObject on uploads/* (remaining: if IpAddress aws:SourceIp 203.0.113.0/24)"),
                of(
                        "value added to a condition",
                        inline(policy(allowIf("s3:GetObject", OBJECTS, FROM_OFFICE))),
                        inline(policy(allowIf(
                                "s3:GetObject",
                                OBJECTS,
                                "{'IpAddress':{'aws:SourceIp':['203.0.113.0/24','198.51.100.0/24']}}"))),
                        List.of("web gains s3:GetObject on uploads/* if IpAddress aws:SourceIp 198.51.100.0/24 |"
                                + " 203.0.113.0/24 (before: if IpAddress aws:SourceIp 203.0.113.0/24)")),
                of(
                        "exceptions reduced",
                        inline(policy("{'Effect':'Allow','NotAction':['iam:*','s3:DeleteObject'],'Resource':'*'}")),
                        inline(policy("{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}")),
                        List.of("web gains all except iam:* on * (before: all except iam:*, s3:DeleteObject)")),
                of(
                        "denial removed",
                        bucketPolicy(policy(TLS_ONLY, grant("Allow", WEB_PRINCIPAL, "s3:GetObject", "UPLOADS/*"))),
                        bucketPolicy(policy(grant("Allow", WEB_PRINCIPAL, "s3:GetObject", "UPLOADS/*"))),
                        List.of("everyone is no longer denied s3:* on uploads/* if Bool aws:SecureTransport false")),
                of(
                        "denial added",
                        bucketPolicy(policy(grant("Allow", WEB_PRINCIPAL, "s3:GetObject", "UPLOADS/*"))),
                        bucketPolicy(policy(TLS_ONLY, grant("Allow", WEB_PRINCIPAL, "s3:GetObject", "UPLOADS/*"))),
                        List.of(),
                        "everyone is denied s3:* on uploads/* if Bool aws:SecureTransport false"),
                of(
                        "bucket opened to everyone",
                        bucketPolicy(policy(grant("Allow", WEB_PRINCIPAL, "s3:GetObject", "UPLOADS/*"))),
                        bucketPolicy(policy(grant("Allow", "{'AWS':'*'}", "s3:GetObject", "UPLOADS/*"))),
                        List.of("everyone gains s3:GetObject on uploads/* (before: web)")),
                of(
                        "another account",
                        bucketPolicy(policy(TLS_ONLY)),
                        bucketPolicy(policy(
                                TLS_ONLY, grant("Allow", "{'AWS':'999999999999'}", "s3:GetObject", "UPLOADS/*"))),
                        List.of("account 999999999999 gains s3:GetObject on uploads/*")),
                of(
                        "account written in another form",
                        bucketPolicy(policy(grant("Allow", "{'AWS':'999999999999'}", "s3:GetObject", "UPLOADS/*"))),
                        bucketPolicy(policy(grant(
                                "Allow", "{'AWS':['arn:aws:iam::999999999999:root']}", "s3:GetObject", "UPLOADS/*"))),
                        List.of()),
                of(
                        "trust for everyone",
                        trust(
                                "{'Effect':'Allow','Principal':{'Service':'ecs-tasks.amazonaws.com'},'Action':'sts:AssumeRole'}"),
                        trust("{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole'}"),
                        List.of("everyone gains sts:AssumeRole on web (before: ecs-tasks.amazonaws.com)")),
                of(
                        "key policy",
                        key(grant("Allow", "{'AWS':'123456789012'}", "kms:*", "*")),
                        key(
                                grant("Allow", "{'AWS':'123456789012'}", "kms:*", "*"),
                                grant("Allow", WEB_PRINCIPAL, "kms:Decrypt", "*")),
                        List.of("web gains kms:Decrypt on data-key")),
                new Case(
                        "key grant",
                        List.of(),
                        List.of(keyGrant("Decrypt", "GenerateDataKey")),
                        List.of("web gains kms:Decrypt, kms:GenerateDataKey on data-key"),
                        List.of()),
                of(
                        "key grant reduced",
                        keyGrant("Decrypt", "GenerateDataKey"),
                        keyGrant("Decrypt"),
                        List.of(),
                        "web loses kms:GenerateDataKey on data-key"),
                of(
                        "source of a function's permission dropped",
                        permission(Map.of("sourceArn", AccessStack.UPLOADS_ARN)),
                        permission(Map.of()),
                        List.of("s3.amazonaws.com gains lambda:InvokeFunction on resize (before: if ArnLike"
                                + " AWS:SourceArn uploads)")),
                of(
                        "managed policy replaced",
                        attachment("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
                        attachment("arn:aws:iam::aws:policy/AmazonS3FullAccess"),
                        List.of("web gains policy AmazonS3FullAccess"),
                        "web loses policy AmazonS3ReadOnlyAccess"),
                new Case(
                        "inline policy on an existing role",
                        List.of(),
                        List.of(inline(policy(allow("s3:GetObject", OBJECTS)))),
                        List.of("web gains s3:GetObject on uploads/*"),
                        List.of()),
                new Case(
                        "policy moved from a role policy into the role",
                        List.of(inline(policy(allow("s3:GetObject", OBJECTS)))),
                        List.of(web(Map.of(
                                "inlinePolicies",
                                List.of(Map.of("name", "read", "policy", policy(allow("s3:GetObject", OBJECTS))))))),
                        List.of(),
                        List.of()),
                new Case(
                        "bucket policy with a denial deleted",
                        List.of(bucketPolicy(policy(TLS_ONLY))),
                        List.of(),
                        List.of("everyone is no longer denied s3:* on uploads/* if Bool aws:SecureTransport false"),
                        List.of()));
    }

    // Groups

    private static final GraphResource ALICE = Resources.resource(
            "aws:iam/user:User",
            "alice",
            Map.of("name", "alice"),
            Map.of("arn", "arn:aws:iam::123456789012:user/alice", "name", "alice"));
    private static final GraphResource READERS = Resources.resource(
            "aws:iam/group:Group",
            "readers",
            Map.of("name", "readers-1"),
            Map.of("arn", "arn:aws:iam::123456789012:group/readers-1", "name", "readers-1"));

    private static GraphResource groupPolicy(Object policy) {
        return Resources.resource(
                "aws:iam/groupPolicy:GroupPolicy", "readers-policy", Map.of("group", "readers-1", "policy", policy));
    }

    private static GraphResource userMembership(Object... groups) {
        return Resources.resource(
                "aws:iam/userGroupMembership:UserGroupMembership",
                "alice-groups",
                Map.of("user", "alice", "groups", List.of(groups)));
    }

    private static GraphResource groupMembership(String... users) {
        return Resources.resource(
                "aws:iam/groupMembership:GroupMembership",
                "readers-members",
                Map.of("name", "members", "group", "readers-1", "users", List.of(users)));
    }

    private static List<String> differences(List<GraphResource> before, List<GraphResource> after) {
        List<GraphResource> old =
                Stream.concat(Stream.of(ALICE, READERS), before.stream()).toList();
        List<GraphResource> current =
                Stream.concat(Stream.of(ALICE, READERS), after.stream()).toList();
        return AccessRow.of(
                        AccessDifference.of(AccessStack.changes(old, current)).changes())
                .stream()
                .map(AccessDifferenceTest::text)
                .toList();
    }

    @Test
    void aUserGainsThePoliciesOfAGroupThatItJoins() {
        GraphResource reads = groupPolicy(policy(allow("s3:GetObject", OBJECTS)));

        assertThat(differences(List.of(reads), List.of(reads, userMembership("readers-1"))))
                .containsExactly("alice gains s3:GetObject on uploads/*");
        assertThat(differences(List.of(reads), List.of(reads, groupMembership("alice", "bob"))))
                .containsExactly("alice gains s3:GetObject on uploads/*", "bob gains s3:GetObject on uploads/*");
        assertThat(differences(List.of(reads, userMembership("readers-1")), List.of(reads, groupMembership("alice"))))
                .isEmpty();
        assertThat(differences(List.of(reads, userMembership("readers-1")), List.of(reads, userMembership())))
                .containsExactly("alice loses s3:GetObject on uploads/*");
    }

    @Test
    void aUserGainsWhatItsGroupGains() {
        GraphResource attachment = Resources.resource(
                "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
                "readers-attachment",
                Map.of("group", "readers-1", "policyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));

        assertThat(differences(List.of(userMembership("readers-1")), List.of(userMembership("readers-1"), attachment)))
                .containsExactly("alice gains policy ReadOnlyAccess", "readers gains policy ReadOnlyAccess");
    }

    @Test
    void namesAGroupOutsideTheStack() {
        assertThat(differences(List.of(userMembership("readers-1")), List.of(userMembership("readers-1", "admins"))))
                .containsExactly("alice gains membership of group admins");
    }

    @Test
    void comparesNoUnknownMembership() {
        GraphResource reads = groupPolicy(policy(allow("s3:GetObject", OBJECTS)));
        AccessDifference difference = AccessDifference.of(AccessStack.changes(
                List.of(ALICE, READERS, reads, userMembership("readers-1")),
                List.of(ALICE, READERS, reads, userMembership(PropertyValue.Unknown.VALUE))));

        assertThat(difference.changes()).isEmpty();
        assertThat(difference.unknown())
                .extracting(AccessDocument::holderName, AccessDocument::property)
                .containsExactly(Tuple.tuple("alice", "groups"));
    }

    @Test
    void readsThePoliciesOfAccessPoints() {
        GraphResource point = Resources.resource(
                "aws:s3/accessPoint:AccessPoint",
                "web-point",
                Map.of("bucket", "uploads-3c4d", "name", "web-point"),
                Map.of("arn", "arn:aws:s3:eu-central-1:123456789012:accesspoint/web-point"));
        GraphResource policy = Resources.resource(
                "aws:s3control/accessPointPolicy:AccessPointPolicy",
                "web-point-policy",
                Map.of(
                        "accessPointArn",
                        "arn:aws:s3:eu-central-1:123456789012:accesspoint/web-point",
                        "policy",
                        policy(grant(
                                "Allow",
                                WEB_PRINCIPAL,
                                "s3:GetObject",
                                "arn:aws:s3:eu-central-1:123456789012:accesspoint/web-point/object/*"))));

        assertThat(differences(List.of(point), List.of(point, policy)))
                .containsExactly("web gains s3:GetObject on web-point/object/*");
    }

    private static AccessDifference difference(Case change) {
        // The role's other form replaces the standing one.
        List<GraphResource> before = change.after().stream().anyMatch(AccessDifferenceTest::isWeb)
                        && change.before().stream().noneMatch(AccessDifferenceTest::isWeb)
                ? Stream.concat(change.before().stream(), Stream.of(AccessStack.WEB))
                        .toList()
                : change.before();
        return AccessDifference.of(AccessStack.changes(before, change.after()));
    }

    private static boolean isWeb(GraphResource resource) {
        return resource.urn().equals(AccessStack.WEB.urn());
    }

    private static String text(AccessRow row) {
        return row.text() + (row.note().isEmpty() ? "" : " (" + row.note() + ")");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void reportsWhoGainsAndLosesWhat(Case change) {
        AccessDifference difference = difference(change);

        assertThat(AccessRow.of(difference.widened()))
                .extracting(AccessDifferenceTest::text)
                .isEqualTo(change.widened());
        assertThat(AccessRow.of(difference.changes()))
                .filteredOn(row -> !row.isWidening())
                .extracting(AccessDifferenceTest::text)
                .isEqualTo(change.others());
        assertThat(difference.changes()).noneMatch(AccessChange::first);
    }

    @Test
    void marksTheFirstPolicyOfANewRole() {
        AccessDifference difference = AccessDifference.of(List.of(
                Changes.create(AccessStack.WEB),
                Changes.create(inline(policy(allow("s3:GetObject", OBJECTS)))),
                Changes.same(AccessStack.UPLOADS)));

        assertThat(difference.changes()).hasSize(1).allMatch(AccessChange::first);
        assertThat(difference.widened()).isEmpty();
    }

    @Test
    void comparesNoUnknownPolicy() {
        AccessDifference difference = AccessDifference.of(AccessStack.changes(
                List.of(inline(policy(allow("s3:GetObject", OBJECTS)))), List.of(inline(PropertyValue.Unknown.VALUE))));

        assertThat(difference.changes()).isEmpty();
        assertThat(difference.unknown())
                .extracting(AccessDocument::holderName, AccessDocument::property)
                .containsExactly(Tuple.tuple("web", "policy"));
    }

    @Test
    void hidesThePermissionsOfASecretPolicy() {
        PropertyValue secret =
                new PropertyValue.Secret(new PropertyValue.Text(policy(allow("s3:DeleteObject", OBJECTS))));
        AccessDifference difference = AccessDifference.of(
                AccessStack.changes(List.of(inline(policy(allow("s3:GetObject", OBJECTS)))), List.of(inline(secret))));

        assertThat(AccessRow.of(difference.widened()))
                .extracting(AccessRow::text)
                .containsExactly("web gains [secret] on [secret]");
    }

    @Test
    void reportsAChangedBoundaryAsAWhole() {
        GraphResource limits = Resources.resource(
                "aws:iam/policy:Policy",
                "limits",
                Map.of("policy", policy(allow("s3:*", "*"))),
                Map.of("arn", "arn:aws:iam::123456789012:policy/limits"));
        GraphResource bounded = web(Map.of("permissionsBoundary", "arn:aws:iam::123456789012:policy/limits"));
        AccessDifference removed =
                AccessDifference.of(AccessStack.changes(List.of(bounded, limits), List.of(AccessStack.WEB)));

        assertThat(removed.boundaries())
                .extracting(BoundaryChange::text)
                .containsExactly("web loses the permissions boundary limits");
        assertThat(removed.changes()).isEmpty();
    }

    @Test
    void reportsAWidenedBoundary() {
        GraphResource bounded = web(Map.of("permissionsBoundary", "arn:aws:iam::123456789012:policy/limits"));
        AccessDifference difference = AccessDifference.of(
                AccessStack.changes(List.of(bounded, boundary("s3:*")), List.of(bounded, boundary("*"))));

        assertThat(AccessRow.of(difference.widened()))
                .extracting(AccessRow::text)
                .containsExactly("web gains * on * (permissions boundary)");
    }

    private static GraphResource boundary(String actions) {
        return Resources.resource(
                "aws:iam/policy:Policy",
                "limits",
                Map.of("policy", policy(allow(actions, "*"))),
                Map.of("arn", "arn:aws:iam::123456789012:policy/limits"));
    }
}
