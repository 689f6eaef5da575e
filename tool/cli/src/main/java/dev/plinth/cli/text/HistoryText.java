package dev.plinth.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.Urns;
import dev.plinth.operation.Commit;
import dev.plinth.operation.history.UpdateRecord;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Prints the updates of a stack: a few lines each in a list, or one in full. */
public final class HistoryText {

    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;

    /** Digits of a commit in a list. */
    private static final int SHORT = 8;

    private static final String SEPARATOR = " · ";

    private final Terminal terminal;

    /** Creates the text. */
    public HistoryText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints an update of a list. */
    public void entry(UpdateRecord update) {
        HangingIndent text = new HangingIndent(terminal);
        List<String> head = new ArrayList<>(List.of(update.began().toString()));
        addIfKnown(head, update.author().name());
        head.add(commit(update.commit()));
        update.took().ifPresent(time -> head.add(words(time)));
        text.print(
                colour(update),
                update.number() + "  " + update.verb() + " " + result(update),
                "  ",
                String.join(SEPARATOR, head));
        ObjectNode change = update.change();
        List<String> body = new ArrayList<>();
        if (change.has("plan")) {
            body.add(counts(change.at("/plan/summary")));
            body.add("policies: " + policy(change.path("policy")));
        }
        addIfKnown(body, cost(change.path("cost")));
        if (!body.isEmpty()) {
            text.below(String.join(SEPARATOR, body));
        }
        approvals(change).forEach(text::below);
        addNote(text, change);
    }

    private static void addNote(HangingIndent text, ObjectNode change) {
        if (change.has("note")) {
            text.below("note: " + change.path("note").asText());
        }
    }

    /**
     * Prints an update in full.
     *
     * @param configuration the file of the configuration that it applied
     */
    public void full(UpdateRecord update, Path configuration) {
        HangingIndent text = new HangingIndent(terminal);
        text.print(colour(update), "update " + update.number(), ": ", update.verb() + " " + result(update));
        value("began", update.began().toString());
        value("ended", update.end().path("ended").asText());
        update.took().ifPresent(time -> value("duration", words(time)));
        value("author", update.author().name());
        update.author().run().ifPresent(run -> value("CI run", run));
        value("commit", update.commit().toString());
        value("program", update.program());
        ObjectNode change = update.change();
        if (change.has("plan")) {
            value("plan", counts(change.at("/plan/summary")));
            value("digest", change.at("/plan/digest").asText());
            value("policies", policy(change.path("policy")));
            value("violated", names(change.at("/policy/violated")));
        }
        if (update.end().has("summary")) {
            value("done", counts(update.end().path("summary")));
        }
        if (update.end().has("policyAfter")) {
            value("policies after the update", policy(update.end().path("policyAfter")));
        }
        value("cost", cost(change.path("cost")));
        value("note", change.path("note").asText());
        value("configuration", configuration.toString());
        approvals(change).forEach(text::below);
    }

    private void value(String label, String value) {
        if (!value.isEmpty()) {
            new HangingIndent(terminal).value(0, label, value);
        }
    }

    private static void addIfKnown(List<String> parts, String part) {
        if (!part.isEmpty()) {
            parts.add(part);
        }
    }

    private static int colour(UpdateRecord update) {
        return switch (update.result()) {
            case SUCCEEDED -> GREEN;
            case FAILED -> RED;
            case BEGUN -> YELLOW;
        };
    }

    private static String result(UpdateRecord update) {
        return switch (update.result()) {
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case BEGUN -> "not ended (running or killed)";
        };
    }

    private static String commit(Commit commit) {
        if (commit.id().isEmpty()) {
            return "no Git commit";
        }
        return commit.id().substring(0, Math.min(SHORT, commit.id().length()))
                + (commit.isDirty() ? " with uncommitted changes" : "");
    }

    private static String counts(JsonNode summary) {
        return summary.isEmpty()
                ? "no changes"
                : summary.properties().stream()
                        .map(entry -> entry.getValue().asInt() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String policy(JsonNode policy) {
        if (policy.path("evaluated").asInt() == 0) {
            return "not evaluated";
        }
        List<String> parts = new ArrayList<>();
        for (String kind : List.of("mandatory", "advisory", "waived", "approved", "unknown")) {
            if (policy.path(kind).asInt() > 0) {
                parts.add(policy.path(kind).asInt() + " " + kind);
            }
        }
        return parts.isEmpty() ? "no violations" : String.join(", ", parts);
    }

    private static String cost(JsonNode cost) {
        return cost.isObject()
                ? cost.path("currency").asText() + " " + amount(cost.path("before")) + " → "
                        + amount(cost.path("after")) + "/month"
                : "";
    }

    private static String amount(JsonNode value) {
        return value.decimalValue().setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private static List<String> approvals(ObjectNode change) {
        return StreamSupport.stream(change.path("approvals").spliterator(), false)
                .map(approval -> "approved: " + approval.path("rule").asText() + " on "
                        + Urns.name(approval.path("urn").asText()) + " by "
                        + approval.path("who").asText() + ": "
                        + approval.path("reason").asText())
                .toList();
    }

    private static String words(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
