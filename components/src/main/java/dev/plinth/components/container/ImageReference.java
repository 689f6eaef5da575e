package dev.plinth.components.container;

import dev.plinth.components.Arn;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts of an image reference. */
final class ImageReference {

    static final String ALLOWED = "an image with a tag other than latest, or a digest, such as ghcr.io/acme/api:1.4.2";

    private static final Pattern PINNED =
            Pattern.compile("[a-z0-9][a-z0-9.:/_-]*(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})|@sha256:[a-f0-9]{64})");

    private static final Pattern ECR = Pattern.compile(
            "(?<account>\\d{12})\\.dkr\\.ecr\\.(?<region>[a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?/(?<repository>[^:@]+).*");

    private ImageReference() {}

    /** Returns whether the reference names one image rather than the newest. */
    static boolean isPinned(String reference) {
        Matcher matcher = PINNED.matcher(reference);
        return matcher.matches() && !"latest".equals(matcher.group("tag"));
    }

    /** The ARN of the private ECR repository that the image lies in; empty for any other registry. */
    static Optional<String> repositoryArn(String reference) {
        Matcher matcher = ECR.matcher(reference);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String region = matcher.group("region");
        return Optional.of(new Arn(
                        partition(region),
                        "ecr",
                        region,
                        matcher.group("account"),
                        "repository/" + matcher.group("repository"))
                .toString());
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
