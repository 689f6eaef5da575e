package dev.plinth.cli.options;

import dev.plinth.operation.PolicyPack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The policy packs that judge a stack beside Plinth's own. */
public final class PolicyPackOptions {

    @Option(
            names = "--policy-pack",
            paramLabel = "PATH",
            description = "Also run another policy pack: the directory of its PulumiPolicy.yaml. Its mandatory "
                    + "policies block the change. Repeatable.")
    public List<Path> packs = new ArrayList<>();

    @Option(
            names = "--policy-pack-config",
            paramLabel = "FILE",
            description = "JSON file that configures the pack, one per --policy-pack in the same order; '' for none. "
                    + "To configure Plinth's pack, use plinth:policy.")
    public List<String> configurations = new ArrayList<>();

    /**
     * Reads the options.
     *
     * @throws UsageException with every fault
     */
    public List<PolicyPack> read() {
        List<String> faults = new ArrayList<>();
        if (!configurations.isEmpty() && configurations.size() != packs.size()) {
            faults.add("--policy-pack-config is given " + configurations.size() + " times and --policy-pack "
                    + packs.size() + " times; give one for each pack, '' for a pack without");
        }
        List<PolicyPack> read = new ArrayList<>();
        for (int index = 0; index < packs.size(); index++) {
            Path folder = packs.get(index).toAbsolutePath().normalize();
            if (!Files.isRegularFile(folder.resolve(PolicyPack.FILE))) {
                faults.add("--policy-pack " + folder + " is not a policy pack: missing " + PolicyPack.FILE);
            }
            read.add(new PolicyPack(folder, configuration(index, faults)));
        }
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
        return read;
    }

    private Optional<Path> configuration(int index, List<String> faults) {
        String name = index < configurations.size() ? configurations.get(index) : "";
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(name).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            faults.add("--policy-pack-config " + file + " is not a file");
        }
        return Optional.of(file);
    }
}
