package dev.plinth.policies.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Kinds of values that AWS defines and a typing error breaks: a Region, an instance class. A form states each kind rather than a
 * list, so that a Region or an instance family that is newer than this version of Plinth is valid.
 */
public enum AwsValue {
    /** A Region. */
    REGION(
            "(af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov|us-iso|us-isob|eusc-de|eu-isoe)-"
                    + "(north|south|east|west|central|northeast|northwest|southeast|southwest)-\\d",
            "an AWS region such as eu-central-1") {
        @Override
        List<String> examples() {
            return REGIONS;
        }
    },
    /** An Availability Zone. */
    ZONE(REGION.form + "(-[a-z]{2,4}-\\d)?[a-z]", "an Availability Zone such as eu-central-1a") {
        @Override
        List<String> examples() {
            return REGIONS.stream()
                    .flatMap(region -> List.of("a", "b", "c").stream().map(region::concat))
                    .toList();
        }
    },
    /** The class of an RDS instance. */
    DATABASE_CLASS(
            "db\\.(serverless|[mrtxzc]\\d[a-z]{0,5}\\.(micro|small|medium|large|\\d{0,2}xlarge)(\\.tpc\\d\\.mem\\dx)?)",
            "an RDS instance class such as db.t4g.medium") {
        @Override
        List<String> examples() {
            return classes("db.", DATABASE_FAMILIES);
        }
    },
    /** The type of an ElastiCache node. */
    CACHE_NODE_TYPE(
            "cache\\.[mrtc]\\d[a-z]{0,4}\\.(micro|small|medium|large|\\d{0,2}xlarge)",
            "a node type such as cache.t4g.small") {
        @Override
        List<String> examples() {
            return classes("cache.", DATABASE_FAMILIES);
        }
    },
    /** The type of an EC2 instance. */
    INSTANCE_TYPE(
            "(u-\\d+tb\\d|(a|c|d|dl|f|g|gr|h|hpc|i|im|inf|is|m|mac|p|r|t|trn|u\\d?|vt|x|z)\\d[a-z0-9-]{0,10})"
                    + "\\.(nano|micro|small|medium|large|\\d{0,3}xlarge|metal(-\\d+xl)?)",
            "an instance type such as t4g.small") {
        @Override
        List<String> examples() {
            return classes("", DATABASE_FAMILIES);
        }
    };

    private static final List<String> REGIONS = List.of(
            "af-south-1",
            "ap-east-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-gov-east-1",
            "us-gov-west-1",
            "us-west-1",
            "us-west-2");

    private static final List<String> DATABASE_FAMILIES = List.of(
            "t3", "t4g", "m5", "m6g", "m6i", "m7g", "m7i", "m8g", "r5", "r6g", "r6i", "r7g", "r7i", "r8g", "c6g", "c7g",
            "x2g");

    private static final List<String> SIZES = List.of(
            "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge");

    private final String form;
    private final Pattern pattern;
    private final String allowed;

    AwsValue(String form, String allowed) {
        this.form = form;
        this.pattern = Pattern.compile(form);
        this.allowed = allowed;
    }

    /** Returns examples of valid values, among which a suggestion is sought. */
    abstract List<String> examples();

    private static List<String> classes(String prefix, List<String> families) {
        List<String> classes = new ArrayList<>();
        families.forEach(family -> SIZES.forEach(size -> classes.add(prefix + family + "." + size)));
        return classes;
    }

    /** Returns whether a value has the form that AWS gives such values. */
    public boolean isValid(String value) {
        return pattern.matcher(value).matches();
    }

    /** Returns the regular expression of valid values. */
    public String form() {
        return form;
    }

    /** Returns the allowed values in words. */
    public String allowed() {
        return allowed;
    }

    /** Returns {@code ; did you mean x?}, or an empty text when no valid value is similar. */
    public String suggestion(String value) {
        return Names.suggestion(value, examples());
    }
}
