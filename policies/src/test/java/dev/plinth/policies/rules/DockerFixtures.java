package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Docker. */
final class DockerFixtures {

    private static final String CONTAINER = "docker:index/container:Container";
    private static final String SERVICE = "docker:index/service:Service";
    private static final String REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";
    private static final String IMAGE = "docker:index/image:Image";

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("docker-volume-protect");

    private DockerFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("docker-no-privileged", CONTAINER, "privileged", false, true, PASS),
                property(
                        "docker-no-socket-mount",
                        CONTAINER,
                        "volumes",
                        List.of(Map.of("hostPath", "/srv/data", "containerPath", "/data"), Map.of("volumeName", "d")),
                        List.of(Map.of("hostPath", "/var//run/docker.sock")),
                        PASS),
                property(
                        "docker-no-socket-mount",
                        CONTAINER,
                        "mounts",
                        List.of(Map.of("type", "volume", "source", "data")),
                        List.of(Map.of("type", "bind", "source", "/run/docker.sock")),
                        PASS),
                property(
                        "docker-no-socket-mount",
                        SERVICE,
                        "taskSpec.containerSpec.mounts",
                        List.of(Map.of("type", "volume", "source", "data")),
                        List.of(Map.of("type", "bind", "source", "/run/docker.sock")),
                        PASS),
                property(
                        "docker-no-system-mount",
                        CONTAINER,
                        "volumes",
                        List.of(Map.of("hostPath", "/srv/data")),
                        List.of(Map.of("hostPath", "/")),
                        PASS),
                property(
                        "docker-no-system-mount",
                        CONTAINER,
                        "mounts",
                        List.of(Map.of("source", "data")),
                        List.of(Map.of("source", "/etc/")),
                        PASS),
                property(
                        "docker-no-system-mount",
                        SERVICE,
                        "taskSpec.containerSpec.mounts",
                        List.of(Map.of("source", "data")),
                        List.of(Map.of("source", "/var/lib/docker")),
                        PASS),
                property("docker-own-namespaces", CONTAINER, "networkMode", "bridge", "host", PASS),
                property("docker-own-namespaces", CONTAINER, "pidMode", "container:web", "host", PASS),
                property("docker-own-namespaces", CONTAINER, "ipcMode", "private", "host", PASS),
                property("docker-own-namespaces", CONTAINER, "usernsMode", "private", "host", PASS),
                property("docker-readonly-root", CONTAINER, "readOnly", true, false, FAIL),
                property("docker-readonly-root", SERVICE, "taskSpec.containerSpec.readOnly", true, false, FAIL),
                property("docker-not-root", CONTAINER, "user", "1000:1000", "0:0", FAIL),
                property("docker-not-root", SERVICE, "taskSpec.containerSpec.user", "app", "root", FAIL),
                property(
                        "docker-no-new-privileges",
                        CONTAINER,
                        "securityOpts",
                        List.of("no-new-privileges:true"),
                        List.of("no-new-privileges:false"),
                        FAIL),
                property(
                        "docker-confined",
                        CONTAINER,
                        "securityOpts",
                        List.of("seccomp=profile.json"),
                        List.of("seccomp=unconfined"),
                        PASS),
                property(
                        "docker-no-dangerous-capabilities",
                        CONTAINER,
                        "capabilities.adds",
                        List.of("NET_BIND_SERVICE"),
                        List.of("CAP_SYS_ADMIN"),
                        PASS),
                property("docker-memory-limit", CONTAINER, "memory", 512, 0, FAIL),
                property("docker-memory-limit", SERVICE, "taskSpec.resources.limits.memoryBytes", 536870912, 0, FAIL),
                property("docker-restart-policy", CONTAINER, "restart", "unless-stopped", "no", FAIL),
                property(
                        "docker-no-secret-env",
                        CONTAINER,
                        "envs",
                        List.of("PORT=3000", "DB_PASSWORD_FILE=/run/secrets/db"),
                        List.of("DB_PASSWORD=correct horse"),
                        PASS),
                property(
                        "docker-no-secret-env",
                        SERVICE,
                        "taskSpec.containerSpec.env",
                        Map.of("PORT", "3000"),
                        Map.of("DB_PASSWORD", "correct horse"),
                        PASS),
                property(
                        "docker-image-pinned",
                        CONTAINER,
                        "image",
                        "registry.example:5000/shop/api:1.4.2",
                        "postgres:latest",
                        FAIL),
                property(
                        "docker-image-pinned",
                        SERVICE,
                        "taskSpec.containerSpec.image",
                        "postgres:16.4@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                        "registry.example:5000/postgres",
                        FAIL),
                property("docker-image-pinned", REMOTE_IMAGE, "name", "postgres:16.4", "postgres", FAIL),
                property("docker-ports-local", CONTAINER, "publishAllPorts", false, true, PASS),
                property(
                        "docker-ports-local",
                        CONTAINER,
                        "ports",
                        List.of(
                                Map.of("internal", 5432, "external", 5432, "ip", "127.0.0.1"),
                                Map.of("internal", 8443, "external", 443)),
                        List.of(Map.of("internal", 5432, "external", 5432)),
                        PASS),
                property(
                        "docker-log-rotation",
                        CONTAINER,
                        "logOpts",
                        Map.of("max-size", "10m"),
                        Map.of("max-file", "3"),
                        FAIL),
                property("docker-log-rotation", CONTAINER, "logDriver", "local", "json-file", FAIL),
                property(
                        "docker-log-rotation",
                        SERVICE,
                        "taskSpec.logDriver.options",
                        Map.of("max-size", "10m"),
                        Map.of(),
                        FAIL,
                        Map.of("taskSpec", Map.of("logDriver", Map.of("name", "json-file")))),
                property(
                        "docker-healthcheck",
                        CONTAINER,
                        "healthcheck.tests",
                        List.of("CMD", "true"),
                        List.of("NONE"),
                        FAIL),
                property(
                        "docker-healthcheck",
                        SERVICE,
                        "taskSpec.containerSpec.healthcheck.tests",
                        List.of("CMD-SHELL", "true"),
                        List.of(),
                        FAIL),
                property(
                        "docker-build-args-no-credentials",
                        IMAGE,
                        "build.args",
                        Map.of("VERSION", "1.4.2"),
                        Map.of("NPM_TOKEN", "npm_abc"),
                        PASS),
                property(
                        "docker-build-args-no-credentials",
                        REMOTE_IMAGE,
                        "build.buildArg",
                        Map.of("VERSION", "1.4.2"),
                        Map.of("NPM_TOKEN", "npm_abc"),
                        PASS),
                property(
                        "docker-build-args-no-credentials",
                        REMOTE_IMAGE,
                        "build.buildArgs",
                        Map.of("VERSION", "1.4.2"),
                        Map.of("NPM_TOKEN", "npm_abc"),
                        PASS),
                property(
                        "docker-registry-verified",
                        "docker:index/registryImage:RegistryImage",
                        "insecureSkipVerify",
                        false,
                        true,
                        PASS),
                property(
                        "docker-plugin-permissions",
                        "docker:index/plugin:Plugin",
                        "grantAllPermissions",
                        false,
                        true,
                        PASS),
                property(
                        "docker-daemon-over-tls",
                        "pulumi:providers:docker",
                        "host",
                        "ssh://deploy@host.example",
                        "tcp://host.example:2375",
                        PASS),
                property(
                        "docker-overlay-encrypted",
                        "docker:index/network:Network",
                        "options",
                        Map.of("encrypted", ""),
                        Map.of("com.docker.network.driver.mtu", "1400"),
                        FAIL,
                        Map.of("driver", "overlay")));
    }
}
