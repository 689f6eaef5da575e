package dev.plinth.diagram;

import java.util.List;

/** What an element of a diagram is. */
public enum Kind {
    /** People and programs on the internet. */
    INTERNET(Family.OUTSIDE, Icon.PERSON),
    /** A Cloudflare zone with its hostnames and rules. */
    CLOUDFLARE(Family.EDGE, Icon.CLOUD),
    /** A region of AWS. */
    REGION(Family.FRAME, Icon.NONE),
    /** A VPC. */
    VPC(Family.NETWORK, Icon.NONE),
    /** The subnets of a VPC with the same way to the internet. */
    TIER(Family.FRAME, Icon.NONE),
    /** One subnet in its availability zone. */
    SUBNET(Family.NETWORK, Icon.NONE),
    /** A component or cluster of which several elements are drawn. */
    COMPONENT(Family.FRAME, Icon.NONE),
    /** A load balancer. */
    LOAD_BALANCER(Family.EDGE, Icon.FORK),
    /** NAT gateways. */
    NAT_GATEWAY(Family.NETWORK, Icon.ARROWS),
    /** VPC endpoints. */
    ENDPOINTS(Family.NETWORK, Icon.PLUG),
    /** A container service. */
    SERVICE(Family.COMPUTE, Icon.BOXES),
    /** A database. */
    DATABASE(Family.DATA, Icon.CYLINDER),
    /** A database's standby in another availability zone. */
    STANDBY(Family.DATA, Icon.CYLINDER),
    /** A database's read replica. */
    REPLICA(Family.DATA, Icon.CYLINDER),
    /** A cache. */
    CACHE(Family.DATA, Icon.BOLT),
    /** A bucket. */
    BUCKET(Family.STORAGE, Icon.BUCKET),
    /** A backup vault. */
    BACKUP_VAULT(Family.BACKUP, Icon.SAFE),
    /** A database's backups in another region. */
    BACKUP_COPY(Family.BACKUP, Icon.SAFE),
    /** What watches the stack. */
    ALARMS(Family.OPERATIONS, Icon.BELL),
    /** Log groups. */
    LOGS(Family.OPERATIONS, Icon.LINES),
    /** Keys and secrets. */
    KEYS(Family.OPERATIONS, Icon.KEY),
    /** Image repositories. */
    IMAGES(Family.OPERATIONS, Icon.BOXES),
    /** What stands beside the flows: alarms, logs, keys, images. */
    OPERATIONS(Family.FRAME, Icon.NONE);

    /** Kinds of one colour. */
    enum Family {
        OUTSIDE,
        EDGE,
        NETWORK,
        COMPUTE,
        DATA,
        STORAGE,
        BACKUP,
        OPERATIONS,
        FRAME
    }

    /** A small shape that tells a kind beside its text. */
    enum Icon {
        NONE,
        PERSON,
        CLOUD,
        FORK,
        ARROWS,
        PLUG,
        BOXES,
        CYLINDER,
        BOLT,
        BUCKET,
        SAFE,
        BELL,
        LINES,
        KEY
    }

    private static final List<Kind> GROUPS = List.of(REGION, VPC, TIER, COMPONENT, OPERATIONS);

    private final Family family;
    private final Icon icon;

    Kind(Family family, Icon icon) {
        this.family = family;
        this.icon = icon;
    }

    Family family() {
        return family;
    }

    Icon icon() {
        return icon;
    }

    /** Says whether elements of this kind hold others. */
    public boolean isGroup() {
        return GROUPS.contains(this);
    }
}
