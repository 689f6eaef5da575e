package dev.plinth.simulator.cloud;

import dev.plinth.simulator.table.Violation.Kind;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Validation of tags as AWS does it.
 *
 * @see <a href="https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html">Tag naming limits and
 *     requirements</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html">Rules for tagging in IAM</a>
 */
final class Tags {

    private static final int MOST = 50;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private Tags() {}

    /** Returns the service's errors for tags, each with its code; empty when it accepts them. */
    static List<String> faults(String type, Map<String, Object> tags) {
        List<String> faults = new ArrayList<>();
        Map<String, String> seen = new LinkedHashMap<>();
        boolean anyCase = type.startsWith("aws:iam/");
        if (tags.size() > MOST) {
            faults.add("at most " + MOST + " tags are allowed, got " + tags.size());
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.codePointCount(0, key.length()) > LONGEST_KEY) {
                faults.add("expected the length of a key to be 1 to " + LONGEST_KEY + ", got " + key.length());
            }
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                faults.add("the prefix aws: is reserved, got the key " + key);
            }
            String text = Values.isUnknown(value) ? "" : String.valueOf(value);
            if (!ALLOWED.matcher(key).matches() || !ALLOWED.matcher(text).matches()) {
                faults.add("expected letters, digits, spaces and _.:/=+-@ in the key and value of " + key);
            }
            if (text.codePointCount(0, text.length()) > LONGEST_VALUE) {
                faults.add("expected the length of the value of " + key + " to be at most " + LONGEST_VALUE);
            }
            String other = seen.put(anyCase ? key.toLowerCase(Locale.ROOT) : key, key);
            if (other != null) {
                faults.add("duplicate tag keys (tag keys are not case-sensitive): " + other + ", " + key);
            }
        });
        return faults.stream().map(fault -> code(type) + ": " + fault).toList();
    }

    private static String code(String type) {
        String service = type.split("[:/]", -1)[1];
        return switch (service) {
            case "s3" -> "InvalidTag";
            case "iam" -> "InvalidInput";
            case "ecr" -> "InvalidTagParameterException";
            case "ec2", "vpc", "ebs", "rds", "elasticache" -> "InvalidParameterValue";
            case "kms" -> "TagException";
            case "sns" -> "InvalidParameter";
            case "wafv2" -> "WAFTagOperationException";
            default -> ErrorCodes.of(type, Kind.VALUE);
        };
    }
}
