package dev.plinth.cli.setup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.doctor.Doctor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth doctor}: whether this machine and this project have what Plinth needs. */
@Command(
        name = "doctor",
        description =
                "Check what this machine and this project have: Java, the engine, Go, stack files, versions whose support ends, locks of killed runs.",
        footerHeading = "%nExamples:%n",
        footer = {"  plinth doctor", "  plinth doctor --json"})
public final class DoctorCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    CommonOptions common = new CommonOptions();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Doctor.Check> checks = Doctor.examine(common.project(), System.getenv(), common.today());
        if (common.json) {
            var document = JsonNodeFactory.instance.objectNode();
            var array = document.putArray("checks");
            checks.forEach(check -> array.addObject()
                    .put("name", check.name())
                    .put("ok", check.ok())
                    .put("detail", check.detail()));
            terminal.json(document);
        } else {
            checks.forEach(check -> terminal.out()
                    .printf("%-5s %-14s %s%n", check.ok() ? "ok" : "fault", check.name(), check.detail()));
        }
        return checks.stream().allMatch(Doctor.Check::ok) ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
