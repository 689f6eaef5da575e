package dev.plinth.components.container.deployment;

import dev.plinth.components.Json;
import java.util.List;
import java.util.Map;

/**
 * Specification of a deployment of an ECS service by CodeDeploy.
 *
 * @param taskDefinition the ARN of the task definition of the new version
 * @param container the name of the container that takes the requests
 * @param port its port
 * @param subnets the ids of the subnets of the tasks
 * @param securityGroup the id of the security group of the tasks
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html">AppSpec
 *     resources of Amazon ECS deployments</a>
 */
public record AppSpec(String taskDefinition, String container, int port, List<String> subnets, String securityGroup) {

    /** Returns the specification as JSON. */
    public String toJson() {
        Map<String, Object> network = Map.of(
                "AwsvpcConfiguration",
                Map.of("Subnets", subnets, "SecurityGroups", List.of(securityGroup), "AssignPublicIp", "DISABLED"));
        Map<String, Object> properties = Map.of(
                "TaskDefinition",
                taskDefinition,
                "PlatformVersion",
                "LATEST",
                "LoadBalancerInfo",
                Map.of("ContainerName", container, "ContainerPort", port),
                "NetworkConfiguration",
                network);
        Map<String, Object> service = Map.of("Type", "AWS::ECS::Service", "Properties", properties);
        return Json.write(Map.of("version", 0.0, "Resources", List.of(Map.of("TargetService", service))));
    }
}
