package dev.plinth.cli.options;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.plan.PlanKey;
import dev.plinth.operation.plan.SavedPlan;
import dev.plinth.operation.plan.SavedPlanFile;
import dev.plinth.operation.plan.SavedPlanOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** File of a saved plan, and its validity. */
public final class SaveOption {

    private static final Pattern VALIDITY = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
    private static final Duration LONGEST = Duration.ofDays(30);

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Write the plan to FILE, for `plinth up STACK --plan FILE`. A blocked change is not saved. "
                    + "The plan is signed if PLINTH_CAPSULE_KEY is set. See docs/plans.md.")
    @Nullable
    public Path file;

    @Option(
            names = "--expires-in",
            paramLabel = "TIME",
            description = "Validity of the saved plan, such as 30m, 4h or 7d; at most 30d. Default: 24h.")
    @Nullable
    public String expiresIn;

    /** Returns whether a plan is to be saved. */
    public boolean isRequested() {
        return file != null;
    }

    /**
     * Checks the options before anything is run.
     *
     * @throws UsageException when one can't be used
     * @throws dev.plinth.settings.ConfigException when the key can't be used
     */
    public void check() {
        if (file == null) {
            if (expiresIn != null) {
                throw new UsageException("--expires-in requires --save FILE");
            }
            return;
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent) || Files.isDirectory(file)) {
            throw new UsageException("--save " + file + ": expected a path in an existing directory");
        }
        PlanKey.of(System.getenv());
        validity();
    }

    /** Returns the validity of the plan. */
    public Duration validity() {
        if (expiresIn == null) {
            return SavedPlan.DEFAULT_VALIDITY;
        }
        Matcher matcher = VALIDITY.matcher(expiresIn);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            Duration validity =
                    switch (matcher.group(2)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    };
            if (validity.compareTo(LONGEST) <= 0) {
                return validity;
            }
        }
        throw new UsageException(
                "--expires-in " + expiresIn + ": expected minutes, hours or days, such as 30m, 4h or 7d; at most 30d");
    }

    /** Saves the plan, and prints its file. */
    public void write(Terminal terminal, StackArguments arguments, SavedPlanOperation.Saved saved) {
        if (file == null) {
            return;
        }
        if (saved.plan().isEmpty()) {
            terminal.say("not saved to " + file + ": the change is blocked");
            return;
        }
        SavedPlan plan = saved.plan().get();
        Optional<PlanKey> key = PlanKey.of(System.getenv());
        SavedPlanFile.write(file, plan, key);
        String seal = key.isPresent()
                ? "signed with " + PlanKey.VARIABLE
                : "unsigned; set " + PlanKey.VARIABLE + " to sign it";
        terminal.say("saved: " + file + ", " + seal + "; it expires at " + plan.expires() + "\nnext: `"
                + arguments.command("up") + " --plan " + file + "` applies it");
    }
}
