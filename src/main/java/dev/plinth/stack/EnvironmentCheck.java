package dev.plinth.stack;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.LogRetention;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.container.ScheduledTask;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.queue.Queue;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.settings.Faults;
import dev.plinth.settings.Sections;
import dev.plinth.stack.config.AuditConfig;
import dev.plinth.stack.config.BackupConfig;
import dev.plinth.stack.config.BucketConfig;
import dev.plinth.stack.config.CacheConfig;
import dev.plinth.stack.config.DatabaseConfig;
import dev.plinth.stack.config.EdgeConfig;
import dev.plinth.stack.config.JobConfig;
import dev.plinth.stack.config.LoadBalancerConfig;
import dev.plinth.stack.config.NetworkConfig;
import dev.plinth.stack.config.ObservabilityConfig;
import dev.plinth.stack.config.QueueConfig;
import dev.plinth.stack.config.ServiceConfig;
import dev.plinth.stack.config.TaskConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Checks what concerns several sections of the configuration: names, references, and what one section needs of another. */
final class EnvironmentCheck {

    /** The sections whose entries become components, in the order of the documentation. */
    private static final List<String> ENTRIES =
            List.of("databases", "caches", "buckets", "queues", "secrets", "services", "jobs");

    /** The sections that can't be without a network. */
    private static final List<String> IN_NETWORK = List.of("databases", "caches", "services", "jobs");

    /** The names of components that the environment creates itself. */
    private static final Set<String> RESERVED =
            Set.of(("alarms audit aws backup certificate cluster dns edge ingress logs network observability"
                            + " operating-hours replica-logs")
                    .split(" "));

    private final Sections sections;
    private final Faults faults;

    EnvironmentCheck(Sections sections, Faults faults) {
        this.sections = sections;
        this.faults = faults;
    }

    void check() {
        checkNames();
        checkNetwork();
        Map<String, ServiceConfig> services = sections.entries("services", ServiceConfig.class);
        services.forEach((name, service) -> {
            checkTask("services." + name, service.task());
            checkService("services." + name, service);
        });
        sections.entries("jobs", JobConfig.class).forEach((name, job) -> {
            checkTask("jobs." + name, job.task());
            if (!ScheduledTask.isSchedule(job.schedule(), job.timeZone())) {
                fault(
                        "jobs." + name + ".schedule",
                        "is " + job.schedule(),
                        "a schedule that EventBridge Scheduler accepts");
            }
        });
        checkRoutes(services);
        checkReplication();
        checkComponents();
        sections.get("backup", BackupConfig.class).ifPresent(this::checkBackup);
        sections.optional("audit", AuditConfig.class)
                .ifPresent(audit -> checkReferences("audit.dataEventBuckets", audit.dataEventBuckets(), "buckets"));
        checkLogRetention(
                "network.flowLogRetentionDays",
                sections.optional("network", NetworkConfig.class).map(NetworkConfig::flowLogRetentionDays));
        checkLogRetention(
                "observability.logRetentionDays",
                sections.get("observability", ObservabilityConfig.class).map(ObservabilityConfig::logRetentionDays));
        sections.optional("edge", EdgeConfig.class).ifPresent(edge -> checkEdge(edge, services));
        if (sections.isLeftOut("edge")) {
            checkEntrance(services);
        }
    }

    private void checkNames() {
        Map<String, String> owners = new HashMap<>();
        for (String section : ENTRIES) {
            for (String name : sections.names(section)) {
                String owner = owners.putIfAbsent(name, section);
                if (owner != null) {
                    fault(
                            section + "." + name,
                            "has the name of " + owner + "." + name,
                            "a name that no other section has: resources, rules and reports refer to it");
                } else if (RESERVED.contains(name)) {
                    fault(section + "." + name, "has the name of a component of the environment", "another name");
                }
            }
        }
    }

    private void checkNetwork() {
        boolean missing = sections.isLeftOut("network");
        for (String section : IN_NETWORK) {
            if (missing && !sections.names(section).isEmpty()) {
                fault(section, "needs a network, but the section network is missing", "network: {cidr: 10.20.0.0/16}");
            }
        }
    }

    private void checkTask(String path, TaskConfig task) {
        checkReferences(path + ".databases", task.databases(), "databases");
        checkReferences(path + ".caches", task.caches(), "caches");
        checkReferences(path + ".buckets", task.buckets(), "buckets");
        checkReferences(path + ".consumes", task.consumes(), "queues");
        checkReferences(path + ".sends", task.sends(), "queues");
        task.secrets().forEach((variable, source) -> {
            if (!source.startsWith("arn:")) {
                checkReferences(path + ".secrets." + variable, List.of(SecretSources.name(source)), "secrets");
            }
        });
    }

