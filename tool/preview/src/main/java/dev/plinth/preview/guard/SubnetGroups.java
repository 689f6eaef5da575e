package dev.plinth.preview.guard;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.StackChange;
import java.util.List;
import java.util.Set;

/**
 * Updates of subnet groups that AWS rejects: a group cannot move to another VPC, which the engine's preview does not detect.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html">ModifyDBSubnetGroup</a>
 * @see <a href="https://github.com/hashicorp/terraform-provider-aws/issues/27459">what AWS answers, InvalidParameterValue</a>
 */
final class SubnetGroups {

    /** Remedy. */
    static final String REMEDY =
            "keep the VPC and add a second CIDR block, or create a new stack and restore the data there";

    private static final Set<String> TYPES = Set.of(
            AwsTypes.RDS_SUBNET_GROUP,
            AwsTypes.DOCDB_SUBNET_GROUP,
            AwsTypes.NEPTUNE_SUBNET_GROUP,
            AwsTypes.REDSHIFT_SUBNET_GROUP,
            AwsTypes.MEMORYDB_SUBNET_GROUP,
            AwsTypes.ELASTICACHE_SUBNET_GROUP);

    private SubnetGroups() {}

    /** Returns the reason for which AWS rejects an update of a subnet group, as a clause; none for other steps. */
    static List<String> blocks(ResourceChange step, StackChange all) {
        boolean moves = step.operation() == Operation.UPDATE
                && TYPES.contains(step.resource().type())
                && all.changes().stream()
                        .filter(change -> step.resource()
                                .dependencies()
                                .contains(change.resource().urn()))
                        .anyMatch(change -> change.operation() == Operation.REPLACE
                                && change.replaceKeys().contains("vpcId"));
        return moves
                ? List.of("AWS cannot move a subnet group to another VPC, so the update would fail halfway")
                : List.of();
    }
}
