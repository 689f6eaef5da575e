package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.Ec2Fixtures.LAUNCH_TEMPLATE;
import static dev.plinth.policies.rules.Ec2Fixtures.VOLUME;
import static dev.plinth.policies.rules.Ec2Fixtures.VPN;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the fixtures don't show of the EC2 rules: templates, defaults of the Region, tiers. */
class Ec2RulesTest {

    private static final GraphResource FROM_TEMPLATE =
            resource(Ec2Fixtures.INSTANCE, "web", Map.of("launchTemplate", Map.of("id", "lt-1")));

    @Test
    void aTemplateDecidesForItsInstances() {
        for (String rule : List.of("ec2-imdsv2", "ec2-instance-profile")) {
            assertThatRule(rule).isNotApplicable(FROM_TEMPLATE).fails(resource(Ec2Fixtures.INSTANCE, "web", Map.of()));
        }
        assertThatRule("ec2-imdsv2").fails(resource(LAUNCH_TEMPLATE, "web", Map.of()));
        assertThatRule("ebs-encrypted")
                .passes(FROM_TEMPLATE)
                .fails(with(FROM_TEMPLATE, "rootBlockDevice.encrypted", PropertyValue.of(false)))
                .passes(resource(
                        LAUNCH_TEMPLATE, "web", Map.of("blockDeviceMappings", List.of(Map.of("noDevice", "true")))));
    }

    @Test
    void aRegionThatEncryptsByDefaultEncryptsWhatIsLeftOut() {
        String type = "aws:ebs/encryptionByDefault:EncryptionByDefault";
        GraphResource volume = resource(VOLUME, "data", Map.of());
        assertThatRule("ebs-encrypted")
                .failsWith("encrypted is not set but must be true", volume)
                .passes(volume, resource(type, "region", Map.of()))
                .passes(
                        resource(Ec2Fixtures.INSTANCE, "web", Map.of()),
                        resource(type, "region", Map.of("enabled", true)))
                .fails(volume, resource(type, "region", Map.of("enabled", false)))
                .fails(with(volume, "encrypted", PropertyValue.of(false)), resource(type, "region", Map.of()));
    }

    @Test
    void everyDeviceAndInterfaceIsNamed() {
        GraphResource instance = resource(
                Ec2Fixtures.INSTANCE,
                "web",
                Map.of(
                        "rootBlockDevice",
                        Map.of("encrypted", true),
                        "ebsBlockDevices",
                        List.of(Map.of("encrypted", "true"), Map.of("encrypted", "false"))));
        assertThatRule("ebs-encrypted")
                .failsWith("ebsBlockDevices[1].encrypted is false but must be true", instance)
                .isUnknown(
                        "ebsBlockDevices[1].encrypted",
                        with(instance, "ebsBlockDevices[1].encrypted", PropertyValue.Unknown.VALUE));
        assertThatRule("ec2-no-public-ip")
                .failsWith(
                        "networkInterfaces[0].associatePublicIpAddress is true but must be false",
                        resource(
                                LAUNCH_TEMPLATE,
                                "web",
                                Map.of("networkInterfaces", List.of(Map.of("associatePublicIpAddress", "true")))));
    }

    @Test
    void onlyProductionIsProtectedAndMeasured() {
        GraphResource instance = resource(Ec2Fixtures.INSTANCE, "web", Map.of());
        for (String rule : List.of("ec2-termination-protection", "ec2-detailed-monitoring")) {
            assertThatRule(rule).fails(instance).in(Tier.STAGING).isNotApplicable(instance);
        }
    }

    @Test
    void bothTunnelsCount() {
        GraphResource vpn = resource(
                VPN,
                "office",
                Map.of("tunnel1IkeVersions", List.of("ikev2"), "tunnel2IkeVersions", List.of("ikev2", "ikev1")));
        assertThatRule("vpn-ikev2")
                .failsWith("tunnel2IkeVersions[1] is ikev1 but must be ikev2", vpn)
                .fails(with(vpn, "tunnel2IkeVersions", PropertyValue.Null.VALUE));
        Map<String, ?> on = Map.of("cloudwatchLogOptions", Map.of("logEnabled", true));
        assertThatRule("vpn-tunnel-logging").fails(resource(VPN, "office", Map.of("tunnel1LogOptions", on)));
    }
}
