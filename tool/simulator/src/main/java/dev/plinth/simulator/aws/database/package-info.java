/** RDS and ElastiCache. */
@NullMarked
package dev.plinth.simulator.aws.database;

import org.jspecify.annotations.NullMarked;
