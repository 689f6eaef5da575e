package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.AddressBlock;
import dev.plinth.preview.reachability.network.CloudNetwork.Attachment;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.SecurityGroup;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import dev.plinth.preview.reachability.network.Verdict;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import inet.ipaddr.IPAddressSeqRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Possible location of an endpoint, in one version of IP.
 *
 * @param attachment the network interface; null outside the stack
 * @param blocks its addresses, cut at the borders of every rule
 */
record Place(Endpoint endpoint, @Nullable Attachment attachment, IPVersion version, List<AddressBlock> blocks) {

    Subnet subnet() {
        return Objects.requireNonNull(attachment).subnet();
    }

    boolean isInside() {
        return attachment != null;
    }

    List<SecurityGroup> groups() {
        return attachment == null ? List.of() : attachment.groups();
    }

    /** Returns the locations of an endpoint. */
    static List<Place> of(Endpoint endpoint, Set<IPAddress> borders) {
        List<Place> places = new ArrayList<>();
        for (IPVersion version : IPVersion.values()) {
            if (version == IPVersion.IPV6 && endpoint.kind().inside() && endpoint.ipv6() == Verdict.NO) {
                continue;
            }
            for (Attachment attachment : endpoint.attachments()) {
                List<AddressBlock> blocks = attachment.subnet().blocks().stream()
                        .filter(block -> block.version() == version)
                        .flatMap(block -> block.refined(borders).stream())
                        .toList();
                if (!blocks.isEmpty()) {
                    places.add(new Place(endpoint, attachment, version, blocks));
                }
            }
            if (!endpoint.kind().inside()) {
                IPAddressSeqRange[] ranges = endpoint.networks().stream()
                        .filter(cidr -> cidr.getIPVersion() == version)
                        .map(IPAddress::toSequentialRange)
                        .toArray(IPAddressSeqRange[]::new);
                List<AddressBlock> blocks = Arrays.stream(IPAddressSeqRange.join(ranges))
                        .flatMap(range -> new AddressBlock(version, range).refined(borders).stream())
                        .toList();
                if (!blocks.isEmpty()) {
                    places.add(new Place(endpoint, null, version, blocks));
                } else if (endpoint.networks().isEmpty()) {
                    places.add(new Place(endpoint, null, version, List.of(AddressBlock.unknown(version))));
                }
            }
        }
        return places;
    }
}