    /** Reports names that a section doesn't have; nothing where the section itself can't be read. */
    private void checkReferences(String path, Collection<String> names, String section) {
        if (sections.get(section, Map.class).isEmpty()) {
            return;
        }
        Set<String> known = sections.names(section);
        names.stream().filter(name -> !known.contains(name)).forEach(name -> {
            if (known.isEmpty()) {
                fault(
                        path,
                        "names \"" + name + "\", but the section " + section + " is empty",
                        "an entry in " + section);
            } else {
                faults.unknown(sections.key(path), name, known);
            }
        });
    }

    private void checkService(String path, ServiceConfig service) {
        service.scaleByQueue()
                .filter(queue -> !service.task().consumes().contains(queue))
                .ifPresent(queue -> fault(
                        path + ".scaleByQueue",
                        "is \"" + queue + "\", which is not in consumes",
                        service.task().consumes().isEmpty()
                                ? "a queue that the service consumes"
                                : String.join(", ", service.task().consumes())));
        String name = path.substring(path.indexOf('.') + 1);
        int longest = Route.longestName("ingress");
        if (service.isBalanced() && name.length() > longest) {
            fault(
                    path,
                    "has a name of " + name.length() + " characters",
                    "at most " + longest + " characters for a service with hostnames");
        }
    }

    /** Checks that priorities are unique, and that services with the same host name have one each. */
    private void checkRoutes(Map<String, ServiceConfig> services) {
        Map<Integer, String> owners = new HashMap<>();
        services.forEach((name, service) -> {
            int priority = LoadBalancing.priority(name, service);
            String owner = service.isBalanced() ? owners.putIfAbsent(priority, name) : null;
            if (owner != null) {
                String problem = "is " + priority + ", the priority of " + owner;
                fault("services." + name + ".priority", problem, "an unused number from 1 to " + Route.MAX_PRIORITY);
            }
        });
        Map<String, List<String>> byHostname = new java.util.TreeMap<>();
        services.forEach((name, service) -> service.hostnames().forEach(hostname -> byHostname
                .computeIfAbsent(hostname, any -> new ArrayList<>())
                .add(name)));
        byHostname.forEach((hostname, names) -> names.stream()
                .filter(name -> names.size() > 1
                        && Optional.ofNullable(services.get(name))
                                .flatMap(ServiceConfig::priority)
                                .isEmpty())
                .forEach(name -> fault(
                        "services." + name + ".priority",
                        "is missing, but " + hostname + " is a host name of " + String.join(" and ", names),
                        "a number from 1 to " + Route.MAX_PRIORITY + "; the lowest is evaluated first")));
    }

    /** Runs the components' own checks of their configuration. */
    private void checkComponents() {
        each("databases", DatabaseConfig.class, PostgresDatabase::check, database -> {
            var args = database.args().masterPassword(Output.of("generated"));
            return args.identifier(database.identifier().orElse("any")).build();
        });
        each("caches", CacheConfig.class, RedisCache::check, cache -> {
            String userName = cache.userName().orElse("any");
            return cache.args().userName(userName).build();
        });
        each("buckets", BucketConfig.class, ObjectStorage::check, bucket -> bucket.args()
                .build());
        each("queues", QueueConfig.class, Queue::check, queue -> queue.args().build());
        sections.get("backup", BackupConfig.class).ifPresent(backup -> {
            var args = backup.args().resourceArns(List.of(Output.of("any"))).build();
            boolean copies = backup.secondRegion().isPresent();
            checkComponent("backup", () -> BackupVault.check("backup", args, copies));
        });
        sections.get("observability", ObservabilityConfig.class)
                .flatMap(ObservabilityConfig::objectives)
                .ifPresent(objectives -> checkComponent(
                        "observability", () -> objectives.toObjectives().check()));
    }

    private <C, A> void each(String section, Class<C> type, BiConsumer<String, A> check, Function<C, A> args) {
        sections.entries(section, type)
                .forEach((name, entry) ->
                        checkComponent(section + "." + name, () -> check.accept(name, args.apply(entry))));
    }

    private void checkComponent(String path, Runnable check) {
        try {
            check.run();
        } catch (InvalidArgumentsException e) {
            e.faults().stream()
                    .filter(found -> !found.argument().equals("network"))
                    .forEach(found -> fault(path + "." + found.argument(), "is " + found.value(), found.allowed()));
        }
    }

    private void checkLogRetention(String path, Optional<Integer> days) {
        days.filter(given -> !LogRetention.isOffered(given))
                .ifPresent(given -> fault(path, "is " + given, LogRetention.ALLOWED));
    }

