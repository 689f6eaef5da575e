/** Rules for storage on AWS: S3, EFS and AWS Backup. */
@NullMarked
package dev.plinth.policies.rules.aws.storage;

import org.jspecify.annotations.NullMarked;
