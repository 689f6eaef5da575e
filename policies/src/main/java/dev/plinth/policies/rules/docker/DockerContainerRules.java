package dev.plinth.policies.rules.docker;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.condition.Elements.onType;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for the operation of Docker containers. */
public final class DockerContainerRules {

    static final String IMAGE = "docker:index/image:Image";
    static final String REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";

    /** Drivers that write files on the host without an end, unless they are told one. */
    private static final Set<String> UNROTATED = Set.of("", "json-file");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /** The ports of a reverse proxy: what the world may reach. */
    private static final Set<Integer> PROXY_PORTS = Set.of(80, 443);

    private static final Pattern DIGEST = Pattern.compile(".+@sha256:[0-9a-f]{64}|sha256:[0-9a-f]{64}");

    private static final Rule MEMORY = Rule.named("docker-memory-limit")
            .title("Docker containers have a memory limit")
            .severity(Severity.MEDIUM)
            .on(DockerIsolationRules.CONTAINER, "memory")
            .on(DockerIsolationRules.SERVICE, "taskSpec.resources.limits.memoryBytes")
            .risk("A memory leak uses up the host's memory, and the kernel kills other processes.")
            .remediation(
                    """
                    Set a limit in MiB:
                    ContainerArgs.builder().memory(512)
                    """)
            .requires(onType(DockerIsolationRules.CONTAINER, property("memory").isAtLeast(parameters -> 1))
                    .and(onType(
                            DockerIsolationRules.SERVICE,
                            property("taskSpec.resources.limits.memoryBytes").isAtLeast(parameters -> 1))));

    private static final Rule RESTART = Rule.named("docker-restart-policy")
            .title("Docker containers restart after a crash and after a reboot of the host")
            .severity(Severity.MEDIUM)
            .on(DockerIsolationRules.CONTAINER, "restart", "mustRun")
            .risk("After a crash or a reboot, the service stays down until somebody notices.")
            .remediation(
                    """
                    Set a restart policy:
                    ContainerArgs.builder().restart("unless-stopped")
                    """)
            .requires(property("restart")
                    .isOneOf("always", "unless-stopped", "on-failure")
                    .onlyIf((container, context) ->
                            container.input("mustRun").asBoolean().orElse(true)));

    private static final Rule NO_SECRET_ENVIRONMENT = Rule.named("docker-no-secret-env")
            .title("Docker containers do not receive credentials in environment variables")
            .severity(Severity.CRITICAL)
            .on(DockerIsolationRules.CONTAINER, "envs[]")
            .on(DockerIsolationRules.SERVICE, "taskSpec.containerSpec.env")
            .risk("The credential is exposed by docker inspect, crash reports and child processes.")
            .remediation(
                    """
                    Mount the secret as a file:
                    ServiceTaskSpecContainerSpecSecretArgs.builder().secretId(secret.id()).fileName("/run/secrets/db")
                    """)
            .neverWaivable()
            .requires(onType(DockerIsolationRules.CONTAINER, each("envs", DockerContainerRules::holdsNoCredential))
                    .and(onType(DockerIsolationRules.SERVICE, namesNoCredential(DockerIsolationRules.SPEC + "env"))));

    private static final Rule IMAGE_PINNED = Rule.named("docker-image-pinned")
            .title("Docker images have a digest, or a tag other than latest")
            .severity(Severity.HIGH)
            .on(DockerIsolationRules.CONTAINER, "image")
            .on(DockerIsolationRules.SERVICE, "taskSpec.containerSpec.image")
            .on(REMOTE_IMAGE, "name")
            .lookingAt(IMAGE)
            .risk("The running code can change without a change of the stack, and a rollback may not restore it.")
            .remediation(
                    """
                    Set a version tag, or preferably a digest:
                    RemoteImageArgs.builder().name("postgres:16.4@sha256:…")
                    """)
            .requiresInStack((resource, context) -> isPinned(imageProperty(resource), resource, context));

