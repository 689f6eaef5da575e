/** Rules for the delivery of requests on AWS: load balancers, CloudFront, API Gateway and Route 53. */
@NullMarked
package dev.plinth.policies.rules.aws.delivery;

import org.jspecify.annotations.NullMarked;
