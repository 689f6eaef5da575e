/** The load balancer in front of the services, with its security group and firewall. */
@NullMarked
package dev.plinth.components.loadbalancer;

import org.jspecify.annotations.NullMarked;
