package dev.plinth.preview.reachability.network;

import dev.plinth.model.PropertyValue;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Networks of the internet, and how networks are parsed. */
final class Networks {

    /** Public addresses except Cloudflare's. */
    static final List<IPAddress> INTERNET;

    /** Cloudflare's networks, as https://www.cloudflare.com/ips-v4 and ips-v6 list them. */
    static final List<IPAddress> CLOUDFLARE = List.of(
                    "103.21.244.0/22",
                    "103.22.200.0/22",
                    "103.31.4.0/22",
                    "104.16.0.0/13",
                    "104.24.0.0/14",
                    "108.162.192.0/18",
                    "131.0.72.0/22",
                    "141.101.64.0/18",
                    "162.158.0.0/15",
                    "172.64.0.0/13",
                    "173.245.48.0/20",
                    "188.114.96.0/20",
                    "190.93.240.0/20",
                    "197.234.240.0/22",
                    "198.41.128.0/17",
                    "2400:cb00::/32",
                    "2405:8100::/32",
                    "2405:b500::/32",
                    "2606:4700::/32",
                    "2803:f800::/32",
                    "2a06:98c0::/29",
                    "2c0f:f248::/32")
            .stream()
            .map(Networks::parse)
            .toList();

    static {
        List<IPAddress> internet = publicAddresses();
        for (IPAddress network : CLOUDFLARE) {
            internet = without(internet, network);
        }
        INTERNET = List.copyOf(internet);
    }

    private Networks() {}

    /** Parses a network such as {@code 10.0.0.0/16}. */
    static IPAddress parse(String cidr) {
        return new IPAddressString(cidr).getAddress().toPrefixBlock();
    }

    /** Returns the network that a property holds; empty when it holds none, or is known only after the update. */
    static Optional<IPAddress> read(PropertyValue value) {
        return value.asText()
                .map(text -> new IPAddressString(text).getAddress())
                .map(address -> address.isPrefixed() ? address.toPrefixBlock() : address);
    }

    /** Returns all addresses without the blocks of IANA's special-purpose address registries. */
    private static List<IPAddress> publicAddresses() {
        List<IPAddress> blocks = List.of(parse("0.0.0.0/0"));
        for (String special : List.of(
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "172.16.0.0/12",
                "192.168.0.0/16",
                "224.0.0.0/3")) {
            blocks = without(blocks, parse(special));
        }
        List<IPAddress> all = new ArrayList<>(blocks);
        all.add(parse("2000::/3"));
        return List.copyOf(all);
    }

    private static List<IPAddress> without(List<IPAddress> blocks, IPAddress part) {
        List<IPAddress> rest = new ArrayList<>();
        for (IPAddress block : blocks) {
            if (block.getIPVersion() != part.getIPVersion()
                    || !block.toSequentialRange().overlaps(part.toSequentialRange())) {
                rest.add(block);
            } else {
                for (var range : block.toSequentialRange().subtract(part.toSequentialRange())) {
                    rest.addAll(List.of(range.spanWithPrefixBlocks()));
                }
            }
        }
        return rest;
    }
}
