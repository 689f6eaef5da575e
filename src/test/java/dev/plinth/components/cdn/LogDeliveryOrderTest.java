package dev.plinth.components.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.SimulatedProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDeliveryOrderTest {

    @Test
    void deliveryOfAccessLogsDependsOnTheBucketPolicy() {
        ResourceGraph graph =
                new GraphRecorder("shop", "test", new SimulatedProvider("eu-central-1")).record(context -> create());

        GraphResource delivery = only(graph, "aws:cloudwatch/logDelivery:LogDelivery");
        GraphResource policy = only(graph, "aws:s3/bucketPolicy:BucketPolicy");
        assertThat(delivery.dependencies()).contains(policy.urn());
    }

    private static void create() {
        ObjectStorage logs = new ObjectStorage(
                "logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .contentDistributionLogs(true)
                        .build());
        new ContentDistribution(
                "cdn",
                ContentDistributionArgs.builder()
                        .origins(List.of(DistributionOrigin.https("api", "api.example.com")))
                        .defaultCertificate(true)
                        .logBucket(logs)
                        .usEast1Provider(new Provider(
                                "us-east-1",
                                ProviderArgs.builder().region("us-east-1").build()))
                        .build());
    }

    private static GraphResource only(ResourceGraph graph, String type) {
        List<GraphResource> found = graph.resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
