/** Rules for compute on AWS: EC2, Auto Scaling, ECS, ECR, EKS and Lambda. */
@NullMarked
package dev.plinth.policies.rules.aws.compute;

import org.jspecify.annotations.NullMarked;
