package dev.plinth.diagram.architecture;

import dev.plinth.model.AwsTypes;

/** Type tokens of the resources in a diagram. */
final class ResourceTypes {

    static final String[] LOAD_BALANCER = {AwsTypes.LB_LOAD_BALANCER, AwsTypes.ALB_LOAD_BALANCER};
    static final String[] LISTENER = {AwsTypes.LB_LISTENER, AwsTypes.ALB_LISTENER};
    static final String[] LISTENER_RULE = {AwsTypes.LB_LISTENER_RULE, AwsTypes.ALB_LISTENER_RULE};
    static final String[] TARGET_GROUP = {AwsTypes.LB_TARGET_GROUP, AwsTypes.ALB_TARGET_GROUP};
    static final String[] BUCKET = {AwsTypes.S3_BUCKET_V2, AwsTypes.S3_BUCKET};
    static final String[] BUCKET_REPLICATION = {AwsTypes.S3_BUCKET_REPLICATION_CONFIG};
    static final String[] BUCKET_LOGGING = {AwsTypes.S3_BUCKET_LOGGING_V2, AwsTypes.S3_BUCKET_LOGGING};
    static final String DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    static final String EDGE_BALANCER = "cloudflare:index/loadBalancer:LoadBalancer";
    static final String EDGE_POOL = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
    static final String RULESET = "cloudflare:index/ruleset:Ruleset";

    private ResourceTypes() {}
}
