package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.model.calendar.ReleaseCalendar.InUse;
import dev.plinth.model.calendar.ReleaseCalendar.Product;
import dev.plinth.model.calendar.ReleaseCalendar.Release;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules for what ends: the versions of engines, runtimes and certificates; see {@link ReleaseCalendar}. */
public final class ReleaseRules {

    private static final ReleaseCalendar CALENDAR = ReleaseCalendar.bundled();

    private static final Rule SUPPORTED = on(Rule.named("engine-version-supported"), product -> product.rule()
                    .isEmpty())
            .title("Engine versions are available and in standard support")
            .severity(Severity.HIGH)
            .risk("AWS rejects withdrawn versions, upgrades running ones with downtime, and charges for "
                    + "extended support.")
            .remediation(
                    """
                    Set a major version in standard support, and let RDS choose the minor version:
                    InstanceArgs.builder().engineVersion("16").autoMinorVersionUpgrade(true)
                    """)
            .references(fsbp("EKS.2"))
            .requires(isSupported(product -> product.rule().isEmpty()));

    private static final Rule ENDS_SOON = on(Rule.named("engine-version-ends-soon"), product -> true)
            .title("Versions of engines, runtimes and certificates stay in standard support for 12 months")
            .severity(Severity.LOW)
            .risk("A late major upgrade is rushed, or incurs extended support charges.")
            .remediation(
                    """
                    Plan the upgrade to a version with longer support:
                    InstanceArgs.builder().engineVersion("17").allowMajorVersionUpgrade(true)
                    """)
            .requires(eachRelease(
                    product -> true,
                    (use, context) -> Verdict.passIf(
                            !use.release().endsSoon(context.today()),
                            found(use) + ": standard support of "
                                    + use.product().title() + " ends on " + end(use))));

    /** A version in full is none that AWS would leave behind. */
    private static final Condition LEFT_TO_AWS = eachRelease(
            product -> product.rule().isEmpty(),
            (use, context) -> Verdict.passIf(
                    use.version().equals(use.release().name()) || use.version().endsWith(".x") || isNeverUpgraded(use),
                    found(use) + " but must be "
                            + (use.resource().type().equals(AwsTypes.RDS_INSTANCE)
                                    ? "the major version " + use.release().name()
                                    : "absent")
                            + ", or autoMinorVersionUpgrade must be false: AWS upgrades minor versions automatically"));

