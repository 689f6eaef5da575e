package dev.plinth.components.loadbalancer;

import com.pulumi.core.Output;

/**
 * Parts of a route whose service is deployed blue-green: two target groups, of which one takes the requests, and the listeners whose
 * rules CodeDeploy points to the other one.
 *
 * @param targetGroupName the name of the target group that takes the requests at first
 * @param alternateTargetGroupName the name of the target group of the first replacement
 * @param alternateTargetGroupArnSuffix the end of the ARN of that target group, by which CloudWatch names it
 * @param listenerArn the ARN of the listener for production traffic
 * @param testListenerArn the ARN of the listener for test traffic
 */
public record BlueGreenRoute(
        Output<String> targetGroupName,
        Output<String> alternateTargetGroupName,
        Output<String> alternateTargetGroupArnSuffix,
        Output<String> listenerArn,
        Output<String> testListenerArn) {}
