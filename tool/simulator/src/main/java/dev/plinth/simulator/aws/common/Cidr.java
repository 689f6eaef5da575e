package dev.plinth.simulator.aws.common;

import dev.plinth.simulator.cloud.Operation;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IncompatibleAddressException;

/** An address block. */
public final class Cidr {

    private final IPAddress block;

    private Cidr(IPAddress block) {
        this.block = block;
    }

    /** Reads a block, or fails the operation as the service would: a prefix is required, and host bits must be zero. */
    public static Cidr parse(Operation operation, String text, String code) {
        try {
            IPAddress address = new IPAddressString(text).toAddress();
            boolean wellFormed = address != null && address.getPrefixLength() != null && address.isPrefixBlock();
            operation.require(
                    wellFormed,
                    code,
                    "'" + text
                            + "' is not a CIDR block: expected an address, '/', and a prefix length with no host bits set");
            return new Cidr(address);
        } catch (AddressStringException | IncompatibleAddressException e) {
            throw operation.refuse(code, "'" + text + "' is not a CIDR block");
        }
    }

    /** The prefix length. */
    public int prefix() {
        return block.getNetworkPrefixLength();
    }

    /** Returns whether the other block lies within this one. */
    public boolean contains(Cidr other) {
        return block.contains(other.block);
    }

    /** Returns whether the two have an address in common. */
    public boolean overlaps(Cidr other) {
        return block.contains(other.block) || other.block.contains(block);
    }
}