    private static final Rule MINOR_NOT_PINNED = Rule.named("minor-version-not-pinned")
            .title("Minor versions that AWS upgrades automatically are not set in the program")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "engine", "engineVersion", "autoMinorVersionUpgrade")
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "engine", "engineVersion", "autoMinorVersionUpgrade")
            .on(AwsTypes.ELASTICACHE_CLUSTER, "engine", "engineVersion", "autoMinorVersionUpgrade")
            .risk("After an automatic upgrade, the next update requests the old version: RDS rejects it, and "
                    + "a cache is replaced and loses its data.")
            .remediation(
                    """
                    Set the major version only. For Valkey and Redis, omit the version or disable automatic upgrades:
                    InstanceArgs.builder().engineVersion("16")
                    """)
            .requires(ReleaseRules::leavesMinorVersion);

    public static final List<Rule> ALL = List.of(SUPPORTED, ENDS_SOON, MINOR_NOT_PINNED);

    private ReleaseRules() {}

    private static Rule.Builder on(Rule.Builder rule, Predicate<Product> products) {
        Map<String, TreeSet<String>> paths = new TreeMap<>();
        CALENDAR.products().stream()
                .filter(products)
                .flatMap(product -> product.uses().stream())
                .forEach(use -> {
                    TreeSet<String> ofType = paths.computeIfAbsent(use.type(), type -> new TreeSet<>());
                    ofType.add(use.version());
                    use.engine().ifPresent(ofType::add);
                });
        paths.forEach((type, properties) -> rule.on(type, properties.toArray(String[]::new)));
        return rule;
    }

    /** Judges one release that a resource uses. */
    private interface ReleaseCondition {
        Verdict test(InUse use, RuleContext context);
    }

    private static Condition eachRelease(Predicate<Product> products, ReleaseCondition condition) {
        return (resource, context) -> {
            List<Verdict> undecided = CALENDAR.products().stream()
                    .filter(products)
                    .flatMap(product -> product.uses().stream())
                    .filter(use -> use.type().equals(resource.type()))
                    .flatMap(use -> Stream.concat(use.engine().stream(), Stream.of(use.version())))
                    .distinct()
                    .flatMap(path -> undecided(resource, path).stream())
                    .toList();
            return undecided.isEmpty()
                    ? Verdict.all(CALENDAR.usedBy(resource).stream()
                            .filter(use -> products.test(use.product()))
                            .map(use -> condition.test(use, context))
                            .toList())
                    : Verdict.all(undecided);
        };
    }

    /** Returns the verdict on a value that is not a string: one that is known only later, or that is no version at all. */
    private static Optional<Verdict> undecided(GraphResource resource, String path) {
        PropertyValue value = resource.input(path);
        if (value.isUnknown()) {
            return Optional.of(Verdict.unknown(path));
        }
        return value.isAbsent() || value.asText().isPresent()
                ? Optional.empty()
                : Optional.of(Verdict.fail(path + " is " + value.describe() + " but must be a string"));
    }

    /** Returns the found value, such as {@code engineVersion is 16.4}, with secrets hidden. */
    private static String found(InUse use) {
        return use.property() + " is " + use.resource().input(use.property()).describe();
    }

    /** Requires that AWS creates what a resource uses of some products, and supports it as standard. */
    public static Condition isSupported(Predicate<Product> products) {
        return eachRelease(products, (use, context) -> {
            if (use.release().isWithdrawn(use.version())) {
                return Verdict.fail(found(use) + " but must be a version that AWS creates: "
                        + creatable(use.product(), use.release(), context));
            }
            return Verdict.passIf(
                    !use.release().hasEnded(context.today()),
                    found(use) + ": standard support of " + use.product().title() + " ended on " + end(use)
                            + use.release()
                                    .extendedSupportEnds()
                                    .filter(end -> !end.isBefore(context.today()))
                                    .map(end -> ", extended support costs extra until " + end)
                                    .orElse(""));
        });
    }

    private static String creatable(Product product, Release release, RuleContext context) {
        String range = release.range();
        return range.isEmpty() || release.hasEnded(context.today())
                ? product.releases().stream()
                        .filter(each -> !each.hasEnded(context.today()))
                        .map(Release::name)
                        .reduce((first, second) -> first + ", " + second)
                        .orElse("none")
                : release.name() + ", or " + range;
    }

    private static String end(InUse use) {
        return use.release().standardSupportEnds().map(Object::toString).orElse("an unknown date");
    }

    /**
     * Requires that no automatic upgrade of AWS's moves what a resource uses away from the version in the program; where the version is
     * known only later, the verdict is unknown.
     */
    static Verdict leavesVersionToAws(GraphResource resource, RuleContext context) {
        return LEFT_TO_AWS.test(resource, context);
    }

    private static Verdict leavesMinorVersion(GraphResource resource, RuleContext context) {
        PropertyValue upgrades = resource.input("autoMinorVersionUpgrade");
        if (!upgrades.isUnknown() && !upgrades.asBoolean().orElse(true)) {
            return Verdict.PASS;
        }
        Verdict pinned = LEFT_TO_AWS.test(resource, context);
        return upgrades.isUnknown() && pinned instanceof Verdict.Fail
                ? Verdict.unknown("autoMinorVersionUpgrade")
                : pinned;
    }

    /**
     * Returns whether no automatic upgrade changes a cache's version: ElastiCache has no later minor version of Redis, upgrades Redis
     * from 6 on alone, and no Memcached.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html">AutoMinorVersionUpgrade</a>
     */
    private static boolean isNeverUpgraded(InUse use) {
        return switch (use.product().key()) {
            case "memcached" -> true;
            case "redis" ->
                use.release().name().compareTo("6") < 0
                        || use.release()
                                .newest(use.release().name())
                                .filter(use.version()::equals)
                                .isPresent();
            default -> false;
        };
    }
}
