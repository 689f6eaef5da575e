/** Rules, regions, zones, address blocks and policy documents that several AWS services share. */
@NullMarked
package dev.plinth.simulator.aws.common;

import org.jspecify.annotations.NullMarked;
