/** Rules for networks on AWS: security groups, VPCs, subnets, routes and endpoints. */
@NullMarked
package dev.plinth.policies.rules.aws.network;

import org.jspecify.annotations.NullMarked;
