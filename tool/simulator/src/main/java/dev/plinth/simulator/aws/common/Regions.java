package dev.plinth.simulator.aws.common;

import dev.plinth.simulator.cloud.CloudException;
import java.util.List;
import java.util.Map;

/** AWS's regions. */
public final class Regions {

    /**
     * The accounts from which load balancers write their logs, as AWS publishes them:
     * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html.
     */
    private static final Map<String, String> LOAD_BALANCING_ACCOUNTS = Map.ofEntries(
            Map.entry("us-east-1", "127311923021"),
            Map.entry("us-east-2", "033677994240"),
            Map.entry("us-west-1", "027434742980"),
            Map.entry("us-west-2", "797873946194"),
            Map.entry("af-south-1", "098369216593"),
            Map.entry("ap-east-1", "754344448648"),
            Map.entry("ap-south-1", "718504428378"),
            Map.entry("ap-northeast-1", "582318560864"),
            Map.entry("ap-northeast-2", "600734575887"),
            Map.entry("ap-northeast-3", "383597477331"),
            Map.entry("ap-southeast-1", "114774131450"),
            Map.entry("ap-southeast-2", "783225319266"),
            Map.entry("ap-southeast-3", "589379963580"),
            Map.entry("ca-central-1", "985666609251"),
            Map.entry("eu-central-1", "054676820928"),
            Map.entry("eu-west-1", "156460612806"),
            Map.entry("eu-west-2", "652711504416"),
            Map.entry("eu-west-3", "009996457667"),
            Map.entry("eu-north-1", "897822967062"),
            Map.entry("eu-south-1", "635631232127"),
            Map.entry("me-south-1", "076674570225"),
            Map.entry("sa-east-1", "507241528517"));

    /**
     * The hosted zones of load balancers: of application and classic ones, then of network ones, as AWS publishes them.
     *
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/elb.html">Elastic Load Balancing endpoints</a>
     */
    private static final Map<String, List<String>> LOAD_BALANCING_ZONES = Map.ofEntries(
            Map.entry("af-south-1", List.of("Z268VQBMOI5EKX", "Z203XCE67M25HM")),
            Map.entry("ap-east-1", List.of("Z3DQVH9N71FHZ0", "Z12Y7K3UBGUAD1")),
            Map.entry("ap-northeast-1", List.of("Z14GRHDCWA56QT", "Z31USIVHYNEOWT")),
            Map.entry("ap-northeast-2", List.of("ZWKZPGTI48KDX", "ZIBE1TIR4HY56")),
            Map.entry("ap-northeast-3", List.of("Z5LXEXXYW11ES", "Z1GWIQ4HH19I5X")),
            Map.entry("ap-south-1", List.of("ZP97RAFLXTNZK", "ZVDDRBQ08TROA")),
            Map.entry("ap-southeast-1", List.of("Z1LMS91P8CMLE5", "ZKVM4W9LS7TM")),
            Map.entry("ap-southeast-2", List.of("Z1GM3OXH4ZPM65", "ZCT6FZBF4DROD")),
            Map.entry("ca-central-1", List.of("ZQSVJUPU6J1EY", "Z2EPGBW3API2WT")),
            Map.entry("eu-central-1", List.of("Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90")),
            Map.entry("eu-north-1", List.of("Z23TAZ6LKFMNIO", "Z1UDT6IFJ4EJM")),
            Map.entry("eu-south-1", List.of("Z3ULH7SSC9OV64", "Z23146JA1KNAFP")),
            Map.entry("eu-west-1", List.of("Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F")),
            Map.entry("eu-west-2", List.of("ZHURV8PSTC4K8", "ZD4D7Y8KGAS4G")),
            Map.entry("eu-west-3", List.of("Z3Q77PNBQS71R4", "Z1CMS0P5QUZ6D5")),
            Map.entry("me-south-1", List.of("ZS929ML54UICD", "Z3QSRYVP46NYYV")),
            Map.entry("sa-east-1", List.of("Z2P70J7HTTTPLU", "ZTK26PT1VY4CU")),
            Map.entry("us-east-1", List.of("Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI")),
            Map.entry("us-east-2", List.of("Z3AADJGX6KTTL2", "ZLMOA37VPKANP")),
            Map.entry("us-west-1", List.of("Z368ELLRRE2KJ0", "Z24FKFUX50B4VW")),
            Map.entry("us-west-2", List.of("Z1H1FL5HABSF5", "Z18D5FSROUN65G")));

    private Regions() {}

    /** The names of the regions, sorted. */
    public static List<String> names() {
        return LOAD_BALANCING_ACCOUNTS.keySet().stream().sorted().toList();
    }

    /**
     * The hosted zone of a region's load balancers, for alias records.
     *
     * @param network whether network load balancers are meant
     * @throws CloudException when the region has none that is known
     */
    public static String loadBalancingZone(String region, boolean network) {
        List<String> zones = LOAD_BALANCING_ZONES.get(region);
        if (zones == null) {
            throw new CloudException("UnknownRegion", "Unknown region (" + region + ")");
        }
        return zones.get(network ? 1 : 0);
    }

    /** The account of a region's load balancers, empty for a region that has none. */
    public static String loadBalancingAccount(String region) {
        return LOAD_BALANCING_ACCOUNTS.getOrDefault(region, "");
    }
}
