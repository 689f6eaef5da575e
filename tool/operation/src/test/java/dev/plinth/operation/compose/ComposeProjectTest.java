package dev.plinth.operation.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComposeProjectTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String resource(String type, String name, String inputs, String outputs) {
        return """
                {"urn": "urn:pulumi:test::Shop App::docker:index/%s::%s", "type": "docker:index/%s", "name": "%s",
                 "custom": true, "inputs": %s, "outputs": %s}
                """
                .formatted(type, name, type, name, inputs, outputs);
    }

    private static ComposeProject export(String... resources) {
        try {
            return ComposeProject.of(
                    ResourceGraph.fromGraphJson(JSON.readTree("{\"project\": \"Shop App\", \"stack\": \"test\","
                            + " \"resources\": [" + String.join(",", resources) + "]}")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode service(ComposeProject project) {
        try {
            return YAML.readTree(project.text()).at("/services/web");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ComposeProject web(String inputs) {
        return export(resource("container:Container", "web", inputs, "{}"));
    }

    @Test
    void readsSecretAndUnknownVariablesFromTheEnvironment() {
        ComposeProject project = web(
                """
                {"image": "web:1", "envs": [{"unknown": true}, "PRICE=5$", {"secret": true}]}""");

        assertThat(service(project).at("/environment").toString()).isEqualTo("{\"PRICE\":\"5$$\"}");
        assertThat(project.text()).contains("# Properties that are not exported:\n#   web: envs\n");
    }

    @Test
    void namesAProjectOfTheCharactersThatComposeAllows() throws JsonProcessingException {
        assertThat(YAML.readTree(web("{\"image\": \"web:1\"}").text())
                        .path("name")
                        .asText())
                .isEqualTo("shop-app-test");
    }

    @Test
    void writesEveryKindOfMountAndExternalNetworks() throws JsonProcessingException {
        ComposeProject project = web(
                """
                {"image": "web@sha256:1", "name": "shop-web",
                 "volumes": [{"containerPath": "/etc/shop", "hostPath": "/srv/shop", "readOnly": true},
                             {"containerPath": "/cache"}, {"containerPath": "/shared", "volumeName": "shared"}],
                 "mounts": [{"type": "tmpfs", "target": "/scratch"}],
                 "networksAdvanced": [{"name": "proxy", "ipv4Address": "10.0.0.2"}]}""");

        JsonNode service = service(project);
        assertThat(service.path("container_name").asText()).isEqualTo("shop-web");
        assertThat(service.path("volumes").toString())
                .isEqualTo("[{\"type\":\"bind\",\"source\":\"/srv/shop\",\"target\":\"/etc/shop\",\"read_only\":true},"
                        + "{\"type\":\"volume\",\"target\":\"/cache\"},"
                        + "{\"type\":\"volume\",\"source\":\"shared\",\"target\":\"/shared\"},"
                        + "{\"type\":\"tmpfs\",\"target\":\"/scratch\"}]");
        assertThat(service.path("networks").toString()).isEqualTo("{\"proxy\":{\"ipv4_address\":\"10.0.0.2\"}}");
        assertThat(YAML.readTree(project.text()).at("/networks/proxy").toString())
                .isEqualTo("{\"name\":\"proxy\",\"external\":true}");
        assertThat(project.text()).doesNotContain("Images without a digest");
    }

    @Test
    void writesLimitsAndOptions() {
        JsonNode service = service(
                web(
                        """
                {"image": "web:1", "restart": "on-failure", "maxRetryCount": 3, "memorySwap": -1, "shmSize": 64,
                 "logDriver": "local", "logOpts": {"max-file": 5}, "hosts": [{"host": "db", "ip": "10.0.0.1"}],
                 "ulimits": [{"name": "nofile", "soft": 1, "hard": 2}], "labels": [{"label": "a.b", "value": "$c"}],
                 "devices": [{"hostPath": "/dev/fuse"}], "privileged": false, "gpus": "all"}"""));

        assertThat(service.path("restart").asText()).isEqualTo("on-failure:3");
        assertThat(service.path("memswap_limit").asText()).isEqualTo("-1");
        assertThat(service.path("shm_size").asText()).isEqualTo("64m");
        assertThat(service.at("/logging/options/max-file").asText()).isEqualTo("5");
        assertThat(service.at("/extra_hosts/0").asText()).isEqualTo("db=10.0.0.1");
        assertThat(service.at("/ulimits/nofile").toString()).isEqualTo("{\"soft\":1,\"hard\":2}");
        assertThat(service.path("labels").path("a.b").asText()).isEqualTo("$$c");
        assertThat(service.at("/devices/0").asText()).isEqualTo("/dev/fuse:/dev/fuse");
        assertThat(service.path("privileged").asBoolean(true)).isFalse();
    }

    @Test
    void namesWhatItOmits() {
        assertThat(web("{\"image\": \"web:1\", \"gpus\": \"all\", \"command\": [{\"secret\": true}]}")
                        .text())
                .contains("#   web: command\n#   web: gpus\n");
    }

    @Test
    void keepsUploadedFilesInTheDirectoryOfTheProject() {
        ComposeProject project = web(
                """
                {"image": "web:1", "uploads": [{"file": "/../../etc/a.conf", "content": "a"},
                                               {"file": "/b/a.conf", "contentBase64": "/w=="}]}""");

        assertThat(project.files())
                .extracting(MountedFile::path)
                .containsExactly("configs/web/etc/a.conf", "configs/web/b/a.conf");
        assertThat(project.files().get(1).content().orElseThrow().toByteArray()).containsExactly(0xff);
        assertThat(service(project).at("/configs").findValuesAsText("source"))
                .isEqualTo(List.of("web-a.conf", "web-a.conf-2"));
    }

    @Test
    void requiresAVariableForAnImageThatIsNotYetKnown() {
        ComposeProject project = web("{\"image\": {\"unknown\": true}}");

        assertThat(service(project).path("image").asText()).isEqualTo("${WEB_IMAGE:?not set}");
        assertThat(project.text()).contains("#   WEB_IMAGE\n");
    }
}
