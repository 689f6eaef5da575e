package dev.plinth.preview.reachability.network;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import inet.ipaddr.IPAddressSeqRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Range of addresses; once {@link #refined}, every rule treats all of them alike.
 *
 * @param version IPv4 or IPv6
 * @param range the addresses; null where they are known only after the update
 */
public record AddressBlock(IPVersion version, @Nullable IPAddressSeqRange range) {

    /** Returns the addresses of a network. */
    public static AddressBlock of(IPAddress cidr) {
        return new AddressBlock(cidr.getIPVersion(), cidr.toSequentialRange());
    }

    /** Returns addresses that are known only after the update. */
    public static AddressBlock unknown(IPVersion version) {
        return new AddressBlock(version, null);
    }

    /** Returns whether the addresses are within a network by which the block was refined. */
    public Verdict within(IPAddress cidr) {
        if (cidr.getIPVersion() != version) {
            return Verdict.NO;
        }
        if (Objects.requireNonNullElse(cidr.getNetworkPrefixLength(), cidr.getBitCount()) == 0) {
            return Verdict.YES;
        }
        return range == null ? Verdict.MAYBE : Verdict.of(cidr.contains(range.getLower()));
    }

    /** Returns the parts of the block, cut at the borders of networks. */
    public List<AddressBlock> refined(Collection<IPAddress> cidrs) {
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
