package dev.plinth.operation.policy;

import dev.plinth.operation.Project;
import dev.plinth.operation.ProjectRules;
import dev.plinth.policies.rule.Names;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.waiver.InvalidWaiversException;
import dev.plinth.policies.waiver.Waiver;
import dev.plinth.policies.waiver.WaiverFile;
import dev.plinth.policies.waiver.WaiverFileEditor;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.ConfigException.Fault;
import dev.plinth.settings.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds waivers to a project's file. */
public final class WaiverOperation {

    private final Project project;
    private final LocalDate today;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * Creates the operation.
     *
     * @param project the project
     * @param today the current date, from which the expiry is counted
     */
    public WaiverOperation(Project project, LocalDate today) {
        this.project = project;
        this.today = today;
    }

    /**
     * Adds a waiver.
     *
     * @param rule the rule's id
     * @param urn the URNs it covers, with {@code *} and {@code ?}
     * @param days how long it counts, 1 to 90
     * @param force whether it is also added when it covers no violation
     * @throws ConfigException with every fault; then nothing is written
     */
    public Waiver add(String rule, String urn, String reason, String owner, int days, boolean force) {
        Optional<Rule> known = check(rule, urn, reason, owner, days);
        refuseIfFaulty();
        Waiver waiver = new Waiver(rule, urn.strip(), reason.strip(), owner.strip(), today.plusDays(days));
        if (!force && known.filter(found -> found.scope() != Rule.Scope.CHANGE).isPresent() && !covers(waiver)) {
            faults.add(new Fault(
                    "URN",
                    "is \"" + urn + "\", which covers no violation of " + rule + " that no waiver covers yet, in "
                            + String.join(", ", stacks(waiver)),
                    "the URN of a violation that `plinth policy check` shows; --force adds it all the same"));
            refuseIfFaulty();
        }
        write(waiver);
        return waiver;
    }

    private Optional<Rule> check(String rule, String urn, String reason, String owner, int days) {
        RuleSet rules = ProjectRules.of(project.folder());
        Optional<Rule> known = rules.find(rule);
        if (known.isEmpty()) {
            faults.add(new Fault(
                    "RULE",
                    "is \"" + rule + "\": unknown rule" + Names.suggestion(rule, rules.ids()),
                    "the ids that `plinth policy list` shows"));
        } else if (!known.get().isWaivable()) {
            faults.add(new Fault(
                    "RULE",
                    "is \"" + rule + "\", which cannot be waived",
                    "a rule that can be waived; fix the resource instead"));
        }
        check(!urn.isBlank(), "URN", urn, "a URN, with * for any characters and ? for one");
        check(
                reason.strip().length() >= WaiverFile.SHORTEST_REASON,
                "--reason",
                reason,
                "a text of at least " + WaiverFile.SHORTEST_REASON + " characters");
        check(!owner.isBlank(), "--owner", owner, "the person or team responsible");
        check(
                1 <= days && days <= WaiverFile.LONGEST_DAYS,
                "--days",
                Integer.toString(days),
                "1 to " + WaiverFile.LONGEST_DAYS);
        return known;
    }

    private void check(boolean holds, String argument, String value, String allowed) {
        if (!holds) {
            faults.add(new Fault(argument, "is \"" + value + "\"", allowed));
        }
    }

    private void refuseIfFaulty() {
        if (!faults.isEmpty()) {
            throw new ConfigException("plinth policy waive", faults);
        }
    }

    private List<String> stacks() {
        return StackFile.stacks(project.folder());
    }

    /** The stacks that the pattern may mean: those whose URNs it could match. */
    private List<String> stacks(Waiver waiver) {
        String[] parts = waiver.urn().split("::", 2);
        String named = parts[0].startsWith("urn:pulumi:") ? parts[0].substring("urn:pulumi:".length()) : "*";
        return stacks().contains(named) ? List.of(named) : stacks();
    }

    private boolean covers(Waiver waiver) {
        return stacks(waiver).stream()
                .map(stack -> PolicyCheck.ofStack(project, stack, today))
                .flatMap(report -> report.violations().stream())
                .anyMatch(violation -> waiver.covers(violation.rule(), violation.urn()));
    }

    private void write(Waiver waiver) {
        Path file = project.waivers();
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            Files.writeString(file, WaiverFileEditor.add(file.toString(), before, waiver, today));
        } catch (InvalidWaiversException e) {
            throw new ConfigException(
                    file.toString(),
                    List.of(new Fault("waivers", "have faults: " + e.getMessage(), "see docs/policies.md")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
