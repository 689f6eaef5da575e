"""Makes a tagged resource of each type, and another with other tags; prints the ids of the first.

Usage: tagged-resources.py ENDPOINT REGION
"""
import json
import sys

import boto3

endpoint, region = sys.argv[1:]
tags = {"Name": "wanted", "plinth:stack": "test"}
other = {"Name": "other", "plinth:stack": "test"}


def client(service):
    return boto3.client(
        service, endpoint_url=endpoint, region_name=region, aws_access_key_id="test", aws_secret_access_key="test"
    )


def pairs(values, key="Key", value="Value"):
    return [{key: k, value: v} for k, v in values.items()]


ec2, kms, acm, lb, ecs = client("ec2"), client("kms"), client("acm"), client("elbv2"), client("ecs")
secrets, sns = client("secretsmanager"), client("sns")


def made(values, name):
    def tagged(kind):
        return [{"ResourceType": kind, "Tags": pairs(values)}]

    ids = {}
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tagged("vpc"))["Vpc"]["VpcId"]
    ids["aws:ec2/vpc:Vpc"] = vpc
    subnets = []
    for zone, block in (("a", "10.0.0.0/24"), ("b", "10.0.1.0/24")):
        subnets.append(
            ec2.create_subnet(
                VpcId=vpc, CidrBlock=block, AvailabilityZone=region + zone,
                TagSpecifications=tagged("subnet") if zone == "a" else []
            )["Subnet"]["SubnetId"]
        )
    ids["aws:ec2/subnet:Subnet"] = subnets[0]
    group = ec2.create_security_group(
        GroupName=name, Description=name, VpcId=vpc, TagSpecifications=tagged("security-group"))["GroupId"]
    ids["aws:ec2/securityGroup:SecurityGroup"] = group
    ids["aws:ec2/internetGateway:InternetGateway"] = ec2.create_internet_gateway(
        TagSpecifications=tagged("internet-gateway"))["InternetGateway"]["InternetGatewayId"]
    address = ec2.allocate_address(Domain="vpc", TagSpecifications=tagged("elastic-ip"))["AllocationId"]
    ids["aws:ec2/natGateway:NatGateway"] = ec2.create_nat_gateway(
        SubnetId=subnets[0], AllocationId=address, TagSpecifications=tagged("natgateway"))["NatGateway"]["NatGatewayId"]
    ids["aws:ec2/routeTable:RouteTable"] = ec2.create_route_table(
        VpcId=vpc, TagSpecifications=tagged("route-table"))["RouteTable"]["RouteTableId"]
    key = kms.create_key(Tags=pairs(values, "TagKey", "TagValue"))["KeyMetadata"]
    ids["aws:kms/key:Key"] = key["KeyId"]
    ids["aws:acm/certificate:Certificate"] = acm.request_certificate(
        DomainName=name + ".example.com", Tags=pairs(values))["CertificateArn"]
    balancer = lb.create_load_balancer(Name=name, Subnets=subnets, Tags=pairs(values))["LoadBalancers"][0]
    ids["aws:lb/loadBalancer:LoadBalancer"] = balancer["LoadBalancerArn"]
    target = lb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc, Tags=pairs(values))["TargetGroups"][0]
    ids["aws:lb/targetGroup:TargetGroup"] = target["TargetGroupArn"]
    task = ecs.register_task_definition(
        family=name, containerDefinitions=[{"name": "app", "image": "app", "memory": 128}],
        tags=pairs(values, "key", "value"))["taskDefinition"]["taskDefinitionArn"]
    ids["aws:ecs/taskDefinition:TaskDefinition"] = task
    ecs.create_cluster(clusterName=name)
    ecs.put_account_setting(name="serviceLongArnFormat", value="enabled")
    service = ecs.create_service(
        cluster=name, serviceName=name, taskDefinition=task, desiredCount=1, tags=pairs(values, "key", "value")
    )["service"]["serviceArn"]
    ids["aws:ecs/service:Service"] = service.split(":service/")[1]
    ids["aws:secretsmanager/secret:Secret"] = secrets.create_secret(
        Name=name, SecretString="s", Tags=pairs(values))["ARN"]
    ids["aws:sns/topic:Topic"] = sns.create_topic(Name=name, Tags=pairs(values))["TopicArn"]
    return ids


made(other, "other")
print(json.dumps(made(tags, "wanted")))
