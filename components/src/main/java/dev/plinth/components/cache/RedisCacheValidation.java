package dev.plinth.components.cache;

import dev.plinth.components.LogRetention;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.Validation;
import dev.plinth.components.network.Network;
import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.model.calendar.TimeWindow;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validation of the arguments of {@link RedisCache}. */
final class RedisCacheValidation {

    private static final Pattern VERSION = Pattern.compile("(\\d)\\.(\\d)");
    private static final Pattern NODE_TYPE = Pattern.compile("cache\\.[a-z0-9]+\\.[a-z0-9]+");
    /** ElastiCache has 40, of which the switched-off user's suffix takes 8. */
    private static final int LONGEST_USER_NAME = 32;

    private RedisCacheValidation() {}

    static RedisCacheArgs validated(String name, RedisCacheArgs args) {
        Validation validation = Validation.of("RedisCache", name);
        checkAccess(validation, RedisCache.userName(name, args), args);
        checkEngine(validation, args);
        checkSize(validation, args);
        checkWindows(validation, args);
        validation.throwIfAny();
        return args;
    }

    private static void checkAccess(Validation validation, String userName, RedisCacheArgs args) {
        Network network = args.network();
        validation
                .required("network", network)
                .check(
                        network == null || network.hasDataSubnets(),
                        "network",
                        network == null ? null : network.name(),
                        "a network with dataSubnetIds")
                .check(
                        PhysicalName.isValid(userName, LONGEST_USER_NAME),
                        "userName",
                        userName,
                        PhysicalName.ALLOWED + ", at most " + LONGEST_USER_NAME + " characters")
                .check(
                        args.accessString().startsWith("on "),
                        "accessString",
                        args.accessString(),
                        "an access control list that begins with on");
    }

    private static void checkEngine(Validation validation, RedisCacheArgs args) {
        String engineVersion = RedisCache.engineVersion(args);
        validation
                .check(
                        canLogInWithIam(args.engine(), engineVersion),
                        "engineVersion",
                        engineVersion,
                        "from 7.0 for redis, from 7.2 for valkey")
                .check(
                        !isWithdrawn(args.engine(), engineVersion),
                        "engineVersion",
                        engineVersion,
                        "a version that ElastiCache creates")
                .check(
                        RedisCache.isLastMinorVersion(args) || !RedisCache.upgradesMinorVersion(args),
                        "autoMinorVersionUpgrade",
                        args.autoMinorVersionUpgrade(),
                        "false for " + args.engine().value() + " " + engineVersion
                                + ": after an upgrade by ElastiCache the provider would replace the cache");
    }

    private static void checkSize(Validation validation, RedisCacheArgs args) {
        validation
                .check(
                        NODE_TYPE.matcher(args.nodeType()).matches(),
                        "nodeType",
                        args.nodeType(),
                        "a node type such as cache.m7g.large")
                .inRange("replicas", args.replicas(), 0, 5)
                .inRange("port", args.port(), 1150, 65535);
    }

    private static void checkWindows(Validation validation, RedisCacheArgs args) {
        Optional<TimeWindow> snapshot =
                TimeWindow.daily(args.snapshotWindow()).filter(window -> window.minutes() >= 60);
        Optional<TimeWindow> maintenance =
                TimeWindow.weekly(args.maintenanceWindow()).filter(window -> window.minutes() >= 60);
        validation
                .inRange("snapshotRetentionDays", args.snapshotRetentionDays(), 1, 35)
                .check(
                        snapshot.isPresent(),
                        "snapshotWindow",
                        args.snapshotWindow(),
                        "at least 60 minutes of each day, such as 01:00-02:00")
                .check(
                        maintenance.isPresent(),
                        "maintenanceWindow",
                        args.maintenanceWindow(),
                        "at least 60 minutes of a week, such as sun:04:30-sun:05:30")
                .check(
                        snapshot.isEmpty()
                                || maintenance.isEmpty()
                                || !snapshot.get().overlaps(maintenance.get()),
                        "snapshotWindow",
                        args.snapshotWindow(),
                        "outside of maintenanceWindow (" + args.maintenanceWindow() + ")")
                .check(
                        LogRetention.isOffered(args.logRetentionDays()),
                        "logRetentionDays",
                        args.logRetentionDays(),
                        LogRetention.ALLOWED);
    }

    private static boolean isWithdrawn(CacheEngine engine, String version) {
        return ReleaseCalendar.bundled()
                .release(engine.value(), version)
                .filter(release -> release.isWithdrawn(version))
                .isPresent();
    }

    private static boolean canLogInWithIam(CacheEngine engine, String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int number = Integer.parseInt(matcher.group(1)) * 10 + Integer.parseInt(matcher.group(2));
        return switch (engine) {
            case REDIS -> number >= 70 && number < 80;
            case VALKEY -> number >= 72;
        };
    }
}
