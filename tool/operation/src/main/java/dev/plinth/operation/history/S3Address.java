package dev.plinth.operation.history;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Place in an S3 bucket, from the URL of a backend such as {@code s3://states/team?region=eu-central-1&profile=deploy}.
 *
 * @param bucket the bucket's name
 * @param prefix the beginning of all keys, without a slash at its ends; may be empty
 * @param options the options of the {@code aws} command that the URL's parameters stand for
 * @see <a href="https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3">Backends in S3</a>
 */
record S3Address(String bucket, String prefix, List<String> options) {

    static final String SCHEME = "s3://";

    /** Reads the URL of a backend. */
    static S3Address of(String url) {
        String[] parts = url.substring(SCHEME.length()).split("[?]", 2);
        String[] path = parts[0].split("/", 2);
        return new S3Address(
                path[0],
                path.length < 2 ? "" : path[1].replaceAll("^/+|/+$", ""),
                options(parameters(parts.length < 2 ? "" : parts[1])));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        Stream.of(query.split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .filter(pair -> pair.length == 2 && !pair[1].isEmpty())
                .forEach(pair -> parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return parameters;
    }

    private static List<String> options(Map<String, String> parameters) {
        List<String> options = new ArrayList<>();
        Optional.ofNullable(parameters.get("region")).ifPresent(region -> options.addAll(List.of("--region", region)));
        Optional.ofNullable(parameters.get("profile"))
                .ifPresent(profile -> options.addAll(List.of("--profile", profile)));
        Optional.ofNullable(parameters.get("endpoint")).ifPresent(endpoint -> {
            boolean plain =
                    Stream.of("disableSSL", "disable_https").anyMatch(key -> Boolean.parseBoolean(parameters.get(key)));
            options.addAll(List.of(
                    "--endpoint-url",
                    endpoint.contains("://") ? endpoint : (plain ? "http://" : "https://") + endpoint));
        });
        return options;
    }

    /** Returns the place of a path below this one. */
    S3Address resolve(String path) {
        return new S3Address(bucket, key(path), options);
    }

    /** Returns the key of an object below this place. */
    String key(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Returns the address without options. */
    @Override
    public String toString() {
        return SCHEME + bucket + "/" + prefix;
    }
}
