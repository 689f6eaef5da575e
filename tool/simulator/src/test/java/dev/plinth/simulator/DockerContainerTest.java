package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerContainerTest extends ServiceTest {

    private static final String CONTAINER = "docker:index/container:Container";
    private static final String NETWORK = "docker:index/network:Network";
    private static final String VOLUME = "docker:index/volume:Volume";

    private static Map<String, Object> container(Object... more) {
        Map<String, Object> inputs = new HashMap<>(Map.of("image", "redis:7.4"));
        for (int i = 0; i < more.length; i += 2) {
            inputs.put(String.valueOf(more[i]), more[i + 1]);
        }
        return inputs;
    }

    private static Map<String, Object> port(int external, String address) {
        return Map.of("internal", 6379, "external", external, "ip", address);
    }

    @Test
    void createsAContainerWithAName() {
        Made made = cloud.create(CONTAINER, "cache", container());

        assertThat(made.text("name")).startsWith("cache-");
        assertThat(made.id()).matches("[0-9a-f]{64}");
        assertThat(made.text("hostname")).hasSize(12);
    }

    @Test
    void replacesAContainerByDeletingItFirst() {
        Made made = cloud.create(CONTAINER, "cache", container());

        var difference = cloud.diff(made, container("image", "redis:7.4.1"));

        assertThat(difference.getReplacesList()).containsExactly("image");
        assertThat(difference.getDeleteBeforeReplace()).isTrue();
    }

    @Test
    void changesTheMemoryLimitInPlace() {
        Made made = cloud.create(CONTAINER, "cache", container("memory", 128));

        assertThat(replacing(made, container("memory", 256))).isEmpty();
        assertThat(replacing(made, container("memory", 128, "restart", "always")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "hostname", "networkMode", "workingDir"})
    void replacesAContainerOfAnotherValue(String property) {
        Made made = cloud.create(CONTAINER, "cache", container(property, "one"));

        assertThat(replacing(made, container(property, "other"))).containsExactly(property);
    }

    @Test
    void rejectsAnUnknownRestartPolicyAndANegativePort() {
        assertThat(invalidProperties(CONTAINER, container("restart", "sometimes")))
                .containsExactly("restart");
        assertThat(invalidProperties(CONTAINER, container("ports", List.of(Map.of("internal", 0)))))
                .isNotEmpty();
    }

    @Test
    void rejectsAContainerWithoutItsVolumeOrNetwork() {
        assertThat(rejectedCreation(
                        CONTAINER,
                        container("volumes", List.of(Map.of("volumeName", "none", "containerPath", "/data")))))
                .contains("Docker volume 'none'");
        assertThat(rejectedCreation(CONTAINER, container("networksAdvanced", List.of(Map.of("name", "none")))))
                .contains("Docker network 'none'");
    }

    @Test
    void rejectsAPortThatIsAllocated() {
        cloud.create(CONTAINER, "first", container("ports", List.of(port(6379, "127.0.0.1"))));

        assertThat(rejectedCreation(CONTAINER, container("ports", List.of(port(6379, "0.0.0.0")))))
                .contains("port is already allocated");
        cloud.create(CONTAINER, "elsewhere", container("ports", List.of(port(6379, "127.0.0.2"))));
    }

    @Test
    void separatesHosts() {
        Map<String, Object> inputs = container("name", "cache", "ports", List.of(port(6379, "0.0.0.0")));
        cloud.create(cloud.connect(Map.of("host", "ssh://one.example.com")), CONTAINER, "one", inputs);
        cloud.create(cloud.connect(Map.of("host", "ssh://two.example.com")), CONTAINER, "two", inputs);

        assertThat(TestCloud.refusal(() -> cloud.create(
                        cloud.connect(Map.of("host", "ssh://two.example.com")), CONTAINER, "again", inputs)))
                .contains("is already in use");
    }

    @Test
    void rejectsAnUploadIntoAReadOnlyRoot() {
        Map<String, Object> upload = Map.of("file", "/etc/app/config.json", "content", "{}");

        assertThat(rejectedCreation(CONTAINER, container("readOnly", true, "uploads", List.of(upload))))
                .contains("container rootfs is marked read-only");

        Made volume = cloud.create(VOLUME, "config", Map.of());
        cloud.create(
                CONTAINER,
                "app",
                container(
                        "readOnly",
                        true,
                        "uploads",
                        List.of(upload),
                        "volumes",
                        List.of(Map.of("volumeName", volume.text("name"), "containerPath", "/etc/app"))));
    }

    @Test
    void rejectsAnUploadOfTwoContentsAndAWaitWithoutHealthCheck() {
        assertThat(invalidProperties(
                        CONTAINER,
                        container("uploads", List.of(Map.of("file", "/a", "content", "a", "contentBase64", "YQ==")))))
                .containsExactly("uploads");
        assertThat(invalidProperties(CONTAINER, container("wait", true))).containsExactly("wait");
    }

    @Test
    void rejectsTwoMountsOnOnePath() {
        Made volume = cloud.create(VOLUME, "data", Map.of());

        assertThat(rejectedCreation(
                        CONTAINER,
                        container(
                                "volumes",
                                List.of(Map.of("volumeName", volume.text("name"), "containerPath", "/data")),
                                "tmpfs",
                                Map.of("/data", ""))))
                .contains("Duplicate mount point: /data");
    }

    @Test
    void deletesANetworkAndAVolumeOnlyWithoutContainers() {
        Made network = cloud.create(NETWORK, "backend", Map.of("internal", true));
        Made volume = cloud.create(VOLUME, "data", Map.of());
        Made made = cloud.create(
                CONTAINER,
                "cache",
                container(
                        "networksAdvanced",
                        List.of(Map.of("name", network.text("name"))),
                        "volumes",
                        List.of(Map.of("volumeName", volume.text("name"), "containerPath", "/data"))));

        assertThat(rejectedDeletion(network)).contains("network has active endpoints");
        assertThat(rejectedDeletion(volume)).contains("volume is in use");

        cloud.delete(made);
        cloud.delete(network);
        cloud.delete(volume);
        assertDeleted(volume);
    }

    @Test
    void rejectsANetworkTwice() {
        Made network = cloud.create(NETWORK, "backend", Map.of());
        Map<String, Object> attached = Map.of("name", network.text("name"));

        assertThat(rejectedCreation(CONTAINER, container("networksAdvanced", List.of(attached, attached))))
                .contains("already exists in network");
    }

    @Test
    void replacesANetworkAndAVolumeForEachChange() {
        Made network = cloud.create(NETWORK, "backend", Map.of());
        Made volume = cloud.create(VOLUME, "data", Map.of());

        assertThat(replacing(network, Map.of("internal", true))).containsExactly("internal");
        assertThat(replacing(volume, Map.of("driver", "rexray"))).containsExactly("driver");
        assertThat(rejectedCreation(NETWORK, Map.of("name", "bridge"))).contains("not permitted on predefined");
    }
}
