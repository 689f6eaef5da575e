/** Delivery of requests: load balancers, listeners, DNS, certificates, CloudFront and WAF. */
@NullMarked
package dev.plinth.simulator.aws.delivery;

import org.jspecify.annotations.NullMarked;
