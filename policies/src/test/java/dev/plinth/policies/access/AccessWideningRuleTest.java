package dev.plinth.policies.access;

import static dev.plinth.policies.access.AccessStack.allow;
import static dev.plinth.policies.access.AccessStack.bucketPolicy;
import static dev.plinth.policies.access.AccessStack.inline;
import static dev.plinth.policies.access.AccessStack.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.StandIns;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.testkit.rule.Changes;
import dev.plinth.testkit.rule.Resources;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rule {@code iam-access-widened}, as a preview of production applies it. */
class AccessWideningRuleTest {

    private static final Rule RULE = RuleCatalogue.find("iam-access-widened").orElseThrow();
    private static final String OBJECTS = AccessStack.UPLOADS_ARN + "/*";
    private static final GraphResource READS = inline(policy(allow("s3:GetObject", OBJECTS)));
    private static final GraphResource DELETES = inline(policy(allow("s3:GetObject,s3:DeleteObject", OBJECTS)));

    private static PolicyReport report(List<ResourceChange> changes, Approval... approvals) {
        return PolicyEvaluator.evaluate(List.of(RULE), subject(changes, approvals));
    }

    private static Subject subject(List<ResourceChange> changes, Approval... approvals) {
        ResourceGraph graph = new ResourceGraph(
                "shop",
                "production",
                changes.stream().flatMap(change -> change.after().stream()).toList());
        return Subject.of(
                        graph,
                        PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY),
                        List.of(),
                        LocalDate.of(2026, 6, 30))
                .changing(changes, List.of(approvals));
    }

    @Test
    void isAnAdvisoryViolationOfTheChangedPolicy() {
        PolicyReport report = report(AccessStack.changes(List.of(READS), List.of(DELETES)));

        assertThat(report.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.enforcement()).isEqualTo(Enforcement.ADVISORY);
            assertThat(violation.urn()).isEqualTo(READS.urn());
            assertThat(violation.message())
                    .isEqualTo("policy gives more access: web gains s3:DeleteObject on uploads/*");
        });
        assertThat(report.isBlocking()).isFalse();
    }

    /** An existing role gets access to a bucket of the same change, whose ARN is unknown. */
    @Test
    void decidesPoliciesWithStandIns() {
        String standIn = "arn:aws:s3:::reports-stand-in";
        GraphResource reports = Resources.resource("aws:s3/bucketV2:BucketV2", "reports", Map.of());
        GraphResource existing =
                Resources.resource("aws:s3/bucketV2:BucketV2", "reports", Map.of(), Map.of("arn", standIn, "id", "r"));
        GraphResource after = Resources.dependingOn(READS, "policy", reports);
        GraphResource complete = new GraphResource(
                after.urn(),
                after.type(),
                after.name(),
                null,
                after.provider(),
                List.of(reports.urn()),
                after.propertyDependencies(),
                inline(policy(allow("s3:GetObject", OBJECTS), allow("s3:PutObject", standIn + "/*")))
                        .inputs(),
                after.outputs(),
                false,
                true);
        List<ResourceChange> changes = List.of(
                Changes.same(AccessStack.WEB),
                Changes.same(AccessStack.UPLOADS),
                Changes.create(reports),
                Changes.update(READS, after, "policy"));
        StandIns standIns = new StandIns(
                Resources.graph(complete, existing),
                Map.of(reports.urn(), Map.of(standIn, "arn:aws:s3:::reports-other")));

        assertThat(report(changes).unknown())
                .extracting(PolicyReport.UnknownResult::urn)
                .containsExactly(after.urn());
        PolicyReport decided =
                PolicyEvaluator.evaluate(List.of(RULE), subject(changes).completedBy(() -> Optional.of(standIns)));
        assertThat(decided.unknown()).isEmpty();
        assertThat(decided.violations())
                .extracting(PolicyReport.Violation::message)
                .containsExactly("policy gives more access: web gains s3:PutObject on reports/*");
    }

    @Test
    void canBeApproved() {
        Approval approval = new Approval("iam-access-widened", READS.urn(), "the service deletes old files", "Ada");
        PolicyReport report = report(AccessStack.changes(List.of(READS), List.of(DELETES)), approval);

        assertThat(report.violations()).isEmpty();
        assertThat(report.approved()).hasSize(1);
    }

    @Test
    void canBeMadeMandatory() {
        PolicyParameters mandatory = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY)
                .withRuleEnforcement(Map.of(RULE.id(), Enforcement.MANDATORY));

        assertThat(mandatory.enforcementOf(RULE)).isEqualTo(Enforcement.MANDATORY);
    }

    @Test
    void acceptsANewRoleWithItsPolicies() {
        PolicyReport report = report(
                List.of(Changes.create(AccessStack.WEB), Changes.create(DELETES), Changes.same(AccessStack.UPLOADS)));

        assertThat(report.violations()).isEmpty();
        assertThat(report.unknown()).isEmpty();
    }

    @Test
    void reportsAnAttachedManagedPolicyAtItsAttachment() {
        GraphResource attachment = Resources.resource(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "web-attachment",
                Map.of("role", "web-1a2b", "policyArn", "arn:aws:iam::aws:policy/AmazonS3FullAccess"));

        assertThat(report(AccessStack.changes(List.of(), List.of(attachment))).violations())
                .extracting(PolicyReport.Violation::urn)
                .containsExactly(attachment.urn());
    }

    @Test
    void reportsAMembershipThatGivesAUserMore() {
        GraphResource user = Resources.resource("aws:iam/user:User", "alice", Map.of("name", "alice"), Map.of());
        GraphResource group = Resources.resource("aws:iam/group:Group", "readers", Map.of("name", "readers"), Map.of());
        GraphResource reads = Resources.resource(
                "aws:iam/groupPolicy:GroupPolicy",
                "readers-policy",
                Map.of("group", "readers", "policy", policy(allow("s3:GetObject", OBJECTS))));
        GraphResource membership = Resources.resource(
                "aws:iam/userGroupMembership:UserGroupMembership",
                "alice-groups",
                Map.of("user", "alice", "groups", List.of("readers")));

        assertThat(report(AccessStack.changes(List.of(user, group, reads), List.of(user, group, reads, membership)))
                        .violations())
                .extracting(PolicyReport.Violation::urn, PolicyReport.Violation::message)
                .containsExactly(
                        tuple(membership.urn(), "groups gives more access: alice gains s3:GetObject on uploads/*"));
    }

    @Test
    void reportsAWidenedManagedPolicyOnceAndNotAtItsAttachments() {
        Map<String, String> outputs = Map.of("arn", "arn:aws:iam::123456789012:policy/data");
        GraphResource before = Resources.resource(
                "aws:iam/policy:Policy", "data", Map.of("policy", policy(allow("s3:GetObject", OBJECTS))), outputs);
        GraphResource after = Resources.resource(
                "aws:iam/policy:Policy", "data", Map.of("policy", policy(allow("s3:*", OBJECTS))), outputs);
        GraphResource attachment = Resources.resource(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "web-attachment",
                Map.of("role", "web-1a2b", "policyArn", "arn:aws:iam::123456789012:policy/data"));

        assertThat(report(AccessStack.changes(List.of(before, attachment), List.of(after, attachment)))
                        .violations())
                .extracting(PolicyReport.Violation::urn, PolicyReport.Violation::message)
                .containsExactly(tuple(
                        before.urn(), "policy gives more access: web gains s3:* on uploads/* (before: s3:GetObject)"));
    }

    @Test
    void reportsADeletedPolicyWithADenialWhileTheBucketStays() {
        GraphResource tls = bucketPolicy(
                policy(
                        "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'UPLOADS/*','Condition':{'Bool':{'aws:SecureTransport':'false'}}}"));

        assertThat(report(AccessStack.changes(List.of(tls), List.of())).violations())
                .hasSize(1);
        assertThat(report(List.of(Changes.delete(tls), Changes.delete(AccessStack.UPLOADS)))
                        .violations())
                .isEmpty();
    }

    @Test
    void reportsARemovedBoundary() {
        GraphResource bounded =
                AccessStack.web(Map.of("permissionsBoundary", "arn:aws:iam::123456789012:policy/limits"));

        assertThat(report(AccessStack.changes(List.of(bounded), List.of(AccessStack.WEB)))
                        .violations())
                .extracting(PolicyReport.Violation::message)
                .containsExactly("permissionsBoundary gives more access: web loses the permissions boundary limits");
    }
}