    private static final Rule PORTS = Rule.named("docker-ports-local")
            .title("Docker containers publish ports on loopback only, except ports 80 and 443 of a proxy")
            .severity(Severity.HIGH)
            .on(DockerIsolationRules.CONTAINER, "ports[].ip", "ports[].external", "ports[].internal", "publishAllPorts")
            .risk("Docker adds its own firewall rules: the port is open to the internet even if the host's "
                    + "firewall blocks it.")
            .remediation(
                    """
                    Publish the port on loopback, behind a proxy:
                    ContainerPortArgs.builder().internal(5432).external(5432).ip("127.0.0.1")
                    """)
            .requires(property("publishAllPorts").isNotTrue().and(each("ports", DockerContainerRules::isLocal)));

    private static final Rule LOG_ROTATION = Rule.named("docker-log-rotation")
            .title("Docker containers rotate their logs")
            .severity(Severity.MEDIUM)
            .on(DockerIsolationRules.CONTAINER, "logDriver", "logOpts")
            .on(DockerIsolationRules.SERVICE, "taskSpec.logDriver.name", "taskSpec.logDriver.options")
            .risk("Logs fill the host's disk, and everything on the host fails.")
            .remediation(
                    """
                    Limit the log size, or use the local driver, which rotates automatically:
                    ContainerArgs.builder().logDriver("json-file").logOpts(Map.of("max-size", "10m", "max-file", "3"))
                    """)
            .requires(onType(DockerIsolationRules.CONTAINER, rotates("logDriver", "logOpts"))
                    .and(onType(
                            DockerIsolationRules.SERVICE,
                            rotates("taskSpec.logDriver.name", "taskSpec.logDriver.options"))));

    private static final Rule HEALTH = Rule.named("docker-healthcheck")
            .title("Docker containers have a health check")
            .severity(Severity.MEDIUM)
            .on(DockerIsolationRules.CONTAINER, "healthcheck.tests", "mustRun")
            .on(DockerIsolationRules.SERVICE, "taskSpec.containerSpec.healthcheck.tests")
            .risk("A hanging program is considered healthy and is not replaced.")
            .remediation(
                    """
                    Add a health check:
                    ContainerHealthcheckArgs.builder().tests("CMD", "wget", "-q", "-O-", "http://localhost:3000/health")
                    """)
            .requires(onType(
                            DockerIsolationRules.CONTAINER,
                            property("healthcheck.tests")
                                    .is(DockerContainerRules::isTest, "a command")
                                    .onlyIf((container, context) -> container
                                            .input("mustRun")
                                            .asBoolean()
                                            .orElse(true)))
                    .and(onType(
                            DockerIsolationRules.SERVICE,
                            property(DockerIsolationRules.SPEC + "healthcheck.tests")
                                    .is(DockerContainerRules::isTest, "a command"))));

    public static final List<Rule> ALL =
            List.of(MEMORY, RESTART, NO_SECRET_ENVIRONMENT, IMAGE_PINNED, PORTS, LOG_ROTATION, HEALTH);

    private DockerContainerRules() {}

    /** Checks a variable written NAME=value; the message names it without its value. */
    private static Condition holdsNoCredential(String path) {
        return (container, context) -> {
            PropertyValue variable = container.input(path);
            if (variable.isUnknown()) {
                return Verdict.unknown(path);
            }
            if (variable.asText().isEmpty() && !variable.isAbsent()) {
                return Verdict.fail(path + " must be a string");
            }
            String[] parts = variable.asText().orElse("").split("=", 2);
            return Verdict.passIf(
                    parts.length < 2 || !Credentials.isHeldBy(parts[0], parts[1]),
                    path + " contains a credential in the variable " + parts[0]);
        };
    }

