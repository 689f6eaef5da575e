package dev.plinth.policies.access;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.testkit.rule.Changes;
import dev.plinth.testkit.rule.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small stack of a role, a bucket, a key and a queue, and their policies. */
final class AccessStack {

    static final String ACCOUNT = "123456789012";
    static final String WEB_ARN = "arn:aws:iam::" + ACCOUNT + ":role/web-1a2b";
    static final String UPLOADS_ARN = "arn:aws:s3:::uploads-3c4d";
    static final String KEY_ARN = "arn:aws:kms:eu-central-1:" + ACCOUNT + ":key/5e6f";

    static final GraphResource WEB = web(Map.of());
    static final GraphResource UPLOADS =
            Resources.resource("aws:s3/bucketV2:BucketV2", "uploads", Map.of(), Map.of("arn", UPLOADS_ARN));
    static final GraphResource KEY =
            Resources.resource("aws:kms/key:Key", "data-key", Map.of(), Map.of("arn", KEY_ARN, "keyId", "5e6f"));
    static final GraphResource QUEUE = Resources.resource(
            "aws:sqs/queue:Queue",
            "orders",
            Map.of(),
            Map.of("arn", "arn:aws:sqs:eu-central-1:" + ACCOUNT + ":orders-7", "id", "https://sqs/orders-7"));
    static final GraphResource FUNCTION = Resources.resource(
            "aws:lambda/function:Function",
            "resize",
            Map.of("name", "resize-1"),
            Map.of("arn", "arn:aws:lambda:eu-central-1:" + ACCOUNT + ":function:resize-1"));

    private AccessStack() {}

    static GraphResource web(Map<String, ?> inputs) {
        return Resources.resource("aws:iam/role:Role", "web", inputs, Map.of("arn", WEB_ARN, "name", "web-1a2b"));
    }

    static GraphResource inline(Object policy) {
        return Resources.resource(
                "aws:iam/rolePolicy:RolePolicy", "web-policy", Map.of("role", "web-1a2b", "policy", policy));
    }

    static GraphResource bucketPolicy(String policy) {
        return Resources.resource(
                "aws:s3/bucketPolicy:BucketPolicy", "uploads-policy", Map.of("bucket", UPLOADS_ARN, "policy", policy));
    }

    static GraphResource trust(String statement) {
        return web(Map.of("assumeRolePolicy", policy(statement)));
    }

    /** Returns a policy of statements, written with single quotes. */
    static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":["
                + String.join(",", statements).replace('\'', '"').replace("UPLOADS", UPLOADS_ARN) + "]}";
    }

    static String allow(String action, String resource) {
        return "{'Effect':'Allow','Action':" + list(action) + ",'Resource':" + list(resource) + "}";
    }

    static String allowIf(String action, String resource, String condition) {
        return "{'Effect':'Allow','Action':" + list(action) + ",'Resource':" + list(resource) + ",'Condition':"
                + condition + "}";
    }

    /** Returns a statement of a resource's policy. */
    static String grant(String effect, String principal, String action, String resource) {
        return "{'Effect':'" + effect + "','Principal':" + principal + ",'Action':" + list(action) + ",'Resource':"
                + list(resource) + "}";
    }

    private static String list(String texts) {
        return texts.contains(",") ? "['" + texts.replace(",", "','") + "']" : "'" + texts + "'";
    }

    /** Returns the changes between two stacks with the role, bucket, key, queue and function in both. */
    static List<ResourceChange> changes(List<GraphResource> before, List<GraphResource> after) {
        List<ResourceChange> changes = new ArrayList<>();
        for (GraphResource standing : List.of(WEB, UPLOADS, KEY, QUEUE, FUNCTION)) {
            if (find(before, standing).isEmpty() && find(after, standing).isEmpty()) {
                changes.add(Changes.same(standing));
            }
        }
        for (GraphResource resource : after) {
            Optional<GraphResource> old = find(before, resource);
            changes.add(
                    old.isEmpty()
                            ? Changes.create(resource)
                            : old.get().inputs().equals(resource.inputs())
                                    ? Changes.same(resource)
                                    : Changes.update(old.get(), resource));
        }
        before.stream()
                .filter(resource -> find(after, resource).isEmpty())
                .map(Changes::delete)
                .forEach(changes::add);
        return changes;
    }

    private static Optional<GraphResource> find(List<GraphResource> resources, GraphResource wanted) {
        return resources.stream()
                .filter(resource -> resource.urn().equals(wanted.urn()))
                .findFirst();
    }
}
