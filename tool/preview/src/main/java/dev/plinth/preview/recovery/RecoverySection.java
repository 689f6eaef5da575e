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

/**
 * How much data each store loses and how long it is away, for each kind of loss, by the settings that it has after the change;
 * against the objectives in {@code plinth:recovery}.
 *
 * <p>In production a missed objective refuses the change, and so does a store that nobody has restored for
 * {@code restoreTestDays}; elsewhere, and before a store has been there that long, both are warnings.
 */
public final class RecoverySection implements Section {

    /** The key. */
    public static final String KEY = "recovery";

    private final StackSettings settings;
    private final List<Assessment> assessments;
    private final List<Drill> drills;
    private final List<String> superfluous;
    private final List<String> lostKeys;

    private RecoverySection(
            StackSettings settings,
            List<Assessment> assessments,
            List<Drill> drills,
            List<String> superfluous,
            List<String> lostKeys) {
        this.lostKeys = lostKeys;
        this.settings = settings;
        this.assessments = assessments;
        this.drills = drills;
        this.superfluous = superfluous;
    }

    /** Makes the section of a change. */
    public static RecoverySection of(StackChange change) {
        StackSettings settings = change.settings();
        Stores after = new Stores(change.after(), settings.region());
        Stores before = new Stores(change.before(), settings.region());
        List<Assessment> assessments = new ArrayList<>();
        List<Drill> drills = new ArrayList<>();
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
            boolean restores =
                    after.best(store, Loss.DELETION).filter(Means::restore).isPresent();
            if (restores
                    && Stores.canBeTested(store)
                    && settings.recovery()
                            .acceptance(store.name(), Loss.DELETION)
                            .isEmpty()) {
                drills.add(Drill.of(store, change.evidence(), settings.recovery()));
            }
        }
        Set<String> names = stores.stream().map(GraphResource::name).collect(Collectors.toSet());
        List<String> superfluous = settings.recovery().accepted().stream()
                .map(StackSettings.AcceptedLoss::store)
                .filter(name -> !names.contains(name))
                .distinct()
                .toList();
        return new RecoverySection(
                settings, assessments, drills, superfluous, LostKeys.of(change.before(), change.changes()));
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
            return "the stack has no data store";
        }
        long missed = assessments.stream().filter(Assessment::isMissed).count();
        long accepted = assessments.stream()
                .filter(each -> each.verdict().equals("accepted"))
                .count();
        long due = drills.stream().filter(drill -> !drill.isFresh()).count();
        return (missed == 0 ? "RPO " : missed + " of " + assessments.size() + " losses miss the RPO of ")
                + settings.recovery().rpoMinutes() + " min " + (missed == 0 ? "and RTO " : "or the RTO of ")
                + settings.recovery().rtoMinutes() + " min" + (missed == 0 ? " are met" : "")
                + (accepted == 0 ? "" : ", " + accepted + " accepted")
                + (due == 0 ? "" : ", " + due + (due == 1 ? " store" : " stores") + " without a passed restore test");
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
        return warnings().isEmpty() ? Risk.NONE : Risk.WARNING;
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
                        "protect the store, or accept the loss: plinth:recovery.accepted {store: "
                                + each.store().name() + ", losses: [" + each.loss() + "], reason: …}"));
            }
        }
        for (Drill drill : drills) {
            if (drill.isOverdue()) {
                findings.add(new Finding(
                        drill.store().urn(),
                        drill.words(),
                        settings.recovery().requireRestoreValidation()
                                ? "restore its last recovery point, check it, and report the result with"
                                        + " `aws backup put-restore-validation-result`"
                                : "restore its last recovery point with AWS Backup, as a restore testing plan does"));
            }
        }
        return findings;
    }

    /** What a reader must not miss and no finding says. */
    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Assessment each : assessments) {
            if (each.isMissed() && !settings.isProduction()) {
                warnings.add(each.miss());
            } else if (each.isWorse() && !each.isMissed()) {
                warnings.add("the change makes the loss of " + each.loss().words() + " cost "
                        + each.store().name() + " more: RPO " + each.rpo() + ", RTO " + each.rto());
            }
        }
        for (Drill drill : drills) {
            if (!drill.isFresh() && !(drill.isOverdue() && settings.isProduction())) {
                warnings.add(drill.words());
            }
        }
        warnings.addAll(lostKeys);
        superfluous.forEach(name ->
                warnings.add("plinth:recovery.accepted names " + name + ", which is no data store of the stack"));
        return warnings;
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        warnings().forEach(warning -> blocks.add(new Block.Warning(warning)));
        if (assessments.isEmpty()) {
            return blocks;
        }
        List<String> unchecked = drills.stream()
                .filter(drill -> drill.isFresh() && !drill.validated())
                .map(drill -> drill.store().name())
                .toList();
        if (!unchecked.isEmpty()) {
            blocks.add(new Block.Text("restored by a test, but nobody reported a check of the restored data: "
                    + String.join(", ", unchecked)));
        }
        List<List<String>> reasons = assessments.stream()
                .filter(each -> each.verdict().equals("accepted"))
                .map(each -> List.of(
                        each.store().name(),
                        each.loss().words(),
                        each.accepted().orElseThrow()))
                .toList();
        if (!reasons.isEmpty()) {
            blocks.add(new Block.Table(List.of("accepted", "loss of", "reason"), reasons, Set.of()));
        }
        blocks.add(new Block.Details("what each loss costs each store", List.of(table(assessments))));
        blocks.add(new Block.Details(
                "the figures, and where they come from",
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
                    each.loss().words(),
                    each.rpo(),
                    each.rto(),
                    each.verdict(),
                    each.means().map(Means::words).orElse("nothing brings it back")));
        }
        return new Block.Table(List.of("store", "loss of", "RPO", "RTO", "objective", "how"), rows, Set.of(2, 3));
    }

    private Set<Figure> figures() {
        return assessments.stream()
                .flatMap(each -> each.means().stream())
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
                            each.means().map(way -> Times.minutes(way.rpo())).orElse(null))
                    .put(
                            "rtoMinutes",
                            each.means().map(way -> Times.minutes(way.rto())).orElse(null))
                    .put("objective", each.verdict())
                    .put("means", each.means().map(Means::words).orElse(null));
            each.accepted().ifPresent(reason -> node.put("accepted", reason));
            var figures = node.putArray("figures");
            each.means().stream().flatMap(way -> way.figures().stream()).forEach(figure -> figures.add(figure.name()));
        }
        ObjectNode figures = document.putObject("figures");
        for (Figure figure : figures()) {
            figures.putObject(figure.name())
                    .put("minutes", Times.minutes(figure.time()))
                    .put("statement", figure.statement())
                    .put("source", figure.source());
        }
        var tests = document.putArray("restoreTests");
        for (Drill drill : drills) {
            tests.addObject()
                    .put("urn", drill.store().urn())
                    .put("passed", drill.passed().map(Objects::toString).orElse(null))
                    .put("validated", drill.validated())
                    .put("state", drill.isFresh() ? "passed" : drill.isOverdue() ? "overdue" : "due")
                    .put(
                            "due",
                            drill.due()
                                    .map(day -> day.atZone(ZoneOffset.UTC)
                                            .toLocalDate()
                                            .toString())
                                    .orElse(null));
        }
        return document;
    }
}
