package dev.plinth.preview.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.settings.Loss;
import dev.plinth.settings.StackSettings;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Loss of data and recovery time of each store after each loss, by its settings after the change, compared with the objectives
 * in {@code plinth:recovery}.
 *
 * <p>In production, a missed objective blocks the change, and so does a store without a passed restore test in
 * {@code restoreTestDays}. In other stacks, and for newer stores, these are warnings.
 */
public final class RecoverySection implements Section {

    /** The key. */
    public static final String KEY = "recovery";

    private final StackSettings settings;
    private final List<Assessment> assessments;
    private final List<RestoreTestStatus> restoreTests;
    private final List<String> superfluous;
    private final List<String> lostKeys;

    private RecoverySection(
            StackSettings settings,
            List<Assessment> assessments,
            List<RestoreTestStatus> restoreTests,
            List<String> superfluous,
            List<String> lostKeys) {
        this.lostKeys = lostKeys;
        this.settings = settings;
        this.assessments = assessments;
        this.restoreTests = restoreTests;
        this.superfluous = superfluous;
    }

    /** Creates the section of a change. */
    public static RecoverySection of(StackChange change) {
        StackSettings settings = change.settings();
        DataStores after = new DataStores(change.after(), settings.region());
        DataStores before = new DataStores(change.before(), settings.region());
        List<Assessment> assessments = new ArrayList<>();
        List<RestoreTestStatus> restoreTests = new ArrayList<>();
        List<GraphResource> stores = after.all();
        for (GraphResource store : stores) {
            Optional<GraphResource> old = change.before().resource(store.urn());
            for (Loss loss : Loss.values()) {
                assessments.add(new Assessment(
                        store,
                        loss,
                        after.best(store, loss),
                        old.flatMap(known -> before.best(known, loss)),
                        old.isEmpty(),
                        settings.recovery().acceptance(store.name(), loss),
                        settings.recovery()));
            }
            boolean restores = after.best(store, Loss.DELETION)
                    .filter(RecoveryMethod::restore)
                    .isPresent();
            if (restores
                    && !change.evidence().isWithoutSource()
                    && DataStores.canBeTested(store)
                    && settings.recovery()
                            .acceptance(store.name(), Loss.DELETION)
                            .isEmpty()) {
                restoreTests.add(RestoreTestStatus.of(store, change.evidence(), settings.recovery()));
            }
        }
        Set<String> names = stores.stream().map(GraphResource::name).collect(Collectors.toSet());
        List<String> superfluous = settings.recovery().accepted().stream()
                .map(StackSettings.AcceptedLoss::store)
                .filter(name -> !names.contains(name))
                .distinct()
                .toList();
        return new RecoverySection(
                settings, assessments, restoreTests, superfluous, LostKeys.of(change.before(), change.changes()));
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "Recovery";
    }

    @Override
    public String summary() {
        if (assessments.isEmpty()) {
            return "no data stores";
        }
        long missed = assessments.stream().filter(Assessment::isMissed).count();
        long accepted = assessments.stream()
                .filter(each -> each.verdict().equals("accepted"))
                .count();
        long due = restoreTests.stream().filter(status -> !status.isFresh()).count();
        return (missed == 0
                        ? "RPO of "
                        : missed + " of " + assessments.size() + " failure scenarios exceed the RPO of ")
                + settings.recovery().rpoMinutes() + " min " + (missed == 0 ? "and RTO of " : "or the RTO of ")
                + settings.recovery().rtoMinutes() + " min" + (missed == 0 ? " are met" : "")
                + (accepted == 0 ? "" : ", " + accepted + " accepted")
                + (due == 0 ? "" : "; " + due + (due == 1 ? " store has" : " stores have") + " no passed restore test");
    }

    @Override
    public boolean isSilent() {
        return assessments.isEmpty() && superfluous.isEmpty() && lostKeys.isEmpty();
    }