    /** A backup may not start in a window of a database, or in the hour before it. */
    private void checkBackup(BackupConfig backup) {
        sections.entries("databases", DatabaseConfig.class).forEach((name, database) -> BackupVault.conflict(
                        backup.schedule(), database.backupWindow(), database.maintenanceWindow())
                .ifPresent(window -> fault(
                        "backup.schedule",
                        "is \"" + backup.schedule() + "\", too close to databases." + name + "." + window,
                        "an hour that ends more than an hour before the window begins, or begins after it")));
    }

    private void checkReplication() {
        List<String> replicated = sections.entries("buckets", BucketConfig.class).entrySet().stream()
                .filter(entry -> entry.getValue().replicate())
                .map(Map.Entry::getKey)
                .toList();
        sections.get("backup", BackupConfig.class)
                .filter(backup -> backup.secondRegion().isEmpty() && !replicated.isEmpty())
                .ifPresent(backup -> fault(
                        "backup.secondRegion",
                        "is missing, but a bucket has replicate: true",
                        "an AWS region such as eu-west-1"));
    }

    private void checkEdge(EdgeConfig edge, Map<String, ServiceConfig> services) {
        List<String> hostnames = edge.hostnames();
        Set<String> served = new LinkedHashSet<>(edge.origins().keySet());
        services.forEach((name, service) -> {
            served.addAll(service.hostnames());
            service.hostnames().stream()
                    .filter(hostname -> !hostnames.contains(hostname))
                    .forEach(hostname -> fault(
                            "services." + name + ".hostnames",
                            "has \"" + hostname + "\", which is not in edge.hostnames",
                            String.join(", ", hostnames)));
        });
        if (edge.hstsPreload() && edge.hstsMaxAgeSeconds() < 31536000) {
            fault("edge.hstsMaxAgeSeconds", "is less than a year, but hstsPreload is true", "31536000 to 63072000");
        }
        boolean complete = sections.get("services", Map.class).isPresent()
                && services.size() == sections.names("services").size();
        hostnames.stream()
                .filter(hostname -> complete && !served.contains(hostname))
                .forEach(hostname -> fault(
                        "edge.hostnames",
                        "has \"" + hostname + "\", but no service or origin serves it",
                        "host names in the hostnames of a service or in edge.origins"));
        checkHostname("edge.cachedHostname", edge.cachedHostname(), hostnames);
        checkHostname("edge.adminHostname", edge.adminHostname(), hostnames);
        edge.origins().keySet().forEach(name -> checkHostname("edge.origins", Optional.of(name), hostnames));
        sections.get("loadBalancer", LoadBalancerConfig.class).ifPresent(settings -> {
            absent("domain", settings.domain(), "edge.zone is the domain", "no domain");
            absent("hostedZoneId", settings.hostedZoneId(), "the edge serves the zone", "no zone");
            absent("firewallRateLimit", settings.firewallRateLimit(), "edge.requestsPerMinute limits", "no limit");
            Optional<?> internal = Optional.of(true).filter(any -> settings.internal());
            absent("internal", internal, "Cloudflare must reach it", "false");
        });
    }

    private void absent(String key, Optional<?> value, String reason, String expected) {
        value.map(given -> given instanceof String ? "\"" + given + "\"" : given)
                .ifPresent(given -> fault("loadBalancer." + key, "is " + given + ", but " + reason, expected));
    }

    private void checkHostname(String path, Optional<String> hostname, List<String> known) {
        hostname.filter(name -> !known.contains(name))
                .ifPresent(name -> faults.unknown(sections.key(path), name, known));
    }

    /** Without an edge the load balancer needs a domain and a certificate. */
    private void checkEntrance(Map<String, ServiceConfig> services) {
        Optional<LoadBalancerConfig> section = sections.get("loadBalancer", LoadBalancerConfig.class);
        if (section.isEmpty() || services.values().stream().noneMatch(ServiceConfig::isBalanced)) {
            return;
        }
        LoadBalancerConfig settings = section.get();
        if (settings.domain().isEmpty()) {
            fault(
                    "loadBalancer.domain",
                    "is missing, but services have hostnames and there is no edge",
                    "a domain such as example.com");
        }
        if (settings.hostedZoneId().isEmpty() && settings.certificateArn().isEmpty() && !settings.plainHttp()) {
            fault(
                    "loadBalancer.hostedZoneId",
                    "is missing, and so is certificateArn: the load balancer has no certificate",
                    "hostedZoneId, the Route 53 zone that validates a new certificate, or certificateArn of one that exists");
        }
    }

    private void fault(String path, String problem, String expected) {
        faults.add(sections.key(path), problem, expected);
    }
}
