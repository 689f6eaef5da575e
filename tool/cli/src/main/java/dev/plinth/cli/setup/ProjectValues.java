package dev.plinth.cli.setup;

import dev.plinth.settings.ConfigException;
import dev.plinth.simulator.aws.common.Regions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** The values that a new project is made from, valid. */
public final class ProjectValues {

    /** The most characters of a name: resources are named after project and stack, and a load balancer has 32. */
    private static final int LONGEST_NAME = 20;

    /** The namespaces of configuration keys that belong to providers, to Pulumi or to the tool. */
    private static final List<String> RESERVED_NAMES =
            List.of("aws", "cloudflare", "docker", "plinth", "pulumi", "supabase", "vercel");

    private final Map<Kind, String> values;

    /**
     * Creates the values.
     *
     * @param values a valid value of each kind
     */
    public ProjectValues(Map<Kind, String> values) {
        this.values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /** A value of a new project, in the order in which they are asked for. */
    public enum Kind {
        NAME(
                "Name of the project",
                "2 to 20 lower-case letters, digits and hyphens, first a letter, and none of "
                        + String.join(", ", RESERVED_NAMES),
                "(?!(" + String.join("|", RESERVED_NAMES) + ")$)[a-z][a-z0-9-]{0,18}[a-z0-9]"),
        REGION("AWS Region", "one of " + String.join(", ", Regions.names()), String.join("|", Regions.names())),
        DOMAIN(
                "Domain",
                "a domain such as example.com",
                "(?=.{4,100}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]"),
        EMAIL(
                "E-mail address for alarms",
                "an e-mail address such as operations@example.com",
                "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"),
        REPOSITORY(
                "Repository on GitHub",
                "owner and name, such as example/shop",
                "[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}"),
        ACCOUNT("AWS account id", "an AWS account id of 12 digits", "\\d{12}");

        /** The account where none is given, as AWS's documentation uses it. */
        static final String PLACEHOLDER_ACCOUNT = "123456789012";

        private final String question;
        private final String expected;
        private final String pattern;

        Kind(String question, String expected, String pattern) {
            this.question = question;
            this.expected = expected;
            this.pattern = pattern;
        }

        static Stream<Kind> all() {
            return Arrays.stream(values());
        }

        /** Returns the option's name, without its hyphens. */
        String option() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the question that a person is asked. */
        String question() {
            return question;
        }

        /** Returns the fault of a value, if it has one. */
        Optional<ConfigException.Fault> fault(String value) {
            return value.matches(pattern)
                    ? Optional.empty()
                    : Optional.of(new ConfigException.Fault("--" + option(), "is \"" + value + "\"", expected));
        }

        /**
         * Returns the value where none is given.
         *
         * @param directory the project's directory
         * @param known the values of the kinds before this one
         */
        String byDefault(Path directory, Map<Kind, String> known) {
            return switch (this) {
                case NAME -> nameOf(directory);
                case REGION -> "eu-central-1";
                case DOMAIN -> "example.com";
                case EMAIL -> "operations@" + known.get(DOMAIN);
                case REPOSITORY -> "example/" + known.get(NAME);
                case ACCOUNT -> PLACEHOLDER_ACCOUNT;
            };
        }

        /** The directory's name as far as it can be one. */
        private static String nameOf(Path directory) {
            String name = String.valueOf(directory.toAbsolutePath().normalize().getFileName())
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^[^a-z]+", "");
            String cut =
                    name.substring(0, Math.min(LONGEST_NAME, name.length())).replaceAll("-+$", "");
            return NAME.fault(cut).isEmpty() ? cut : "shop";
        }
    }

    /** Returns all faults of values. */
    public static List<ConfigException.Fault> faults(Map<Kind, String> values) {
        List<ConfigException.Fault> faults = new ArrayList<>();
        values.forEach((kind, value) -> kind.fault(value).ifPresent(faults::add));
        return faults;
    }

    /** Returns the value of a kind. */
    public String get(Kind kind) {
        return Objects.requireNonNull(values.get(kind));
    }

    /** Returns the project's name. */
    public String name() {
        return get(Kind.NAME);
    }

    /** Returns the Maven group: the domain, reversed. */
    public String group() {
        List<String> labels = new ArrayList<>(List.of(get(Kind.DOMAIN).split("\\.", -1)));
        Collections.reverse(labels);
        return String.join(".", labels);
    }

    /**
     * Returns the Java package: the domain, reversed, and the name.
     *
     * @see <a href="https://docs.oracle.com/javase/specs/jls/se17/html/jls-6.html#jls-6.1">unique package names</a>
     */
    public String packageName() {
        return Stream.concat(Stream.of(group().split("\\.", -1)), Stream.of(name().replace("-", "")))
                .map(segment -> segment.replace('-', '_'))
                .map(segment -> Character.isDigit(segment.charAt(0)) ? "_" + segment : segment)
                .map(segment -> SourceVersion.isKeyword(segment, SourceVersion.RELEASE_17) ? segment + "_" : segment)
                .collect(Collectors.joining("."));
    }

    /** Returns the name as one of a database: PostgreSQL's names have underscores. */
    public String databaseName() {
        return name().replace('-', '_');
    }

    /** Returns the Region that copies go to: the given one, or another of the same continent where that is not one. */
    public String secondRegion(String suggested) {
        String region = get(Kind.REGION);
        String continent = region.substring(0, region.indexOf('-') + 1);
        if (suggested.startsWith(continent) && !suggested.equals(region)) {
            return suggested;
        }
        return Regions.names().stream()
                .filter(other -> other.startsWith(continent) && !other.equals(region))
                .findFirst()
                .orElse(suggested);
    }
}
