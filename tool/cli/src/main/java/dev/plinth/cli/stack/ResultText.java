package dev.plinth.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.ListText;
import dev.plinth.cli.text.PreviewText;
import dev.plinth.model.Step;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.policies.PolicyReport;
import dev.plinth.report.PolicyCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what the stack commands found and did, for a person or as JSON. */
final class ResultText {

    /** Reason for a change that nobody confirmed. */
    static final String NOT_CONFIRMED = "not confirmed; nothing was changed. Use --yes in a non-interactive session";

    private static final int RED = 31;
    private static final int YELLOW = 33;
    private static final int GREY = 90;

    private final Terminal terminal;

    ResultText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints the reason why nothing was done. */
    int refused(StackArguments arguments, String why) {
        return refused(arguments, null, why);
    }

    /** Prints the reason why nothing was done, with the policy results if there are any. */
    int refused(StackArguments arguments, @Nullable PolicyFindings policy, String why) {
        if (arguments.common.json) {
            ObjectNode document = document("refused", Map.of(), JsonNodeFactory.instance.objectNode());
            if (policy != null) {
                document.set("policy", policy.toJson());
            }
            terminal.json(document);
        }
        terminal.say("blocked: " + why);
        return ExitCode.FINDINGS;
    }

    /** Prints the result of an operation, the outputs, and the next step. */
    int result(String verb, StackArguments arguments, OperationResult result) {
        if (arguments.common.json) {
            ObjectNode document =
                    document(result.succeeded() ? "succeeded" : "failed", result.summary(), result.outputs());
            if (result.policy().complete()) {
                document.set("policy", result.policy().toJson());
            }
            result.forecast().ifPresent(outcome -> document.set("forecast", outcome.toJson()));
            terminal.json(document);
        }
        if (!result.succeeded()) {
            terminal.say("error: " + result.problem());
            return result.isStoppedByPolicies() ? ExitCode.FINDINGS : ExitCode.FAILURE;
        }
        if (!arguments.common.json) {
            terminal.out().println(verb + " of " + arguments.stack + " done: " + counts(result.summary()));
            // The simulator does not take the time of a cloud.
            result.forecast()
                    .filter(outcome -> !arguments.simulate)
                    .ifPresent(outcome -> outcome.words().lines().forEach(terminal.out()::println));
            outputs(result.outputs());
        }
        if (result.policy().isBlocking()) {
            return violatedAfterwards(verb, arguments, result.policy());
        }
        if (!arguments.common.json) {
            next(verb, arguments);
        }
        return ExitCode.OK;
    }

    /** The update is done all the same; only its values showed what a rule could not decide before. */
    private int violatedAfterwards(String verb, StackArguments arguments, PolicyFindings policy) {
        if (!arguments.common.json) {
            PolicyReport found = policy.report();
            new PreviewText(terminal, false).violations(found);
            terminal.out().println("policies: " + PolicyCounts.words(found) + "; " + PolicyCounts.checked(found));
        }
        terminal.say("the " + verb + " of " + arguments.stack
                + " succeeded, but the stack violates policies (" + policy.rules() + ")\n"
                + "next: fix the program and run `" + arguments.command("up") + "` again");
        return ExitCode.FINDINGS;
    }

    private void next(String verb, StackArguments arguments) {
        switch (verb) {
            case "up" ->
                terminal.say("next: `" + arguments.command("preview") + "` shows no change, `"
                        + arguments.command("refresh") + " --preview-only` finds drift, `plinth graph "
                        + arguments.stack
                        + "` shows the resources"
                        + (arguments.simulate ? ", `plinth simulator list` the simulated resources" : ""));
            case "unprotect" ->
                terminal.say("next: `" + arguments.command("destroy") + "` deletes everything, `"
                        + arguments.command("up") + "` protects it again");
            default -> {
                // A destroyed or refreshed stack needs no next step.
            }
        }
    }

    /** The stack's outputs, one a line. */
    void outputs(JsonNode outputs) {
        int width = 0;
        for (var names = outputs.fieldNames(); names.hasNext(); ) {
            width = Math.max(width, names.next().length());
        }
        for (Map.Entry<String, JsonNode> output : outputs.properties()) {
            JsonNode value = output.getValue();
            terminal.out()
                    .println("  " + output.getKey()
                            + " ".repeat(width - output.getKey().length() + 2)
                            + (value.isTextual() ? value.textValue() : value));
        }
    }

    /** The result of {@code refresh --preview-only}, and of a refresh that found nothing. */
    int drift(StackArguments arguments, OperationResult seen) {
        List<Step> drift = seen.drift();
        if (!seen.succeeded()) {
            return result("refresh", arguments, seen);
        }
        if (arguments.common.json) {
            ObjectNode document = document("succeeded", seen.summary(), seen.outputs());
            ArrayNode array = document.putArray("drift");
            for (Step step : drift) {
                ObjectNode node = array.addObject()
                        .put("op", step.op())
                        .put("urn", step.urn())
                        .put("type", step.type())
                        .put("name", step.name());
                ArrayNode paths = node.putArray("changedPaths");
                step.changedPaths().forEach(paths::add);
            }
            ArrayNode expected = document.putArray("changedByAws");
            seen.expected().forEach(change -> expected.add(change.toJson()));
            terminal.json(document);
        } else if (drift.isEmpty()) {
            expected(seen);
            terminal.out()
                    .println("no drift: " + arguments.stack + " matches its state"
                            + (seen.expected().isEmpty() ? "" : ", except for changes that AWS made as configured"));
        } else {
            driftTable(arguments, seen);
        }
        return drift.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    /** Prints the changes that AWS made as the stack configures them, one line per property. */
    private void expected(OperationResult seen) {
        ListText text = new ListText(terminal);
        seen.expected()
                .forEach(change ->
                        text.entry(terminal.colour(GREY, change.name()) + "  ", change.type() + "  " + change.words()));
    }

    /** Prints the changes made outside Pulumi, one line per resource. */
    void driftTable(StackArguments arguments, OperationResult seen) {
        List<Step> drift = seen.drift();
        expected(seen);
        ListText text = new ListText(terminal);
        for (Step step : drift) {
            boolean deleted = step.op().equals("delete");
            text.entry(
                    terminal.colour(deleted ? RED : YELLOW, step.name()) + "  ",
                    step.type() + "  "
                            + (deleted
                                    ? "does not exist in the cloud"
                                    : "was changed: " + String.join(", ", step.changedPaths())));
        }
        if (!drift.isEmpty()) {
            terminal.say("next: `" + arguments.command("refresh") + "` updates the state; then `"
                    + arguments.command("up") + "` restores the program's values");
        }
    }

    private static ObjectNode document(String result, Map<String, Integer> summary, JsonNode outputs) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("result", result);
        ObjectNode counts = document.putObject("summary");
        new TreeMap<>(summary).forEach(counts::put);
        document.set("outputs", outputs);
        return document;
    }

    /** Returns the numbers of operations; the engine counts components as well. */
    private static String counts(Map<String, Integer> summary) {
        return summary.isEmpty()
                ? "no changes"
                : new TreeMap<>(summary)
                                .entrySet().stream()
                                        .map(entry -> entry.getValue() + " " + past(entry.getKey()))
                                        .collect(Collectors.joining(", "))
                        + ", components included";
    }

    private static String past(String operation) {
        return operation.equals("same") ? "unchanged" : operation.endsWith("e") ? operation + "d" : operation;
    }
}
