package dev.plinth.components.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrPlanTest {

    @Test
    void dividesAVpcOfTheUsualSize() {
        assertThat(CidrPlan.of("10.0.0.0/16", 3).zones())
                .containsExactly(
                        new CidrPlan.Zone("10.0.32.0/20", "10.0.0.0/19", "10.0.48.0/20"),
                        new CidrPlan.Zone("10.0.96.0/20", "10.0.64.0/19", "10.0.112.0/20"),
                        new CidrPlan.Zone("10.0.160.0/20", "10.0.128.0/19", "10.0.176.0/20"));
    }

    @Test
    void dividesTheSmallestVpc() {
        assertThat(CidrPlan.of("192.168.2.0/23", 2).zones())
                .containsExactly(
                        new CidrPlan.Zone("192.168.2.64/27", "192.168.2.0/26", "192.168.2.96/27"),
                        new CidrPlan.Zone("192.168.2.192/27", "192.168.2.128/26", "192.168.2.224/27"));
    }

    @Property
    void everySubnetIsInsideTheVpcAndOverlapsNoOther(
            @ForAll("vpcs") String vpc, @ForAll @IntRange(min = 2, max = 3) int zones) {
        IPAddress whole = address(vpc);
        List<IPAddress> subnets = subnets(CidrPlan.of(vpc, zones));

        assertThat(subnets).hasSize(3 * zones).allMatch(whole::contains);
        for (int i = 0; i < subnets.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(subnets.get(i).intersect(subnets.get(j))).isNull();
            }
        }
    }

    @Property
    void everySubnetIsABlockThatAwsAndLoadBalancersAccept(@ForAll("vpcs") String vpc) {
        assertThat(subnets(CidrPlan.of(vpc, 3)))
                .allMatch(IPAddress::isPrefixBlock)
                .allMatch(subnet -> subnet.getNetworkPrefixLength() >= 16 && subnet.getNetworkPrefixLength() <= 27);
    }

    @Property
    void aThirdZoneMovesNothingAndLeavesAQuarterFree(@ForAll("vpcs") String vpc) {
        CidrPlan three = CidrPlan.of(vpc, 3);

        assertThat(CidrPlan.of(vpc, 2).zones()).isEqualTo(three.zones().subList(0, 2));
        assertThat(subnets(three).stream()
                                .mapToLong(subnet -> subnet.getCount().longValueExact())
                                .sum()
                        * 4)
                .isEqualTo(address(vpc).getCount().longValueExact() * 3);
    }

    @Provide
    Arbitrary<String> vpcs() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, (1 << 24) - 1),
                        Arbitraries.integers().between(16, 23))
                .as((host, prefixLength) -> {
                    int network = ((10 << 24) | host) & (-1 << (32 - prefixLength));
                    return (network >>> 24) + "." + ((network >>> 16) & 255) + "." + ((network >>> 8) & 255) + "."
                            + (network & 255) + "/" + prefixLength;
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0/16", "10.0.0.0/255.255.0.0", " 10.0.0.0/16",
                "10.0.0.0/16 ", "10.0.0.0-10.0.255.255", "10.0.*.*/16", "fd00::/48", "*", "10.0.0.256/16",
                        "010.0.0.0/16",
                "ten", "10.0.0.0/016"
            })
    void rejectsWhatIsNoBlock(String text) {
        assertThat(CidrPlan.fault(text)).contains("an IPv4 block such as 10.0.0.0/16");
        assertThatThrownBy(() -> CidrPlan.of(text, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/16, a block without host bits: 10.0.0.0/16",
        "10.0.0.0/15, a block of /16 to /23",
        "10.0.0.0/24, a block of /16 to /23",
    })
    void saysWhatIsAllowedInstead(String block, String allowed) {
        assertThat(CidrPlan.fault(block)).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "172.32.0.0/16"})
    void rejectsWhatIsNotPrivate(String block) {
        assertThat(CidrPlan.fault(block).orElseThrow()).startsWith("in a private range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.255.0.0/16", "172.31.0.0/16", "192.168.0.0/16", "100.127.0.0/16"})
    void acceptsEveryPrivateRange(String block) {
        assertThat(CidrPlan.fault(block)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void rejectsOtherNumbersOfZones(int zones) {
        assertThatThrownBy(() -> CidrPlan.of("10.0.0.0/16", zones))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 or 3");
    }

    private static List<IPAddress> subnets(CidrPlan plan) {
        return plan.zones().stream()
                .flatMap(zone -> Stream.of(zone.publicCidrBlock(), zone.privateCidrBlock(), zone.dataCidrBlock()))
                .map(CidrPlanTest::address)
                .toList();
    }

    private static IPAddress address(String block) {
        return new IPAddressString(block).getAddress();
    }
}
