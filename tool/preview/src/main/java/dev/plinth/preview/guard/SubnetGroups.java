package dev.plinth.preview.guard;

import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.StackChange;
import java.util.List;
import java.util.Set;

/**
 * Updates of subnet groups that AWS refuses: a group stays in the VPC that it was made in, which no preview of the engine knows.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html">ModifyDBSubnetGroup</a>
 * @see <a href="https://github.com/hashicorp/terraform-provider-aws/issues/27459">what AWS answers, InvalidParameterValue</a>
 */
final class SubnetGroups {

    /** What a person can do instead. */
    static final String REMEDY =
            "keep the VPC and add a second CIDR block to it, or build a new stack beside this one and restore"
                    + " the data there";

    private static final Set<String> TYPES = Set.of(
            "aws:rds/subnetGroup:SubnetGroup",
            "aws:docdb/subnetGroup:SubnetGroup",
            "aws:neptune/subnetGroup:SubnetGroup",
            "aws:redshift/subnetGroup:SubnetGroup",
            "aws:memorydb/subnetGroup:SubnetGroup",
            "aws:elasticache/subnetGroup:SubnetGroup");

    private SubnetGroups() {}

    /** Why AWS refuses an update of a subnet group, as a clause; none when it doesn't, or for any other step. */
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
                ? List.of("AWS moves no subnet group to another VPC, and the update would stop there, half-way")
                : List.of();
    }
}
