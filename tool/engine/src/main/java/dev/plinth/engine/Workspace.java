package dev.plinth.engine;

import dev.plinth.settings.file.PrivateDirectory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Directory and environment that the engine runs in.
 *
 * <p>A real workspace is the project's own folder with the login, backend and credentials that {@code pulumi} itself
 * would use. A simulated one lies under {@code .plinth/simulator}: its own file state, its own Pulumi home and a
 * passphrase made on first use, with every credential removed from the environment. An isolated one is a simulated one in
 * a separate directory.
 *
 * @param folder the engine's working folder, which holds Pulumi.yaml and the stack files
 * @param environment the engine's whole environment
 * @param simulated whether the simulator answers instead of a cloud
 * @param simulatorFile the simulator's database
 */
public record Workspace(Path folder, Map<String, String> environment, boolean simulated, Path simulatorFile) {

    private static final String POLICY_PLUGIN = "policy-plinth";

    /** Variables that carry credentials or choose an account; none of them reaches a simulated run. */
    private static final List<String> CREDENTIAL_PREFIXES =
            List.of("AWS_", "CLOUDFLARE_", "PULUMI_", "DOCKER_", "GOOGLE_", "AZURE_", "ARM_", "VERCEL_", "SUPABASE_");

    /** Variables that carry nothing of the user's. */
    private static final Set<String> NEUTRAL =
            Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TMP", "TEMP", "SystemRoot");

    /** The project's settings that concern the engine and not the program, which it does not run, or the user's backend. */
    private static final Set<String> ENGINE_SETTINGS = Set.of("name", "description", "config", "options");

    private static final String CLOUD = "cloud.db";

    /**
     * The mode 0700 of the directories that the engine makes for states and their history, as a decimal number.
     *
     * @see <a href="https://pkg.go.dev/gocloud.dev/blob/fileblob#URLOpener">The parameters of file backends</a>
     */
    private static final int OWNER_ONLY = 0700;

    /** The engine's default number of concurrent steps for each processor (v3.250.0, {@code operations/up.go}). */
    private static final int STEPS_PER_PROCESSOR = 4;

