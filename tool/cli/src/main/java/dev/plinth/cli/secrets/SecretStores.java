package dev.plinth.cli.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.UsageException;
import dev.plinth.engine.Workspace;
import dev.plinth.model.AwsTypes;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.rule.Names;
import dev.plinth.settings.ManagedSecret;
import dev.plinth.settings.ManagedSecret.Target;
import dev.plinth.settings.StackSettings;
import dev.plinth.simulator.SimulatedResource;
import dev.plinth.simulator.Simulator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secrets of a stack's configuration, and the stores of their values. */
final class SecretStores {

    private final StackArguments arguments;
    private final Project project;
    private final StackSettings settings;
    private @Nullable JsonNode state;

    SecretStores(StackArguments arguments) {
        this.arguments = arguments;
        this.project = arguments.project();
        this.settings = StackDefinition.read(project, arguments.stack).settings();
    }

    /** Returns the entries of the section by name. */
    Map<String, ManagedSecret> secrets() {
        return settings.managedSecrets();
    }

    /**
     * Returns an entry.
     *
     * @throws UsageException when there is none of the name
     */
    ManagedSecret secret(String name) {
        ManagedSecret secret = secrets().get(name);
        if (secret == null) {
            throw new UsageException("Pulumi." + arguments.stack + ".yaml has no secret " + name
                    + " in plinth:managedSecrets"
                    + Names.suggestion(name, secrets().keySet()) + "; next: add it there, with owner and location");
        }
        return secret;
    }

    /** Returns the current time: the simulator's, where that is used. */
    Instant now() {
        if (!arguments.simulate) {
            return arguments.clock().instant();
        }
        try (Simulator simulator = Simulator.open(simulatorFile())) {
            return simulator.now();
        }
    }

    private Path simulatorFile() {
        return Workspace.simulatorFile(project.folder());
    }

    /** Returns the store of an entry. */
    SecretStore store(String name) {
        ManagedSecret secret = secret(name);
        String variable = secret.variable().orElse(name);
        if (arguments.simulate) {
            return simulated(secret, variable);
        }
        Map<String, String> environment = System.getenv();
        return switch (secret.target()) {
            case AWS ->
                new SecretsManagerStore(
                        new AwsCommand(project.folder()), settings.region(), physicalId(secret.location()));
            case VERCEL ->
                new VercelStore(
                        VendorApi.of("Vercel", VercelStore.ADDRESS, VercelStore.TOKEN, environment), secret, variable);
            case SUPABASE ->
                new SupabaseStore(
                        VendorApi.of("Supabase", SupabaseStore.ADDRESS, SupabaseStore.TOKEN, environment),
                        secret,
                        variable);
        };
    }

    private SecretStore simulated(ManagedSecret secret, String variable) {
        VendorApi unused = new VendorApi("", VercelStore.ADDRESS, "");
        SecretStore real =
                switch (secret.target()) {
                    case AWS -> new SecretsManagerStore(new AwsCommand(project.folder()), settings.region(), "");
                    case VERCEL -> new VercelStore(unused, secret, variable);
                    case SUPABASE -> new SupabaseStore(unused, secret, variable);
                };
        String place = secret.target() == Target.AWS
                ? simulatedId(secret.location())
                : secret.target() + ":" + secret.location() + "/" + variable;
        return new SimulatedStore(simulatorFile().resolveSibling("secrets.json"), place, now(), real.restart());
    }

    private String simulatedId(String location) {
        if (location.startsWith("arn:")) {
            return location;
        }
        try (Simulator simulator = Simulator.open(simulatorFile())) {
            List<SimulatedResource> found = simulator.list().stream()
                    .filter(resource -> resource.type().equals(AwsTypes.SECRETSMANAGER_SECRET))
                    .filter(resource -> resource.urn().startsWith("urn:pulumi:" + arguments.stack + "::"))
                    .filter(resource -> resource.name().equals(location)
                            || location.equals(resource.state().get("name")))
                    .toList();
            if (found.isEmpty()) {
                throw new UsageException("the simulator has no secret " + location + " in " + arguments.stack
                        + "; next: run `" + arguments.command("up") + "`");
            }
            return found.get(0).id();
        }
    }

    /** Returns the ARN of a secret that the stack has under a logical name; else the name itself. */
    private String physicalId(String location) {
        if (location.startsWith("arn:")) {
            return location;
        }
        if (state == null) {
            try (StackSession session = arguments.open(Progress.NONE)) {
                state = session.state();
            }
        }
        return physicalId(Objects.requireNonNull(state), location);
    }

    /** Returns the id that a secret of a state has by its logical name; else the name itself. */
    static String physicalId(JsonNode state, String location) {
        for (JsonNode resource : state.at("/deployment/resources")) {
            if (resource.path("type").asText().equals(AwsTypes.SECRETSMANAGER_SECRET)
                    && resource.path("urn").asText().endsWith("::" + location)) {
                return Optional.of(resource.path("id").asText())
                        .filter(id -> !id.isEmpty())
                        .orElse(location);
            }
        }
        return location;
    }
}
