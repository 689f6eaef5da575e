package dev.plinth.components.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DockerHostTest {

    private static final String INSTANCE = "aws:ec2/instance:Instance";
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA me";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private DockerHost host(ComponentResourceOptions options) {
        mocks.answerCall("aws:ec2/getAmi:getAmi", Map.of("id", "ami-1", "imageId", "ami-1"));
        return mocks.run(() -> new DockerHost(
                "host",
                DockerHostArgs.builder()
                        .network(new Network("network", NetworkArgs.builder().build()))
                        .sshPublicKey(KEY)
                        .build(),
                options));
    }

    @Test
    void createsAHardenedMachine() {
        host(ComponentResourceOptions.builder().protect(true).build());

        Recorded instance = mocks.only(INSTANCE);
        assertThat(instance.inputs())
                .containsEntry("instanceType", "c7i.xlarge")
                .containsEntry("disableApiTermination", true)
                .containsEntry("associatePublicIpAddress", false)
                .containsEntry("userDataReplaceOnChange", false)
                .doesNotContainKey("keyName");
        assertThat(instance.object("metadataOptions")).containsEntry("httpTokens", "required");
        assertThat(instance.object("rootBlockDevice"))
                .containsEntry("encrypted", true)
                .containsEntry("volumeType", "gp3")
                .containsEntry("volumeSize", 50.0);
        assertThat(mocks.options(instance).isProtect()).isTrue();
    }

    @Test
    void opensHttpAndHttpsOnly() {
        host(ComponentResourceOptions.Empty);

        assertThat(mocks.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").stream()
                        .filter(rule -> rule.name().startsWith("host-"))
                        .map(rule -> rule.input("fromPort")))
                .containsExactlyInAnyOrder(80.0, 443.0);
        assertThat(mocks.only("pulumi:providers:docker").text("host")).startsWith("ssh://deploy@");
    }

    @Test
    void usesAMachineThatExists() {
        DockerHost existing = mocks.run(() -> DockerHost.existing("host", "ssh://deploy@host.example.com", null));

        assertThat(existing.instanceArn()).isEmpty();
        assertThat(mocks.ofType(INSTANCE)).isEmpty();
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> mocks.run(() -> new DockerHost(
                        "host",
                        DockerHostArgs.builder().user("root").volumeGib(10).build())))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContainingAll("network", "sshPublicKey", "user is root", "volumeGib is 10");
        assertThatThrownBy(() -> mocks.run(() -> DockerHost.existing("host", "tcp://host:2375", null)))
                .isInstanceOf(InvalidArgumentsException.class);
    }

    @Test
    void keepsUserDataWithinTheLimitOfEc2() {
        String text = new CloudInit("deploy", KEY, "28.5").text();

        assertThat(text).startsWith("#cloud-config\n").contains("PermitRootLogin no", "- " + KEY, "5:28.5");
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(CloudInit.MAXIMUM_BYTES);
        assertThat(List.of("fail2ban", "nftables", "auditd", "unattended-upgrades", "live-restore", "apt-mark hold"))
                .allMatch(text::contains);
    }
}
