/** Rules for databases and caches on AWS, and their supported versions. */
@NullMarked
package dev.plinth.policies.rules.aws.database;

import org.jspecify.annotations.NullMarked;
