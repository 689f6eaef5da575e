/** S3 and AWS Backup. */
@NullMarked
package dev.plinth.simulator.aws.storage;

import org.jspecify.annotations.NullMarked;
