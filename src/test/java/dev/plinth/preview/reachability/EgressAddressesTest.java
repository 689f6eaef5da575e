package dev.plinth.preview.reachability;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.delete;
import static dev.plinth.preview.Fixture.replace;
import static dev.plinth.preview.Fixture.resource;
import static dev.plinth.preview.Fixture.same;
import static dev.plinth.preview.Fixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.preview.Block;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EgressAddressesTest {

    private static final GraphResource FIRST = eip("first", "198.51.100.1");
    private static final GraphResource SECOND = eip("second", "198.51.100.2");

    private static GraphResource eip(String name, String address) {
        return resource("aws:ec2/eip:Eip", name, Map.of()).withOutputs((PropertyValue.ObjectValue)
                PropertyValue.of(Map.of("id", "eipalloc-" + name, "publicIp", address)));
    }

    private static GraphResource gateway(String name, GraphResource eip) {
        return resource(
                "aws:ec2/natGateway:NatGateway",
                name,
                Map.of("allocationId", "eipalloc-" + eip.name()),
                Map.of("allocationId", List.of(eip)),
                false);
    }

    private static List<String> names(List<EgressAddresses.Address> addresses) {
        return addresses.stream().map(EgressAddresses.Address::text).toList();
    }

    @Test
    void reportsTheAddressOfASecondGateway() {
        GraphResource one = gateway("a", FIRST);
        GraphResource unknown = resource("aws:ec2/eip:Eip", "second", Map.of());
        // The intents in the stack file name other resources.
        var section = ReachabilitySection.of(
                change("production", same(FIRST), same(one), creation(unknown), creation(gateway("b", unknown))));

        assertThat(section.isSilent()).isFalse();
        assertThat(section.summary()).contains("1 new egress address");
        assertThat(section.blocks())
                .contains(new Block.Warning("1 new egress address: partners must add the address of second to their"
                        + " allow lists, or they reject the traffic"));
        assertThat(section.toJson().at("/egress/kept/0/address").asText()).isEqualTo("198.51.100.1");
    }

    @Test
    void keepsTheAddressOfAReplacedGatewayButNotAReplacedAddress() {
        GraphResource one = gateway("a", FIRST);
        assertThat(EgressAddresses.of(change("production", same(FIRST), replace(one, one, "subnetId")))
                        .isEmpty())
                .isTrue();

        EgressAddresses replaced = EgressAddresses.of(
                change("production", replace(FIRST, FIRST, "domain"), update(one, one, "allocationId")));
        assertThat(names(replaced.removed())).containsExactly("198.51.100.1");
        assertThat(replaced.added()).singleElement().satisfies(added -> assertThat(added.address())
                .isEqualTo(Optional.empty()));
    }

    @Test
    void reportsChangedAndRemovedAddressesOfAGateway() {
        EgressAddresses moved = EgressAddresses.of(change(
                "production",
                same(FIRST),
                same(SECOND),
                replace(gateway("a", FIRST), gateway("a", SECOND), "allocationId")));
        assertThat(names(moved.added())).containsExactly("198.51.100.2");
        assertThat(names(moved.removed())).containsExactly("198.51.100.1");

        EgressAddresses gone = EgressAddresses.of(change("production", delete(FIRST), delete(gateway("a", FIRST))));
        assertThat(names(gone.removed())).containsExactly("198.51.100.1");
        assertThat(gone.isWarning()).isTrue();
    }

    @Test
    void readsInstancesAndIgnoresPrivateGatewaysAndNewStacks() {
        GraphResource held = resource("aws:ec2/eip:Eip", "host", Map.of("instance", "i-1"));
        GraphResource inner = resource("aws:ec2/natGateway:NatGateway", "inner", Map.of("connectivityType", "private"));
        GraphResource unused = resource("aws:ec2/eip:Eip", "unused", Map.of());

        EgressAddresses first =
                EgressAddresses.of(change("production", creation(held), creation(inner), creation(unused)));

        assertThat(first.added()).extracting(EgressAddresses.Address::name).containsExactly("host");
        assertThat(first.isWarning()).isFalse();
    }
}