    /** Checks a map of variables; the message names them without their values. */
    static Condition namesNoCredential(String path) {
        return (resource, context) -> {
            PropertyValue variables = resource.input(path);
            if (variables.isUnknown()) {
                return Verdict.unknown(path);
            }
            if (variables.isAbsent()) {
                return Verdict.PASS;
            }
            if (!(variables.revealed() instanceof PropertyValue.ObjectValue object)) {
                return Verdict.fail(path + " must be an object");
            }
            List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
            for (Map.Entry<String, PropertyValue> variable : object.properties().entrySet()) {
                verdicts.add(holdsNoCredential(path, variable.getKey(), variable.getValue()));
            }
            return Verdict.all(verdicts);
        };
    }

    private static Verdict holdsNoCredential(String path, String name, PropertyValue value) {
        if (value.isUnknown()) {
            return Credentials.isNamed(name)
                    ? Verdict.fail(path + " contains a credential in " + name)
                    : Verdict.unknown(path);
        }
        boolean plain = value.isAbsent()
                || value.asText().isPresent()
                || value.asNumber().isPresent()
                || value.asBoolean().isPresent();
        if (!plain) {
            return Verdict.fail(path + "." + name + " must be a string");
        }
        return Verdict.passIf(
                !Credentials.isHeldBy(name, value.asText().orElse("")), path + " contains a credential in " + name);
    }

    private static String imageProperty(GraphResource resource) {
        if (resource.type().equals(REMOTE_IMAGE)) {
            return "name";
        }
        return resource.type().equals(DockerIsolationRules.SERVICE) ? DockerIsolationRules.SPEC + "image" : "image";
    }

    /** An image that the stack builds or pulls is judged itself, where it is named. */
    private static Verdict isPinned(String path, GraphResource resource, RuleContext context) {
        boolean built =
                resource.type().equals(REMOTE_IMAGE) && !resource.input("build").isEmpty();
        if (built) {
            return Verdict.NOT_APPLICABLE;
        }
        boolean named = resource.input(path).isUnknown()
                && !context.references(resource, path, IMAGE, REMOTE_IMAGE).isEmpty();
        return named
                ? Verdict.PASS
                : property(path)
                        .is(DockerContainerRules::isPinned, "a name with a digest, or with a tag other than latest")
                        .test(resource, context);
    }

    private static boolean isPinned(PropertyValue image) {
        String name = image.asText().orElse("");
        String last = name.substring(name.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        String tag = colon < 0 ? "" : last.substring(colon + 1);
        return DIGEST.matcher(name).matches() || (!name.contains("@") && !tag.isBlank() && !tag.equals("latest"));
    }

    /** A port without an external one is published on any free port of the host. */
    private static Condition isLocal(String port) {
        return (container, context) -> {
            PropertyValue external = container.input(port + ".external");
            boolean proxy =
                    PROXY_PORTS.stream().anyMatch(open -> external.asNumber().orElse(0) == open);
            return proxy
                    ? Verdict.PASS
                    : property(port + ".ip")
                            .is(ip -> LOOPBACK.contains(ip.asText().orElse("")), "127.0.0.1 or ::1")
                            .test(container, context);
        };
    }

    private static Condition rotates(String driver, String options) {
        return (resource, context) -> {
            PropertyValue name = resource.input(driver);
            if (name.isUnknown()) {
                return Verdict.unknown(driver);
            }
            if (!name.isAbsent() && name.asText().isEmpty()) {
                return Verdict.fail(driver + " is " + name.describe() + " but must be a string");
            }
            return UNROTATED.contains(name.asText().orElse(""))
                    ? property(options)
                            .is(value -> value.at("max-size").asText().isPresent(), "an object with the key max-size")
                            .test(resource, context)
                    : Verdict.PASS;
        };
    }

    private static boolean isTest(PropertyValue tests) {
        List<PropertyValue> words = tests.elements();
        return !words.isEmpty() && !words.get(0).asText().orElse("NONE").equals("NONE");
    }
}
