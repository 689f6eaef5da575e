package dev.plinth.preview.forecast;

/** Sources of downtime figures. */
final class DowntimeSources {

    /** Source of figures without a vendor's page. */
    static final String ASSUMPTION = "assumption";

    /** Settings of an instance with downtime, immediate or in the maintenance window. */
    static final String RDS_SETTINGS =
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html";

    /** A failover takes 60 to 120 s; without a standby an instance is unavailable during the move to a new host. */
    static final String RDS_IMPACT = "https://repost.aws/knowledge-center/rds-performance-impact";

    /** Primary and standby are upgraded together, in major and minor upgrades. */
    static final String RDS_UPGRADE =
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html";

    /** A switchover takes under a minute, typically. */
    static final String RDS_BLUE_GREEN =
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/blue-green-deployments-switching.html";

    /** Static parameters wait for a reboot. */
    static final String RDS_PARAMETERS =
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/parameter-groups-overview.html";

    /** Node types are scaled online. */
    static final String CACHE_SCALING =
            "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-cluster-vertical-scaling.html";

    /** An upgrade fails over within seconds; without Multi-AZ the primary is unavailable. */
    static final String CACHE_UPGRADE = "https://repost.aws/knowledge-center/elasticache-redis-upgrade-engine-version";

    /** Number of running tasks during a deployment. */
    static final String ECS_ROLLING =
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html";

    /** CodeDeploy shifts the traffic once the new tasks are healthy. */
    static final String ECS_CODE_DEPLOY =
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html";

    /** A target group serves one load balancer. */
    static final String TARGET_GROUPS =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html";

    /** Connections through a deleted gateway are dropped. */
    static final String NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html";

    /** Caching of missing names. */
    static final String NEGATIVE_CACHING = "https://www.rfc-editor.org/rfc/rfc2308";

    private DowntimeSources() {}
}
