package dev.plinth.model.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The releases of engines, runtimes and certificates that AWS creates, and the days on which their support ends. The table
 * is {@code release-calendar.json} beside this class; docs/versions.md describes it.
 */
public final class ReleaseCalendar {

    /** Within so many months, an end of support is near enough for a warning. */
    public static final int WARNING_MONTHS = 12;

    private static final String RESOURCE = "release-calendar.json";

    private final List<Product> products;

    private ReleaseCalendar(List<Product> products) {
        this.products = products;
    }

    /**
     * A product with releases.
     *
     * @param key the engine's name in its API, such as {@code postgres}, or another name of a product without engines
     * @param title the product's name in text, such as {@code RDS for PostgreSQL}
     * @param source address of the page with the ends of support
     * @param read the day on which that page was read
     * @param rule the policy rule of its own that judges the product; empty for the common ones
     * @param uses the properties that name a release
     * @param releases the releases
     */
    public record Product(
            String key,
            String title,
            String source,
            LocalDate read,
            Optional<String> rule,
            List<Use> uses,
            List<Release> releases) {

        public Product {
            uses = List.copyOf(uses);
            releases = List.copyOf(releases);
        }

        /**
         * Returns the release of a version, such as {@code 16} of {@code 16.9}. A number below every release is of one that AWS
         * has withdrawn; empty for any other version that the table does not have.
         */
        public Optional<Release> release(String version) {
            return releases.stream()
                    .filter(release -> release.contains(version))
                    .max(Comparator.comparing(release -> release.name().length()))
                    .or(() -> Optional.of(
                                    new Release(version, Optional.empty(), Optional.empty(), Optional.of(List.of())))
                            .filter(old -> version.matches("\\d+([.]\\d+)*([.-].*)?")
                                    && releases.stream().allMatch(each -> compare(version, each.name()) < 0)));
        }
    }

    /**
     * A property that names a release.
     *
     * @param type the resource's type token
     * @param version the path of the version
     * @param engine the path of the engine; empty where the type has one engine
     * @param engineIs the engine of the product
     * @param isDefault whether a resource without an engine is of the product
     */
    public record Use(String type, String version, Optional<String> engine, String engineIs, boolean isDefault) {

        private boolean matches(GraphResource resource) {
            return resource.type().equals(type)
                    && (engine.isEmpty()
                            || resource.input(engine.get())
                                    .asText()
                                    .map(engineIs::equalsIgnoreCase)
                                    .orElse(isDefault
                                            && resource.input(engine.get()).isAbsent()));
        }
    }

    /**
     * A release, such as the major version 16 of PostgreSQL.
     *
     * @param name the leading part of its versions
     * @param standardSupportEnds the last day of standard support; empty where none is announced
     * @param extendedSupportEnds the last day of extended support, which costs extra; empty where there is none
     * @param creatable the versions in full that AWS creates, from the lowest up; empty where the table does not list them
     */
    public record Release(
            String name,
            Optional<LocalDate> standardSupportEnds,
            Optional<LocalDate> extendedSupportEnds,
            Optional<List<String>> creatable) {

        private boolean contains(String version) {
            return version.equals(name) || version.startsWith(name + ".");
        }

        /** Returns whether standard support has ended. */
        public boolean hasEnded(LocalDate today) {
            return standardSupportEnds.filter(today::isAfter).isPresent();
        }

        /** Returns whether standard support ends within {@value ReleaseCalendar#WARNING_MONTHS} months and has not ended. */
        public boolean endsSoon(LocalDate today) {
            return !hasEnded(today)
                    && standardSupportEnds
                            .filter(end -> !end.isAfter(today.plusMonths(WARNING_MONTHS)))
                            .isPresent();
        }

        /**
         * Returns whether AWS no longer creates a version. A version that is newer than the table is taken to be creatable, and so
         * is one that leaves the minor version to AWS.
         */
        public boolean isWithdrawn(String version) {
            return creatable
                    .filter(list -> list.isEmpty() || (!names(version, list) && !isNewer(version, list)))
                    .isPresent();
        }

        /** Returns whether the table lists a version, or one below it, as creatable. */
        public boolean isListed(String version) {
            return creatable.filter(list -> !names(version, list)).isEmpty();
        }

        /** Returns the newest version below a version that AWS creates, such as {@code 16.15} of {@code 16}. */
        public Optional<String> newest(String version) {
            return creatable.stream()
                    .flatMap(List::stream)
                    .filter(each -> below(each, version))
                    .reduce((first, second) -> second);
        }

        private static boolean names(String version, List<String> list) {
            return list.stream().anyMatch(each -> below(each, version));
        }

        private static boolean below(String each, String version) {
            String named = version.endsWith(".x") ? version.substring(0, version.length() - 2) : version;
            return each.equals(named) || each.startsWith(named + ".");
        }

        private static boolean isNewer(String version, List<String> list) {
            return compare(version, list.get(list.size() - 1)) > 0;
        }

        /** Returns the creatable versions as text, such as {@code 16.9 to 16.15}. */
        public String range() {
            List<String> list = creatable.orElse(List.of());
            return list.size() < 3 ? String.join(" or ", list) : list.get(0) + " to " + list.get(list.size() - 1);
        }
    }

