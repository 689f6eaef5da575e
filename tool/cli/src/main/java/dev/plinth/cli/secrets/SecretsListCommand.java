package dev.plinth.cli.secrets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.ListText;
import dev.plinth.settings.ManagedSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth secrets list}: the secrets of a stack without their values. */
@Command(
        name = "list",
        description = "List secrets with owner, last change and rotation date. Values are never read.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth secrets list production",
            "  plinth secrets list production --check    exit 1 if a value is missing or overdue",
            "  plinth secrets list staging --simulate --json | jq '.secrets[] | select(.overdue)'"
        })
final class SecretsListCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(names = "--check", description = "Exit 1 if a secret has no value or its rotation is overdue.")
    boolean check;

    SecretsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** An entry with the time of its value. */
    private record Row(String name, ManagedSecret secret, Optional<Instant> changed, Instant now) {
        Optional<Instant> due() {
            return changed.map(time -> time.plus(Duration.ofDays(secret.rotationDays())));
        }

        boolean isOverdue() {
            return due().filter(now::isAfter).isPresent();
        }

        String status() {
            return changed.isEmpty() ? "no value" : isOverdue() ? "overdue" : "current";
        }
    }

    @Override
    public Integer call() {
        SecretStores stores = new SecretStores(arguments);
        List<Row> rows = new ArrayList<>();
        if (!stores.secrets().isEmpty()) {
            Instant now = stores.now();
            stores.secrets()
                    .forEach((name, secret) ->
                            rows.add(new Row(name, secret, stores.store(name).lastChange(), now)));
        }
        if (arguments.common.json) {
            terminal.json(document(rows));
        } else if (rows.isEmpty()) {
            terminal.say("Pulumi." + arguments.stack + ".yaml has no section plinth:managedSecrets");
        } else {
            new ListText(terminal)
                    .table(
                            List.of("name", "target", "owner", "last change", "rotation due", "status"),
                            rows.stream()
                                    .map(row -> List.of(
                                            row.name(),
                                            row.secret().target().name().toLowerCase(Locale.ROOT),
                                            row.secret().owner(),
                                            row.changed()
                                                    .map(SecretsListCommand::date)
                                                    .orElse("never"),
                                            row.due()
                                                    .map(SecretsListCommand::date)
                                                    .orElse("now"),
                                            row.status()))
                                    .toList());
        }
        boolean finding = rows.stream().anyMatch(row -> row.changed().isEmpty() || row.isOverdue());
        return check && finding ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static String date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }

    private ObjectNode document(List<Row> rows) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("stack", arguments.stack);
        ArrayNode entries = document.putArray("secrets");
        for (Row row : rows) {
            ObjectNode entry = entries.addObject()
                    .put("name", row.name())
                    .put("target", row.secret().target().name().toLowerCase(Locale.ROOT))
                    .put("location", row.secret().location())
                    .put("owner", row.secret().owner())
                    .put("rotationDays", row.secret().rotationDays())
                    .put("overdue", row.isOverdue());
            row.changed().ifPresent(time -> entry.put("lastChange", time.toString()));
            row.due().ifPresent(time -> entry.put("rotationDue", time.toString()));
            row.secret().usedBy().forEach(entry.putArray("usedBy")::add);
        }
        return document;
    }
}
