package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleAssert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relations and corner cases of the rules for Docker. */
class DockerRulesTest {

    private static final String CONTAINER = "docker:index/container:Container";

    private static GraphResource container(String property, Object value) {
        return resource(CONTAINER, "c", Map.of(property, value));
    }

    @Test
    void anImageOfTheStackIsJudgedWhereItIsNamed() {
        GraphResource image = resource("docker:index/remoteImage:RemoteImage", "i", Map.of("name", "postgres"));
        GraphResource container = container("image", "postgres:16.4");
        assertThatRule("docker-image-pinned")
                .passes(dependingOn(container, "image", image), image)
                .fails(image)
                .isNotApplicable(with(image, "build.context", PropertyValue.of(".")))
                .isUnknown("image", with(container, "image", PropertyValue.Unknown.VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres:16.4, true",
        "registry.example:5000/api:2, true",
        "registry.example:5000/api, false",
        "api:latest, false",
        "api@sha256:aaaa, false",
        "api:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, true",
        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, true"
    })
    void aTagOrADigestPinsAnImage(String image, boolean pinned) {
        RuleAssert rule = assertThatRule("docker-image-pinned");
        if (pinned) {
            rule.passes(container("image", image));
        } else {
            rule.fails(container("image", image));
        }
    }

    @Test
    void productionVolumesWithDataAreProtected() {
        GraphResource data = resource("docker:index/volume:Volume", "data", Map.of());
        GraphResource files = resource(
                "docker:index/volume:Volume",
                "files",
                Map.of("labels", List.of(Map.of("label", "dev.plinth.content", "value", "recreatable"))));
        assertThatRule("docker-volume-protect")
                .passes(data)
                .failsWith("the option protect is false but must be true", Resources.protect(data, false))
                .isNotApplicable(Resources.protect(files, false))
                .in(Tier.STAGING)
                .isNotApplicable(Resources.protect(data, false));
    }

    @Test
    void theProxyAloneListensToTheWorld() {
        assertThatRule("docker-ports-local")
                .passes(container("ports", List.of(Map.of("internal", 8080, "external", "443"))))
                .passes(container("ports", List.of(Map.of("internal", 5432, "ip", "::1"))))
                .failsWith(
                        "ports[0].ip is 0.0.0.0 but must be 127.0.0.1 or ::1",
                        container("ports", List.of(Map.of("internal", 5432, "external", 5432, "ip", "0.0.0.0"))))
                .fails(container("ports", List.of(Map.of("internal", 5432))));
    }

    @Test
    void credentialsAreNamedAndNeverTold() {
        assertThatRule("docker-no-secret-env")
                .failsWith(
                        "envs[0] contains a credential in the variable DATABASE_URL",
                        container("envs", List.of("DATABASE_URL=postgres://shop:horse@db/shop")))
                .passes(container("envs", List.of("DB_PASSWORD", "DB_PASSWORD=")))
                .isUnknown("envs[0]", container("envs", List.of(PropertyValue.Unknown.VALUE)));
    }

    @Test
    void aCredentialNotKnownYetIsOne() {
        GraphResource service = resource(
                "docker:index/service:Service",
                "s",
                Map.of(
                        "taskSpec",
                        Map.of("containerSpec", Map.of("env", Map.of("API_KEY", PropertyValue.Unknown.VALUE)))));
        assertThatRule("docker-no-secret-env").fails(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/etc", "/etc/", "/./proc", "/var/lib/docker", "/home"})
    void theSystemIsTheHosts(String path) {
        assertThatRule("docker-no-system-mount").fails(container("volumes", List.of(Map.of("hostPath", path))));
    }

    @Test
    void aTaskThatEndsNeedsNoRestart() {
        GraphResource migration = resource(CONTAINER, "c", Map.of("mustRun", false, "restart", "no"));
        assertThatRule("docker-restart-policy").isNotApplicable(migration);
        assertThatRule("docker-healthcheck").isNotApplicable(migration);
    }

    @Test
    void otherLogDriversRotateByThemselves() {
        assertThatRule("docker-log-rotation")
                .passes(container("logDriver", "journald"))
                .fails(container("logDriver", "json-file"))
                .isUnknown("logDriver", container("logDriver", PropertyValue.Unknown.VALUE));
    }

    @Test
    void aDaemonBehindACertificateIsGuarded() {
        String type = "pulumi:providers:docker";
        assertThatRule("docker-daemon-over-tls")
                .passes(resource(type, "p", Map.of("host", "tcp://host:2376", "certPath", "/certs")))
                .passes(resource(type, "p", Map.of("host", "unix:///var/run/docker.sock")))
                .fails(resource(type, "p", Map.of("host", "tcp://host:2376")));
    }

    @Test
    void networksOnOneHostNeedNoEncryption() {
        String type = "docker:index/network:Network";
        assertThatRule("docker-overlay-encrypted")
                .isNotApplicable(resource(type, "n", Map.of("driver", "bridge")))
                .fails(resource(type, "n", Map.of("driver", "overlay")));
    }
}
