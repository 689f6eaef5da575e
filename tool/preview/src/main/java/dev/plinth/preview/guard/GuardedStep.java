package dev.plinth.preview.guard;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rules.change.Stateful;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.preview.RecoveryEvidence;
import dev.plinth.preview.StackChange;
import dev.plinth.settings.StackSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Step with its reversibility, evidence and blockers.
 *
 * @param change the step
 * @param classification the reversibility
 * @param recoveryPoint the latest recovery point of a deleted store; empty where there is none, or none is required
 * @param restoreTest the end of its last passed restore test; empty likewise
 * @param approval the approval
 * @param missing the missing evidence and approval, as clauses
 * @param blocks the reasons for which the cloud or the engine would reject the step, as clauses
 * @param clashes the conflicts with unique values of other resources, as clauses
 * @param gap the reason for missing evidence
 */
record GuardedStep(
        ResourceChange change,
        Classification classification,
        Optional<Instant> recoveryPoint,
        Optional<Instant> restoreTest,
        Optional<Approval> approval,
        List<String> missing,
        List<String> blocks,
        List<String> clashes,
        Optional<String> gap) {

    /** Types with recovery points of AWS Backup or of the service itself. */
    private static final Set<String> BACKED_UP = Set.of(
            AwsTypes.RDS_INSTANCE,
            AwsTypes.RDS_CLUSTER,
            AwsTypes.DOCDB_CLUSTER,
            AwsTypes.NEPTUNE_CLUSTER,
            AwsTypes.REDSHIFT_CLUSTER,
            AwsTypes.DYNAMODB_TABLE,
            AwsTypes.S3_BUCKET_V2,
            AwsTypes.EFS_FILE_SYSTEM,
            AwsTypes.EBS_VOLUME);

    private static final String UNAPPROVED = "not approved";

    private static final int SHOWN = 5;

    static GuardedStep of(ResourceChange step, StackChange all) {
        Classification classification = Classifier.of(step);
        if (!step.mayEndResource() || step.before().isEmpty()) {
            return new GuardedStep(
                    step,
                    classification,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    SubnetGroups.blocks(step, all),
                    UniqueKeys.clashes(step, all),
                    Optional.empty());
        }
        GraphResource store = step.before().get();
        List<String> missing = new ArrayList<>();
        Optional<Instant> point = Optional.empty();
        Optional<Instant> test = Optional.empty();
        Optional<Approval> approval = Optional.empty();
        RecoveryEvidence evidence = all.evidence();
        if (Stateful.isLostWith(step)) {
            if (step.replacementUnknown()) {
                missing.add("it is unknown whether this update replaces it");
            }
            approval = all.approvals().stream()
                    .filter(given -> given.covers(rule(step), store.urn()))
                    .findFirst();
            if (BACKED_UP.contains(store.type()) && !evidence.isWithoutSource()) {
                point = evidence.recoveryPoints(store).stream()
                        .map(RecoveryEvidence.RecoveryPoint::created)
                        .max(Comparator.naturalOrder());
                test = evidence.restoreTests(store).stream()
                        .filter(given -> given.counts(all.settings().recovery().requireRestoreValidation()))
                        .map(RecoveryEvidence.RestoreTest::ended)
                        .max(Comparator.naturalOrder());
                missing.addAll(evidenceMissing(
                        point, test, evidence.now(), all.settings().recovery()));
            }
            if (approval.isEmpty()) {
                missing.add(UNAPPROVED);
            }
        }
        // Development stacks need neither evidence nor approval.
        boolean isDevelopment = all.settings().policy().tier() == Tier.DEVELOPMENT;
        return new GuardedStep(
                step,
                classification,
                point,
                test,
                approval,
                isDevelopment || (step.replacementUnknown() && approval.isPresent()) ? List.of() : List.copyOf(missing),
                step.replacementUnknown() ? List.of() : blocks(step, store, all),
                UniqueKeys.clashes(step, all),
                missing.isEmpty() ? Optional.empty() : evidence.gap());
    }

    private static List<String> evidenceMissing(
            Optional<Instant> point, Optional<Instant> test, Instant now, StackSettings.Recovery objectives) {
        List<String> missing = new ArrayList<>();
        if (point.isEmpty()) {
            missing.add("no recovery point");
        } else if (Duration.between(point.get(), now).compareTo(Duration.ofMinutes(objectives.rpoMinutes())) > 0) {
            missing.add("the last recovery point (" + point.get() + ") is older than the RPO of "
                    + objectives.rpoMinutes() + " min");
        }
        if (test.isEmpty()) {
            missing.add("no passed restore test");
        } else if (Duration.between(test.get(), now).toDays() > objectives.restoreTestDays()) {
            missing.add("the last passed restore test (" + test.get() + ") is more than " + objectives.restoreTestDays()
                    + " days old");
        }
        return missing;
    }

    /** Returns the rule to approve. */
    static String rule(ResourceChange step) {
        return step.operation() == Operation.DELETE ? "stateful-not-deleted" : "stateful-not-replaced";
    }

    /** Returns the reasons for which a deletion would fail, after the engine has deleted the dependents. */
    private static List<String> blocks(ResourceChange step, GraphResource store, StackChange all) {
        List<String> reasons = Stream.concat(Protection.reasons(store).stream(), Protection.contents(store).stream())
                .toList();
        if (reasons.isEmpty()) {
            return List.of();
        }
        List<String> first = dependents(store, all);
        String lost = first.isEmpty()
                ? ""
                : ", after the deletion of " + first.size() + " dependent "
                        + (first.size() == 1 ? "resource: " : "resources: ")
                        + first.stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (first.size() > SHOWN ? " …" : "");
        return reasons.stream()
                .map(reason -> "it " + reason + ", so its "
                        + (step.operation() == Operation.DELETE ? "deletion" : "replacement") + " would fail" + lost)
                .toList();
    }

    /** Returns the names of deleted resources that depend on a resource, directly or indirectly, sorted. */
    private static List<String> dependents(GraphResource store, StackChange all) {
        List<GraphResource> ending = all.changes().stream()
                .filter(ResourceChange::endsResource)
                .flatMap(change -> change.before().stream())
                .toList();
        Set<String> reached = new HashSet<>(Set.of(store.urn()));
        List<String> names = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            for (GraphResource resource : ending) {
                if (resource.dependencies().stream().anyMatch(reached::contains) && reached.add(resource.urn())) {
                    names.add(resource.name());
                    more = true;
                }
            }
        }
        return names.stream().sorted().toList();
    }

    boolean isBlocked() {
        return !missing.isEmpty() || !blocks.isEmpty() || !clashes.isEmpty();
    }

    /** Returns whether at most an approval is missing and no step would fail. */
    boolean passesOnceApproved() {
        return blocks.isEmpty() && clashes.isEmpty() && needsOnlyApproval();
    }

    /** Returns whether at most an approval is missing. */
    boolean needsOnlyApproval() {
        return missing.stream().allMatch(UNAPPROVED::equals);
    }
}
