/** VPC: networks, subnets, routes, endpoints and security groups. */
@NullMarked
package dev.plinth.simulator.aws.network;

import org.jspecify.annotations.NullMarked;
