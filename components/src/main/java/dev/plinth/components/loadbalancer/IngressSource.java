package dev.plinth.components.loadbalancer;

/** From where a load balancer can be reached. */
public enum IngressSource {
    /** From Cloudflare's address ranges only, so that nobody goes round its firewall. */
    CLOUDFLARE,
    /** From the load balancer's own VPC only. */
    VPC,
    /** From anywhere: the load balancer is the public entrance itself, or serves peered networks when it is internal. */
    ANYWHERE
}
