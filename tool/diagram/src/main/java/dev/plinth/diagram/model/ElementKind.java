package dev.plinth.diagram.model;

import java.util.List;

/** Kinds of elements. */
public enum ElementKind {
    /** People and programs on the internet. */
    INTERNET(Family.OUTSIDE, Icon.PERSON),
    /** A Cloudflare zone with its hostnames and rules. */
    CLOUDFLARE(Family.EDGE, Icon.CLOUD),
    /** A region of AWS. */
    REGION(Family.FRAME, Icon.NONE),
    /** A VPC. */
    VPC(Family.NETWORK, Icon.NONE),
    /** Subnets of a VPC with the same route to the internet. */
    TIER(Family.FRAME, Icon.NONE),
    /** One subnet in its availability zone. */
    SUBNET(Family.NETWORK, Icon.NONE),
    /** A component or cluster with several elements. */
    COMPONENT(Family.FRAME, Icon.NONE),
    /** A Docker host with its containers. */
    HOST(Family.FRAME, Icon.NONE),
    /** A frontend on a hosting platform. */
    FRONTEND(Family.EDGE, Icon.CLOUD),
    /** A database on a hosting platform. */
    HOSTED_DATABASE(Family.DATA, Icon.CYLINDER),
    /** A project of a service that collects errors. */
    ERROR_TRACKER(Family.OPERATIONS, Icon.BELL),
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
    /** Alarms and dashboards. */
    ALARMS(Family.OPERATIONS, Icon.BELL),
    /** Log groups. */
    LOGS(Family.OPERATIONS, Icon.LINES),
    /** Keys and secrets. */
    KEYS(Family.OPERATIONS, Icon.KEY),
    /** Image repositories. */
    IMAGES(Family.OPERATIONS, Icon.BOXES),
    /** Resources without flows: alarms, logs, keys, images. */
    OPERATIONS(Family.FRAME, Icon.NONE);

    /** Groups of kinds with the same colour. */
    public enum Family {
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

    /** Icons of elements. */
    public enum Icon {
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

    private static final List<ElementKind> GROUPS = List.of(REGION, VPC, TIER, COMPONENT, HOST, OPERATIONS);

    private final Family family;
    private final Icon icon;

    ElementKind(Family family, Icon icon) {
        this.family = family;
        this.icon = icon;
    }

    /** Returns the group of kinds with the same colour. */
    public Family family() {
        return family;
    }

    /** Returns the icon. */
    public Icon icon() {
        return icon;
    }

    /** Returns whether elements of this kind contain others. */
    public boolean isGroup() {
        return GROUPS.contains(this);
    }
}
