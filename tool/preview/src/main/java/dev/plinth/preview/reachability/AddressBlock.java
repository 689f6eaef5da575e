package dev.plinth.preview.reachability;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import inet.ipaddr.IPAddressSeqRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive addresses that every rule treats alike, once {@link #refined}.
 *
 * @param version IPv4 or IPv6
 * @param range the addresses; null where only the update will tell them
 */
record AddressBlock(IPVersion version, @Nullable IPAddressSeqRange range) {

    static AddressBlock of(IPAddress cidr) {
        return new AddressBlock(cidr.getIPVersion(), cidr.toSequentialRange());
    }

    static AddressBlock unknown(IPVersion version) {
        return new AddressBlock(version, null);
    }

    /** Whether the addresses lie within a network; the block must be refined by it. */
    Verdict within(IPAddress cidr) {
        if (cidr.getIPVersion() != version) {
            return Verdict.NO;
        }
        if (Objects.requireNonNullElse(cidr.getNetworkPrefixLength(), cidr.getBitCount()) == 0) {
            return Verdict.YES;
        }
        return range == null ? Verdict.MAYBE : Verdict.of(cidr.contains(range.getLower()));
    }

    /** Cuts the block at the borders of networks. */
    List<AddressBlock> refined(Collection<IPAddress> cidrs) {
        if (range == null) {
            return List.of(this);
        }
        List<IPAddressSeqRange> pieces = List.of(range);
        for (IPAddress cidr : cidrs) {
            if (cidr.getIPVersion() == version) {
                IPAddressSeqRange border = cidr.toSequentialRange();
                List<IPAddressSeqRange> next = new ArrayList<>();
                for (IPAddressSeqRange piece : pieces) {
                    IPAddressSeqRange common = piece.intersect(border);
                    if (common == null) {
                        next.add(piece);
                    } else {
                        next.add(common);
                        next.addAll(List.of(piece.subtract(border)));
                    }
                }
                pieces = next;
            }
        }
        return pieces.stream()
                .sorted((left, right) -> left.getLower().compareTo(right.getLower()))
                .map(piece -> new AddressBlock(version, piece))
                .toList();
    }
}