    /**
     * The project's own folder and the environment as it is.
     *
     * @param project the folder of Pulumi.yaml
     * @param environment the process environment
     * @param policyPlugin the directory of the policy pack's executable, which Pulumi.yaml need not name
     */
    public static Workspace real(Path project, Map<String, String> environment, Path policyPlugin) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.merge("PATH", policyPlugin.toString(), (path, plugin) -> path + File.pathSeparator + plugin);
        variables.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        return new Workspace(project, variables, false, simulatorFile(project));
    }

    /** Returns the number of concurrent steps: {@code PULUMI_PARALLEL}, else by the number of processors. */
    public int parallel() {
        String given = environment.getOrDefault("PULUMI_PARALLEL", "").strip();
        return given.matches("[1-9]\\d{0,8}")
                ? Integer.parseInt(given)
                : STEPS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }

    /** A simulated workspace with the project's own configuration of the stack. */
    public static Workspace simulated(Path project, String stack, Map<String, String> environment, Path policyPlugin) {
        return simulated(project, project.resolve("Pulumi." + stack + ".yaml"), stack, environment, policyPlugin);
    }

    /**
     * A simulated workspace; its files are written on each call, and the user's own files are never touched.
     *
     * @param project the folder of Pulumi.yaml and the stack files
     * @param stackFile the file of the stack's configuration
     * @param stack the stack's name
     * @param environment the process environment, of which credentials are left out
     * @param policyPlugin the folder of the policy pack's executable
     * @throws UncheckedIOException when the folder can't be written
     */
    public static Workspace simulated(
            Path project, Path stackFile, String stack, Map<String, String> environment, Path policyPlugin) {
        Path root = project.resolve(".plinth").resolve("simulator");
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().removeIf(Workspace::isCredential);
        return below(root, project, stackFile, stack, variables, policyPlugin, "simulated");
    }

    /**
     * A workspace in a separate directory, isolated from the user: of the environment only the PATH, the language and
     * the directory for temporary files are kept, and the home directory is an empty one.
     *
     * @param root the folder, which exists
     * @param project the folder of Pulumi.yaml and the stack files
     * @param stackFile the file of the stack's configuration
     * @param stack the stack's name
     * @param environment the process environment
     * @param policyPlugin the folder of the policy pack's executable
     * @param removed what stands for each secret
     * @throws UncheckedIOException when the folder can't be written
     */
    public static Workspace isolated(
            Path root,
            Path project,
            Path stackFile,
            String stack,
            Map<String, String> environment,
            Path policyPlugin,
            String removed) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().retainAll(NEUTRAL);
        variables.put("HOME", root.resolve("home").toString());
        return below(root, project, stackFile, stack, variables, policyPlugin, removed);
    }

    private static Workspace below(
            Path root,
            Path project,
            Path stackFile,
            String stack,
            Map<String, String> variables,
            Path policyPlugin,
            String secret) {
        Path folder = root.resolve("project");
        try {
            PrivateDirectory.create(folder);
            PrivateDirectory.create(root.resolve("state"));
            PrivateDirectory.create(root.resolve("home"));
            Path passphrase = root.resolve("passphrase");
            if (Files.notExists(passphrase)) {
                byte[] random = new byte[24];
                new SecureRandom().nextBytes(random);
                Files.createFile(
                        passphrase, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(passphrase, HexFormat.of().formatHex(random));
            }
            Map<String, Object> settings = read(project.resolve("Pulumi.yaml"));
            Object plugins = settings.get("plugins");
            settings.keySet().retainAll(ENGINE_SETTINGS);
            settings.put("plugins", Map.of("analyzers", analyzers(project, plugins, policyPlugin)));
            settings.put("runtime", "java");
            settings.computeIfPresent("config", (key, config) -> withoutSecretTypes(config));
            write(folder.resolve("Pulumi.yaml"), settings);
            writeStack(stackFile, folder.resolve("Pulumi." + stack + ".yaml"), secret);

            variables.put("PULUMI_HOME", root.resolve("home").toString());
            // Nothing reads the checksums that the backend would write beside each file.
            variables.put(
                    "PULUMI_BACKEND_URL", root.resolve("state").toUri() + "?metadata=skip&dir_file_mode=" + OWNER_ONLY);
            variables.put("PULUMI_CONFIG_PASSPHRASE_FILE", passphrase.toString());
            variables.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
            variables.put("PULUMI_SKIP_UPDATE_CHECK", "true");
            return new Workspace(folder, variables, true, root.resolve(CLOUD));
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated workspace cannot be written under " + root, e);
        }
    }

    /** Returns the simulator's database of a project; all stacks of the project share it. */
    public static Path simulatorFile(Path project) {
        return project.resolve(".plinth").resolve("simulator").resolve(CLOUD);
    }

    /**
     * Deletes the states of the simulated stacks, whose resources are gone with the simulator's database.
     *
     * @param project the folder of Pulumi.yaml
     */
    public static void forgetSimulatedStacks(Path project) {
        Path state = project.resolve(Path.of(".plinth", "simulator", "state"));
        if (Files.notExists(state)) {
            return;
        }
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated stacks under " + state + " cannot be deleted", e);
        }
    }

    /**
     * The salt of the passphrase, which the engine writes when it creates a simulated stack.
     *
     * @param stack the stack's name
     * @throws UncheckedIOException when the stack's file can't be read
     * @throws IllegalStateException when the stack was not made yet
     */
    public String encryptionSalt(String stack) {
        Path file = folder.resolve("Pulumi." + stack + ".yaml");
        try {
            Object salt = read(file).get("encryptionsalt");
            if (salt == null) {
                throw new IllegalStateException("the stack " + stack + " does not exist yet");
            }
            return salt.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Returns whether a variable carries credentials or chooses an account. */
    public static boolean isCredential(String variable) {
        return CREDENTIAL_PREFIXES.stream().anyMatch(variable::startsWith);
    }

    /** The plugin of Plinth's policy pack, and those of a team's packs, whose paths are relative to the project. */
    private static List<Object> analyzers(Path project, @Nullable Object plugins, Path policyPlugin) {
        List<Object> analyzers = new ArrayList<>();
        analyzers.add(Map.of("name", POLICY_PLUGIN, "path", policyPlugin.toString()));
        if (plugins instanceof Map<?, ?> kinds && kinds.get("analyzers") instanceof List<?> declared) {
            for (Object each : declared) {
                if (each instanceof Map<?, ?> plugin && !POLICY_PLUGIN.equals(plugin.get("name"))) {
                    Map<Object, Object> copy = new LinkedHashMap<>(plugin);
                    copy.computeIfPresent("path", (key, path) -> project.resolve(path.toString())
                            .toAbsolutePath()
                            .normalize()
                            .toString());
                    analyzers.add(copy);
                }
            }
        }
        return analyzers;
    }

    /** Copies a stack's configuration; the salt that the passphrase made earlier stays, secrets become a placeholder. */
    private static void writeStack(Path source, Path target, String secret) throws IOException {
        // A project may have no stack file: then nothing is configured.
        Map<String, Object> settings = Files.exists(source) ? read(source) : new LinkedHashMap<>();
        settings.remove("secretsprovider");
        settings.remove("encryptedkey");
        settings.remove("encryptionsalt");
        settings.computeIfPresent("config", (key, config) -> withoutSecrets(config, secret));
        if (Files.exists(target)) {
            Object salt = read(target).get("encryptionsalt");
            if (salt != null) {
                settings.put("encryptionsalt", salt);
            }
        }
        write(target, settings);
    }

    /** A key of the project's that must be a secret may be none here, where secrets are placeholders. */
    private static Object withoutSecretTypes(Object config) {
        if (config instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (!key.equals("secret") || !(value instanceof Boolean)) {
                    copy.put(key, withoutSecretTypes(value));
                }
            });
            return copy;
        }
        return config;
    }

    private static Object withoutSecrets(Object value, String secret) {
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1 && map.containsKey("secure")) {
                return secret;
            }
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, withoutSecrets(element, secret)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(withoutSecrets(element, secret)));
            return copy;
        }
        return value;
    }

    @SuppressWarnings("unchecked") // A YAML mapping at the top of both files has string keys.
    private static Map<String, Object> read(Path file) throws IOException {
        Object document =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file, StandardCharsets.UTF_8));
        return document instanceof Map<?, ?> map
                ? new LinkedHashMap<>((Map<String, Object>) map)
                : new LinkedHashMap<>();
    }

    private static void write(Path file, Map<String, Object> document) throws IOException {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Files.writeString(file, new Yaml(options).dump(document), StandardCharsets.UTF_8);
    }
}
