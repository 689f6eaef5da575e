package dev.plinth.policies.access;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.ResourceTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of the resources of graphs by their ARNs. */
public final class ResourceNames {

    private static final List<String> BUCKETS = ResourceTypes.aliases(AwsTypes.S3_BUCKET_V2);

    /** The inputs that give a resource the last part of its ARN. */
    private static final List<String> NAME_INPUTS = List.of("name", "bucket", "identifier");

    private final Map<String, GraphResource> byArn = new HashMap<>();
    private final Map<String, String> arns = new HashMap<>();
    private final Map<String, List<GraphResource>> byName = new HashMap<>();

    private ResourceNames() {}

    /** Returns the names of the resources of graphs, such as those before and after a change. */
    public static ResourceNames of(ResourceGraph... graphs) {
        ResourceNames names = new ResourceNames();
        // A policy or version of a resource repeats its ARN; the resource's own type token is shorter.
        Arrays.stream(graphs)
                .flatMap(graph -> graph.resources().stream())
                .filter(GraphResource::custom)
                .sorted(Comparator.comparingInt(
                                (GraphResource resource) -> resource.type().length())
                        .thenComparing(GraphResource::urn))
                .forEach(names::add);
        return names;
    }

    private void add(GraphResource resource) {
        Stream<String> outputs = Stream.of(resource.output("arn"), resource.output("id"), resource.input("arn"))
                .flatMap(value -> value.asText().stream())
                .filter(text -> text.startsWith("arn:"));
        Stream<String> buckets = BUCKETS.contains(resource.type())
                ? Stream.of(resource.output("bucket"), resource.output("id"), resource.input("bucket"))
                        .flatMap(value -> value.asText().stream())
                        .map(bucket -> "arn:aws:s3:::" + bucket)
                : Stream.of();
        Stream.concat(outputs, buckets).forEach(arn -> {
            byArn.putIfAbsent(arn, resource);
            arns.putIfAbsent(resource.urn(), arn);
        });
        NAME_INPUTS.stream()
                .flatMap(input -> resource.input(input).asText().stream())
                .distinct()
                .forEach(name -> {
                    // The same resource is in the graphs before and after a change.
                    List<GraphResource> named = byName.computeIfAbsent(name, key -> new ArrayList<>(1));
                    named.removeIf(other -> other.urn().equals(resource.urn()));
                    named.add(resource);
                });
    }

    /** Returns a resource's ARN; empty while it is unknown. */
    public Optional<String> arn(GraphResource resource) {
        return Optional.ofNullable(arns.get(resource.urn()));
    }

    /** Returns the resource of an ARN; empty for one outside the graphs. */
    public Optional<GraphResource> resource(String arn) {
        GraphResource known = byArn.get(arn);
        return known != null ? Optional.of(known) : byLastPart(arn);
    }

    /** Finds a resource by the service and the last part of an ARN: its name, where no output is known yet. */
    private Optional<GraphResource> byLastPart(String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn") || parts[5].contains("*")) {
            return Optional.empty();
        }
        String last = parts[5].substring(parts[5].lastIndexOf('/') + 1);
        String kind = parts[5].contains("/") ? parts[5].substring(0, parts[5].indexOf('/')) + ":" : "";
        List<GraphResource> found = byName.getOrDefault(last, List.of()).stream()
                .filter(resource -> resource.type().startsWith("aws:" + parts[2] + "/" + kind))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Returns a text with the name of the resource whose ARN it begins with. */
    AccessPattern named(String text) {
        if (!text.startsWith("arn:")) {
            return AccessPattern.of(text);
        }
        int end = text.length();
        while (end > 0) {
            Optional<GraphResource> resource = resource(text.substring(0, end));
            if (resource.isPresent()) {
                return AccessPattern.named(text, resource.get().name() + text.substring(end));
            }
            end = Math.max(text.lastIndexOf('/', end - 1), text.lastIndexOf(':', end - 1));
        }
        return AccessPattern.of(text);
    }

    /** Returns the pattern of a resource. */
    AccessPattern named(GraphResource resource) {
        return AccessPattern.named(arn(resource).orElse(resource.urn()), resource.name());
    }

    /** Returns the pattern of a principal in a policy: accounts have one form, everyone is {@code *}. */
    AccessPattern principal(String text) {
        String account = text.matches("\\d{12}")
                ? text
                : text.matches("arn:[^:]*:iam::\\d{12}:root") ? text.split(":", 6)[4] : "";
        if (!account.isEmpty()) {
            return AccessPattern.named("arn:aws:iam::" + account + ":root", "account " + account);
        }
        return text.equals("*") ? new AccessPattern("*", "*", "everyone") : named(text);
    }
}
