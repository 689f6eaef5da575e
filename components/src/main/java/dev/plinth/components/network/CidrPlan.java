package dev.plinth.components.network;

import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Divides a VPC's CIDR block among zones and tiers, always in the same way: each zone gets the next quarter of the VPC, so that
 * a third zone moves nothing and the fourth quarter stays free. A zone's first half is private, for tasks need the
 * most addresses; its third quarter is public, its last is for data.
 *
 * <p>{@code 10.0.0.0/16} gives zones of /18: private /19 (8,187 usable addresses), public and data /20 (4,091 each).
 *
 * @param vpcCidrBlock the VPC's block
 * @param zones the blocks of each zone, in the order of zones
 */
public record CidrPlan(String vpcCidrBlock, List<Zone> zones) {

    /** The fewest zones: load balancers and subnet groups ask for two. */
    public static final int MIN_ZONES = 2;
    /** The most zones. */
    public static final int MAX_ZONES = 3;

    /** The widest VPC that AWS has. */
    public static final int MIN_PREFIX_LENGTH = 16;
    /** Below this a public subnet would be smaller than /27, the least that a load balancer accepts. */
    public static final int MAX_PREFIX_LENGTH = 23;

    private static final List<IPv4Address> PRIVATE_RANGES = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
            .map(range -> new IPAddressString(range).getAddress().toIPv4())
            .toList();

    /**
     * The blocks of one zone.
     *
     * @param publicCidrBlock for load balancers and NAT gateways
     * @param privateCidrBlock for tasks and endpoints
     * @param dataCidrBlock for databases and caches
     */
    public record Zone(String publicCidrBlock, String privateCidrBlock, String dataCidrBlock) {}

    /** Keeps its own copy of the zones. */
    public CidrPlan {
        zones = List.copyOf(zones);
    }

    /**
     * Plans a VPC.
     *
     * @param vpcCidrBlock the VPC's block, in the form of {@code 10.0.0.0/16}
     * @param zones how many zones, {@value #MIN_ZONES} or {@value #MAX_ZONES}
     * @throws IllegalArgumentException when the block has a {@link #fault}, or the number of zones is out of range
     */
    public static CidrPlan of(String vpcCidrBlock, int zones) {
        fault(vpcCidrBlock).ifPresent(allowed -> {
            throw new IllegalArgumentException(vpcCidrBlock + " must be " + allowed);
        });
        if (zones < MIN_ZONES || zones > MAX_ZONES) {
            throw new IllegalArgumentException(zones + " zones must be " + MIN_ZONES + " or " + MAX_ZONES);
        }
        IPv4Address vpc = parse(vpcCidrBlock).orElseThrow();
        List<IPv4Address> quarters = halves(vpc).flatMap(CidrPlan::halves).toList();
        return new CidrPlan(
                vpcCidrBlock,
                IntStream.range(0, zones)
                        .mapToObj(zone -> zone(quarters.get(zone)))
                        .toList());
    }

    /**
     * Returns what is wrong with a block for a VPC.
     *
     * @param cidrBlock the block
     * @return what is allowed instead, as the end of "must be …", or nothing when the block is right
     */
    public static Optional<String> fault(String cidrBlock) {
        Optional<IPv4Address> parsed = parse(cidrBlock);
        if (parsed.isEmpty()) {
            return Optional.of("an IPv4 block such as 10.0.0.0/16");
        }
        IPv4Address block = parsed.get();
        int prefixLength = block.getNetworkPrefixLength();
        if (prefixLength < MIN_PREFIX_LENGTH || prefixLength > MAX_PREFIX_LENGTH) {
            return Optional.of("a block of /" + MIN_PREFIX_LENGTH + " to /" + MAX_PREFIX_LENGTH);
        }
        String canonical = block.toPrefixBlock().toCanonicalString();
        if (!canonical.equals(cidrBlock)) {
            return Optional.of("a block without host bits: " + canonical);
        }
        if (PRIVATE_RANGES.stream().noneMatch(range -> range.contains(block))) {
            return Optional.of("in a private range: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10");
        }
        return Optional.empty();
    }

    private static Zone zone(IPv4Address block) {
        Iterator<IPv4Address> half = halves(block).iterator();
        String privateCidrBlock = half.next().toCanonicalString();
        Iterator<IPv4Address> rest = halves(half.next()).iterator();
        return new Zone(
                rest.next().toCanonicalString(), privateCidrBlock, rest.next().toCanonicalString());
    }

    private static Stream<IPv4Address> halves(IPv4Address block) {
        IPv4Address split = block.setPrefixLength(block.getNetworkPrefixLength() + 1, false);
        Iterable<IPv4Address> halves = split::prefixBlockIterator;
        return StreamSupport.stream(halves.spliterator(), false);
    }

    /** Only the usual spelling counts: the library alone would accept wildcards, leading zeros and spaces. */
    private static Optional<IPv4Address> parse(String cidrBlock) {
        IPAddressString string = new IPAddressString(cidrBlock);
        if (!string.isIPv4() || !string.isPrefixed()) {
            return Optional.empty();
        }
        IPv4Address address = string.getAddress().toIPv4();
        return Optional.of(address).filter(block -> block.toCanonicalString().equals(cidrBlock));
    }
}