    @Override
    public Risk risk() {
        if (!findings().isEmpty()) {
            return Risk.CRITICAL;
        }
        return changedWarnings().isEmpty() ? Risk.NONE : Risk.WARNING;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!settings.isProduction()) {
            return findings;
        }
        for (Assessment each : assessments) {
            if (each.isMissed()) {
                findings.add(new Finding(
                        each.store().urn(),
                        each.miss(),
                        "add a backup or a replica, or accept the loss: plinth:recovery.accepted {store: "
                                + each.store().name() + ", losses: [" + each.loss() + "], reason: …}"));
            }
        }
        for (RestoreTestStatus status : restoreTests) {
            if (status.isOverdue()) {
                findings.add(new Finding(
                        status.store().urn(),
                        status.words(),
                        settings.recovery().requireRestoreValidation()
                                ? "restore its last recovery point, check the data, and report the result with"
                                        + " `aws backup put-restore-validation-result`"
                                : "restore its last recovery point with AWS Backup, for example with a restore"
                                        + " testing plan"));
            }
        }
        return findings;
    }

    /** Returns the warnings that the change causes, beside the findings. */
    private List<String> changedWarnings() {
        List<String> warnings = new ArrayList<>();
        for (Assessment each : assessments) {
            if (each.isMissed() && !settings.isProduction() && !each.isStanding()) {
                warnings.add(each.miss());
            } else if (each.isWorse() && !each.isMissed()) {
                warnings.add(
                        "the change worsens the recovery of " + each.store().name() + " after " + each.event()
                                + ": RPO " + each.rpo() + ", RTO " + each.rto());
            }
        }
        warned().filter(status -> isNew(status.store())).forEach(status -> warnings.add(status.words()));
        warnings.addAll(lostKeys);
        superfluous.forEach(name -> warnings.add("plinth:recovery.accepted: unknown data store " + name));
        return warnings;
    }

    /** Returns the warnings that stood before the change. */
    private List<String> standingWarnings() {
        return Stream.concat(
                        settings.isProduction()
                                ? Stream.of()
                                : assessments.stream()
                                        .filter(each -> each.isMissed() && each.isStanding())
                                        .map(Assessment::miss),
                        warned().filter(status -> !isNew(status.store())).map(RestoreTestStatus::words))
                .toList();
    }

    /** Returns the restore tests that are missing and do not block the change. */
    private Stream<RestoreTestStatus> warned() {
        return restoreTests.stream()
                .filter(status -> !status.isFresh() && !(status.isOverdue() && settings.isProduction()));
    }

    private boolean isNew(GraphResource store) {
        return assessments.stream().anyMatch(each -> each.store().equals(store) && each.isNew());
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        changedWarnings().forEach(warning -> blocks.add(new Block.Warning(warning)));
        assessments.stream()
                .filter(Assessment::isBetter)
                .forEach(each -> blocks.add(new Block.Text(
                        "the change improves the recovery of " + each.store().name() + " after " + each.event()
                                + ": RPO " + each.rpo() + ", RTO " + each.rto())));
        if (assessments.isEmpty()) {
            return blocks;
        }
        List<List<String>> accepted = reasons(true);
        if (!accepted.isEmpty()) {
            blocks.add(acceptances(accepted));
        }
        List<String> standing = standingWarnings();
        if (!standing.isEmpty()) {
            blocks.add(Block.Standing.of(
                    standing.size(),
                    "recovery warning",
                    standing.stream()
                            .map(text -> (Block) new Block.Warning(text))
                            .toList()));
        }
        List<List<String>> before = reasons(false);
        if (!before.isEmpty()) {
            blocks.add(new Block.Standing(
                    before.size() + (before.size() == 1 ? " accepted loss" : " accepted losses"),
                    List.of(acceptances(before))));
        }
        blocks.addAll(details());
        return blocks;
    }

    /** Returns the accepted losses of new stores, or of the others. */
    private List<List<String>> reasons(boolean ofNew) {
        return assessments.stream()
                .filter(each -> each.verdict().equals("accepted") && each.isNew() == ofNew)
                .map(each -> List.of(
                        each.store().name(), each.event(), each.accepted().orElseThrow()))
                .toList();
    }

    private static Block acceptances(List<List<String>> rows) {
        return new Block.Table(List.of("store", "accepted", "reason"), rows, Set.of());
    }

    private List<Block> details() {
        List<Block> blocks = new ArrayList<>();
        List<String> unchecked = restoreTests.stream()
                .filter(status -> status.isFresh() && !status.validated())
                .map(status -> status.store().name())
                .toList();
        if (!unchecked.isEmpty()) {
            blocks.add(new Block.Details(
                    "Restored in a test, without a reported check of the data: " + unchecked.size(),
                    List.of(new Block.Text(String.join(", ", unchecked)))));
        }
        blocks.add(new Block.Details("Recovery of each store", List.of(table(assessments))));
        blocks.add(new Block.Details(
                "Figures and their sources",
                List.of(new Block.Table(
                        List.of("figure", "source"),
                        figures().stream()
                                .map(figure -> List.of(figure.statement(), figure.source()))
                                .toList(),
                        Set.of()))));
        return blocks;
    }

    private static Block table(List<Assessment> assessments) {
        List<List<String>> rows = new ArrayList<>();
        for (Assessment each : assessments) {
            rows.add(List.of(
                    each.store().name(),
                    each.event(),
                    each.rpo(),
                    each.rto(),
                    each.verdict(),
                    each.method().map(RecoveryMethod::words).orElse("none")));
        }
        return new Block.Table(List.of("store", "event", "RPO", "RTO", "objective", "recovery"), rows, Set.of(2, 3));
    }

    private Set<RecoveryFigure> figures() {
        return assessments.stream()
                .flatMap(each -> each.method().stream())
                .flatMap(way -> way.figures().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public JsonNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("objectives")
                .put("rpoMinutes", settings.recovery().rpoMinutes())
                .put("rtoMinutes", settings.recovery().rtoMinutes())
                .put("restoreTestDays", settings.recovery().restoreTestDays());
        var losses = document.putArray("losses");
        for (Assessment each : assessments) {
            ObjectNode node = losses.addObject()
                    .put("urn", each.store().urn())
                    .put("loss", each.loss().name())
                    .put(
                            "rpoMinutes",
                            each.method()
                                    .map(way -> RecoveryTimes.minutes(way.rpo()))
                                    .orElse(null))
                    .put(
                            "rtoMinutes",
                            each.method()
                                    .map(way -> RecoveryTimes.minutes(way.rto()))
                                    .orElse(null))
                    .put("objective", each.verdict())
                    .put("means", each.method().map(RecoveryMethod::words).orElse(null));
            each.accepted().ifPresent(reason -> node.put("accepted", reason));
            var figures = node.putArray("figures");
            each.method().stream().flatMap(way -> way.figures().stream()).forEach(figure -> figures.add(figure.name()));
        }
        ObjectNode figures = document.putObject("figures");
        for (RecoveryFigure figure : figures()) {
            figures.putObject(figure.name())
                    .put("minutes", RecoveryTimes.minutes(figure.time()))
                    .put("statement", figure.statement())
                    .put("source", figure.source());
        }
        var tests = document.putArray("restoreTests");
        for (RestoreTestStatus status : restoreTests) {
            tests.addObject()
                    .put("urn", status.store().urn())
                    .put("passed", status.passed().map(Objects::toString).orElse(null))
                    .put("validated", status.validated())
                    .put("state", status.isFresh() ? "passed" : status.isOverdue() ? "overdue" : "due")
                    .put(
                            "due",
                            status.due()
                                    .map(day -> day.atZone(ZoneOffset.UTC)
                                            .toLocalDate()
                                            .toString())
                                    .orElse(null));
        }
        return document;
    }
}
