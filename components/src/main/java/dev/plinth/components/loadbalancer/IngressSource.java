package dev.plinth.components.loadbalancer;

/** Sources that can reach a load balancer. */
public enum IngressSource {
    /** From Cloudflare's address ranges only, so that its firewall cannot be bypassed. */
    CLOUDFLARE,
    /** From the load balancer's own VPC only. */
    VPC,
    /** From anywhere: the load balancer is the public entrance itself, or serves peered networks when it is internal. */
    ANYWHERE
}