    /**
     * A release that a resource uses.
     *
     * @param resource the resource
     * @param property the property that names the version
     * @param version the version as the property has it
     * @param product the product
     * @param release the release
     */
    public record InUse(GraphResource resource, String property, String version, Product product, Release release) {

        /** Describes what runs, such as {@code RDS for PostgreSQL 14}. */
        public String title() {
            return product.title() + " " + version;
        }
    }

    /** Returns the table of this version of Plinth. */
    public static ReleaseCalendar bundled() {
        return Bundled.CALENDAR;
    }

    private static final class Bundled {
        private static final ReleaseCalendar CALENDAR = read();
    }

    /** Returns the products. */
    public List<Product> products() {
        return products;
    }

    /** Returns a product by its key. */
    public Optional<Product> product(String key) {
        return products.stream().filter(product -> product.key().equals(key)).findFirst();
    }

    /** Returns a release by a product's key and a version. */
    public Optional<Release> release(String key, String version) {
        return product(key).flatMap(product -> product.release(version));
    }

    /** Returns the releases that a resource uses and that the table has. */
    public List<InUse> usedBy(GraphResource resource) {
        List<InUse> found = new ArrayList<>();
        for (Product product : products) {
            for (Use use : product.uses()) {
                if (use.matches(resource)) {
                    resource.input(use.version()).asText().ifPresent(version -> product.release(version)
                            .ifPresent(release ->
                                    found.add(new InUse(resource, use.version(), version, product, release))));
                }
            }
        }
        return found;
    }

    /** Returns the releases that a stack uses and whose standard support has ended or ends soon, the earliest end first. */
    public List<InUse> ending(ResourceGraph graph, LocalDate today) {
        return graph.resources().stream()
                .flatMap(resource -> usedBy(resource).stream())
                .filter(use -> use.release().hasEnded(today) || use.release().endsSoon(today))
                .sorted(Comparator.comparing((InUse use) ->
                                use.release().standardSupportEnds().orElse(LocalDate.MAX))
                        .thenComparing(use -> use.resource().urn()))
                .toList();
    }

    /** Compares two versions number by number; a missing number is 0. */
    static int compare(String left, String right) {
        String[] a = left.split("\\D+", -1);
        String[] b = right.split("\\D+", -1);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int order = Long.compare(number(a, i), number(b, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static long number(String[] parts, int index) {
        return index < parts.length && !parts[index].isEmpty() && parts[index].length() < 18
                ? Long.parseLong(parts[index])
                : 0;
    }

    private static ReleaseCalendar read() {
        try (InputStream stream =
                Objects.requireNonNull(ReleaseCalendar.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            JsonNode document = new ObjectMapper().readTree(stream);
            return new ReleaseCalendar(elements(document.path("products"))
                    .map(ReleaseCalendar::product)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Product product(JsonNode node) {
        String key = node.path("key").asText();
        return new Product(
                key,
                node.path("title").asText(),
                node.path("source").asText(),
                LocalDate.parse(node.path("read").asText()),
                Optional.ofNullable(node.get("rule")).map(JsonNode::asText),
                elements(node.path("uses"))
                        .map(use -> new Use(
                                use.path("type").asText(),
                                use.path("version").asText(),
                                Optional.ofNullable(use.get("engine")).map(JsonNode::asText),
                                use.path("engineIs").asText(key),
                                use.has("default")))
                        .toList(),
                node.path("releases").properties().stream()
                        .map(entry -> release(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Release release(String name, JsonNode node) {
        return new Release(
                name,
                date(node.get("standardSupportEnds")),
                date(node.get("extendedSupportEnds")),
                Optional.ofNullable(node.get("creatable"))
                        .map(list -> elements(list).map(JsonNode::asText).toList()));
    }

    private static Optional<LocalDate> date(@Nullable JsonNode node) {
        return Optional.ofNullable(node).map(text -> LocalDate.parse(text.asText()));
    }
}
