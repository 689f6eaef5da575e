package dev.plinth.preview.guard;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A step, whether it can be undone, and what keeps it from being made.
 *
 * @param change the step
 * @param classification whether it can be undone
 * @param recoveryPoint the latest recovery point of what ends; empty where there is none, or none is asked for
 * @param restoreTest when a restore test of it passed last; empty as before
 * @param approval who said yes to it
 * @param missing what is missing before it may be made, as clauses
 * @param blocks what would refuse the step half-way, as clauses
 * @param clashes what another resource still has of what the step takes, as clauses
 * @param gap why evidence may be missing
 */
record Guarded(
        ResourceChange change,
        Classification classification,
        Optional<Instant> recoveryPoint,
        Optional<Instant> restoreTest,
        Optional<Approval> approval,
        List<String> missing,
        List<String> blocks,
        List<String> clashes,
        Optional<String> gap) {

    /** What AWS Backup, or the service itself, makes recovery points of; a key or an image has none. */
    private static final Set<String> BACKED_UP = Set.of(
            "aws:rds/instance:Instance",
            "aws:rds/cluster:Cluster",
            "aws:docdb/cluster:Cluster",
            "aws:neptune/cluster:Cluster",
            "aws:redshift/cluster:Cluster",
            "aws:dynamodb/table:Table",
            "aws:s3/bucketV2:BucketV2",
            "aws:efs/fileSystem:FileSystem",
            "aws:ebs/volume:Volume");

    private static final String UNAPPROVED = "nobody has approved it";

    private static final int SHOWN = 5;

    static Guarded of(ResourceChange step, StackChange all) {
        Classification classification = Classifier.of(step);
        if (!step.mayEndResource() || step.before().isEmpty()) {
            return new Guarded(
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
                missing.add("whether this update replaces it is not known");
            }
            approval = all.approvals().stream()
                    .filter(given -> given.covers(rule(step), store.urn()))
                    .findFirst();
            if (BACKED_UP.contains(store.type())) {
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
        // A stack for development is made to be thrown away.
        boolean free = all.settings().policy().tier() == Tier.DEVELOPMENT;
        return new Guarded(
                step,
                classification,
                point,
                test,
                approval,
                free || (step.replacementUnknown() && approval.isPresent()) ? List.of() : List.copyOf(missing),
                step.replacementUnknown() ? List.of() : blocks(step, store, all),
                UniqueKeys.clashes(step, all),
                missing.isEmpty() ? Optional.empty() : evidence.gap());
    }

    private static List<String> evidenceMissing(
            Optional<Instant> point, Optional<Instant> test, Instant now, StackSettings.Recovery objectives) {
        List<String> missing = new ArrayList<>();
        if (point.isEmpty()) {
            missing.add("it has no recovery point");
        } else if (Duration.between(point.get(), now).compareTo(Duration.ofMinutes(objectives.rpoMinutes())) > 0) {
            missing.add("its last recovery point, of " + point.get() + ", is older than the RPO of "
                    + objectives.rpoMinutes() + " min");
        }
        if (test.isEmpty()) {
            missing.add("no restore test of it has passed");
        } else if (Duration.between(test.get(), now).toDays() > objectives.restoreTestDays()) {
            missing.add("its last passed restore test, of " + test.get() + ", is more than "
                    + objectives.restoreTestDays() + " days ago");
        }
        return missing;
    }

    /** The rule that has to be approved. */
    static String rule(ResourceChange step) {
        return step.operation() == Operation.DELETE ? "stateful-not-deleted" : "stateful-not-replaced";
    }

    /** The engine deletes what depends on a resource before the cloud says that the resource itself must stay. */
    private static List<String> blocks(ResourceChange step, GraphResource store, StackChange all) {
        List<String> reasons = Stream.concat(Protection.reasons(store).stream(), Protection.contents(store).stream())
                .toList();
        if (reasons.isEmpty()) {
            return List.of();
        }
        List<String> first = dependents(store, all);
        String lost = first.isEmpty()
                ? ""
                : ", after " + first.size() + (first.size() == 1 ? " resource" : " resources")
                        + " that depend on it would be gone: "
                        + first.stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (first.size() > SHOWN ? " …" : "");
        return reasons.stream()
                .map(reason -> "it " + reason + " and refuses to be "
                        + (step.operation() == Operation.DELETE ? "deleted" : "replaced") + lost)
                .toList();
    }

    /** The names of what ends with the change and depends on a resource, over any number of others, sorted. */
    private static List<String> dependents(GraphResource store, StackChange all) {
        List<GraphResource> ending = all.changes().stream()
                .filter(ResourceChange::endsResource)
                .flatMap(change -> change.before().stream())
                .toList();
        Set<String> reached = new java.util.HashSet<>(Set.of(store.urn()));
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

    boolean isRefused() {
        return !missing.isEmpty() || !blocks.isEmpty() || !clashes.isEmpty();
    }

    /** Whether at most an approval is missing. */
    boolean passesOnceApproved() {
        return blocks.isEmpty() && clashes.isEmpty() && lacksApprovalAlone();
    }

    /** Whether no evidence is missing, but at most an approval. */
    boolean lacksApprovalAlone() {
        return missing.stream().allMatch(UNAPPROVED::equals);
    }
}
