package dev.plinth.preview.diagram;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.graph.ResourceChange.Operation;
import dev.plinth.policies.graph.ResourceGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Folds a graph's resources into the elements and flows of a diagram. */
final class Architecture {

    private static final String VPC = "aws:ec2/vpc:Vpc";
    private static final String SUBNET = "aws:ec2/subnet:Subnet";
    private static final String ROUTE = "aws:ec2/route:Route";
    private static final String ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
    private static final String ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    private static final String INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
    private static final String NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
    private static final String ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
    private static final String SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
    private static final String INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String[] LOAD_BALANCER = {
        "aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"
    };
    private static final String[] LISTENER = {"aws:lb/listener:Listener", "aws:alb/listener:Listener"};
    private static final String[] LISTENER_RULE = {
        "aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"
    };
    private static final String[] TARGET_GROUP = {"aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"};
    private static final String WEB_ACL = "aws:wafv2/webAcl:WebAcl";
    private static final String WEB_ACL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
    private static final String CERTIFICATE = "aws:acm/certificate:Certificate";
    private static final String CERTIFICATE_VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
    private static final String CLUSTER = "aws:ecs/cluster:Cluster";
    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
    private static final String SCALING_TARGET = "aws:appautoscaling/target:Target";
    private static final String ROLE = "aws:iam/role:Role";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String DATABASE = "aws:rds/instance:Instance";
    private static final String DATABASE_SUBNETS = "aws:rds/subnetGroup:SubnetGroup";
    private static final String DATABASE_BACKUP_COPY =
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
    private static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    private static final String CACHE_SUBNETS = "aws:elasticache/subnetGroup:SubnetGroup";
    private static final String[] BUCKET = {"aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"};
    private static final String[] BUCKET_REPLICATION = {"aws:s3/bucketReplicationConfig:BucketReplicationConfig"};
    private static final String[] BUCKET_LOGGING = {
        "aws:s3/bucketLoggingV2:BucketLoggingV2", "aws:s3/bucketLogging:BucketLogging"
    };
    private static final String VAULT = "aws:backup/vault:Vault";
    private static final String VAULT_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    private static final String BACKUP_PLAN = "aws:backup/plan:Plan";
    private static final String BACKUP_SELECTION = "aws:backup/selection:Selection";
    private static final String RESTORE_TEST = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
    private static final String DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    private static final String RULESET = "cloudflare:index/ruleset:Ruleset";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
    private static final String DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
    private static final String TOPIC = "aws:sns/topic:Topic";
    private static final String SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final String KEY = "aws:kms/key:Key";
    private static final String SECRET = "aws:secretsmanager/secret:Secret";
    private static final String REPOSITORY = "aws:ecr/repository:Repository";

    private static final String INTERNET_ID = "internet";

    /** What listens on a port by the registry of IANA. */
    private static final Map<Integer, String> PROTOCOLS =
            Map.of(80, "HTTP", 443, "HTTPS", 3306, "MySQL", 5432, "PostgreSQL", 6379, "Redis");

    /** What Cloudflare's phases do, in the order in which they run. */
    private static final Map<String, String> PHASES = phases();

    private final ResourceGraph graph;
    private final Map<String, Operation> operations;
    private final Map<String, Draft> outermost = new LinkedHashMap<>();
    /** The elements that show a resource, by its URN. */
    private final Map<String, Draft> shown = new HashMap<>();

    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, String> tiers = new HashMap<>();
    private final Map<String, Flow> flows = new LinkedHashMap<>();
    private final @Nullable String homeRegion;

    Architecture(ResourceGraph graph, Map<String, Operation> operations) {
        this.graph = graph;
        this.operations = operations;
        this.homeRegion = homeRegion();
    }

    private static Map<String, String> phases() {
        Map<String, String> phases = new LinkedHashMap<>();
        phases.put("http_request_firewall_custom", "firewall");
        phases.put("http_ratelimit", "rate limits");
        phases.put("http_request_firewall_managed", "managed firewall");
        phases.put("http_request_cache_settings", "cache");
        phases.put("http_response_headers_transform", "response headers");
        return phases;
    }

    Diagram diagram(String title, boolean change) {
        createEdge();
        createNetworks();
        createLoadBalancers();
        createServices();
        createDatabases();
        createCaches();
        createBuckets();
        createBackups();
        createOperations();
        connectRequests();
        connectNat();
        connectCopies();
        List<String> notes = fold();
        List<Element> elements = outermost.values().stream()
                .map(draft -> draft.element(operations))
                .toList();
        return new Diagram(title, elements, List.copyOf(flows.values()), notes, change);
    }

    // Places

    private Optional<String> region(GraphResource resource) {
        return graph.resource(resource.provider())
                .flatMap(provider -> provider.input("region").asText())
                .or(() -> Optional.ofNullable(homeRegion));
    }

    /** The region that most resources are in: that of those whose provider names none. */
    private @Nullable String homeRegion() {
        Map<String, Long> counts = graph.resources().stream()
                .map(resource -> graph.resource(resource.provider()))
                .flatMap(Optional::stream)
                .flatMap(provider -> provider.input("region").asText().stream())
                .collect(Collectors.groupingBy(region -> region, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private Draft regionOf(GraphResource resource) {
        String region = region(resource).orElse("");
        return outermost.computeIfAbsent(
                "region " + region,
                id -> new Draft(id, Kind.REGION, "AWS region", region.isEmpty() ? "not named" : region));
    }

    private Draft show(@Nullable Draft holder, Draft draft, GraphResource... resources) {
        for (GraphResource resource : resources) {
            draft.own.add(resource);
            shown.putIfAbsent(resource.urn(), draft);
        }
        drafts.put(draft.id, draft);
        if (holder == null) {
            outermost.put(draft.id, draft);
        } else {
            holder.add(draft);
        }
        return draft;
    }

    /** The tier of the subnets that a resource names, or else its region. */
    private Draft place(GraphResource resource, List<GraphResource> subnets) {
        return subnets.stream()
                .map(subnet -> tiers.get(subnet.urn()))
                .filter(tier -> tier != null)
                .findFirst()
                .map(drafts::get)
                .orElseGet(() -> regionOf(resource));
    }

    private List<GraphResource> ofType(String... types) {
        return graph.ofType(types);
    }

    // Outside

    private void createEdge() {
        boolean reachable = !ofType(DNS_RECORD).isEmpty()
                || ofType(LOAD_BALANCER).stream().anyMatch(this::isPublic)
                || !ofType(NAT_GATEWAY).isEmpty();
        if (reachable) {
            show(null, new Draft(INTERNET_ID, Kind.INTERNET, "", "Internet"));
        }
        Map<String, List<GraphResource>> zones = ofType(DNS_RECORD).stream()
                .filter(this::pointsToUs)
                .collect(Collectors.groupingBy(
                        record -> record.input("zoneId").asText().orElse(""), TreeMap::new, Collectors.toList()));
        zones.forEach((zone, records) -> {
            List<String> names = records.stream()
                    .map(record -> record.input("name").asText().orElse(record.name()))
                    .distinct()
                    .sorted()
                    .toList();
            Draft draft = show(
                    null,
                    new Draft("cloudflare " + zone, Kind.CLOUDFLARE, "Cloudflare", commonDomain(names)),
                    records.toArray(GraphResource[]::new));
            names.forEach(draft::detail);
            Set<String> phases = ofType(RULESET).stream()
                    .filter(ruleset ->
                            ruleset.input("zoneId").asText().orElse("").equals(zone))
                    .peek(draft.folded::add)
                    .flatMap(ruleset -> ruleset.input("phase").asText().stream())
                    .collect(Collectors.toSet());
            List<String> rules = PHASES.entrySet().stream()
                    .filter(phase -> phases.contains(phase.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            lines(rules).forEach(draft::detail);
        });
    }

    private boolean pointsToUs(GraphResource dnsRecord) {
        return !graph.references(dnsRecord, "content", LOAD_BALANCER).isEmpty();
    }

    /** The longest domain that all names lie in. */
    private static String commonDomain(List<String> names) {
        String domain = names.get(0);
        while (domain.contains(".")) {
            String candidate = domain;
            if (names.stream().allMatch(name -> name.equals(candidate) || name.endsWith("." + candidate))) {
                return domain;
            }
            domain = domain.substring(domain.indexOf('.') + 1);
        }
        return names.size() + " hostnames";
    }

    private boolean isPublic(GraphResource loadBalancer) {
        return !loadBalancer.input("internal").asBoolean().orElse(false);
    }

    // Networks

    private enum Reach {
        PUBLIC("Public subnets", "a route to the internet gateway"),
        PRIVATE("Private subnets", "outwards through NAT"),
        ISOLATED("Data subnets", "no route to the internet");

        private final String title;
        private final String meaning;

        Reach(String title, String meaning) {
            this.title = title;
            this.meaning = meaning;
        }
    }

    private void createNetworks() {
        for (GraphResource vpc : ofType(VPC)) {
            Draft draft = show(
                    regionOf(vpc),
                    new Draft(vpc.urn(), Kind.VPC, "VPC", join(" ", name(vpc), text(vpc, "cidrBlock"))),
                    vpc);
            for (Reach reach : Reach.values()) {
                List<GraphResource> subnets = ofType(SUBNET).stream()
                        .filter(subnet ->
                                graph.references(subnet, "vpcId", VPC).contains(vpc) && reach(subnet) == reach)
                        .sorted(Comparator.comparing((GraphResource subnet) -> text(subnet, "availabilityZone"))
                                .thenComparing(GraphResource::urn))
                        .toList();
                if (!subnets.isEmpty()) {
                    createTier(draft, vpc, reach, subnets);
                }
            }
            createNatGateways(vpc);
            createEndpoints(vpc, draft);
        }
    }

    private void createTier(Draft network, GraphResource vpc, Reach reach, List<GraphResource> subnets) {
        Draft tier = show(network, new Draft(reach + " " + vpc.urn(), Kind.TIER, reach.meaning, reach.title));
        for (GraphResource subnet : subnets) {
            tiers.put(subnet.urn(), tier.id);
            show(
                    tier,
                    new Draft(
                            subnet.urn(),
                            Kind.SUBNET,
                            "",
                            join("  ", text(subnet, "availabilityZone"), text(subnet, "cidrBlock"))),
                    subnet);
        }
    }

    private Reach reach(GraphResource subnet) {
        List<GraphResource> routes = routes(subnet);
        boolean direct = routes.stream().anyMatch(route -> leads(route, "gatewayId", INTERNET_GATEWAY));
        boolean translated = routes.stream().anyMatch(route -> leads(route, "natGatewayId", NAT_GATEWAY));
        return direct ? Reach.PUBLIC : translated ? Reach.PRIVATE : Reach.ISOLATED;
    }

    private boolean leads(GraphResource route, String property, String type) {
        return !graph.references(route, route.type().equals(ROUTE) ? property : "routes", type)
                .isEmpty();
    }

    /** A subnet's routes: resources of their own, or a route table that has its routes in itself. */
    private List<GraphResource> routes(GraphResource subnet) {
        List<GraphResource> routes = new ArrayList<>();
        for (GraphResource association : graph.referrers(subnet, "subnetId", ROUTE_TABLE_ASSOCIATION)) {
            for (GraphResource table : graph.references(association, "routeTableId", ROUTE_TABLE)) {
                routes.add(table);
                routes.addAll(graph.referrers(table, "routeTableId", ROUTE));
            }
        }
        return routes;
    }

    private void createNatGateways(GraphResource vpc) {
        Map<String, List<GraphResource>> byTier = new TreeMap<>();
        for (GraphResource gateway : ofType(NAT_GATEWAY)) {
            for (GraphResource subnet : graph.references(gateway, "subnetId", SUBNET)) {
                String tier = tiers.getOrDefault(subnet.urn(), "");
                if (tier.endsWith(" " + vpc.urn())) {
                    byTier.computeIfAbsent(tier, key -> new ArrayList<>()).add(gateway);
                }
            }
        }
        byTier.forEach((tier, gateways) -> {
            Draft draft = show(
                    drafts.get(tier),
                    new Draft("nat " + tier, Kind.NAT_GATEWAY, "NAT", count(gateways.size(), "NAT gateway")),
                    gateways.toArray(GraphResource[]::new));
            draft.detail(gateways.size() == 1 ? "for all zones" : "one a zone");
        });
    }

    private void createEndpoints(GraphResource vpc, Draft network) {
        List<GraphResource> endpoints = graph.referrers(vpc, "vpcId", ENDPOINT);
        if (endpoints.isEmpty()) {
            return;
        }
        Predicate<GraphResource> isInterface =
                endpoint -> text(endpoint, "vpcEndpointType").equals("Interface");
        List<GraphResource> interfaces = endpoints.stream().filter(isInterface).toList();
        List<GraphResource> gateways =
                endpoints.stream().filter(isInterface.negate()).toList();
        Draft holder = interfaces.stream()
                .map(endpoint -> place(endpoint, graph.references(endpoint, "subnetIds", SUBNET)))
                .findFirst()
                .orElse(network);
        Draft draft = show(
                holder,
                new Draft(
                        "endpoints " + vpc.urn(),
                        Kind.ENDPOINTS,
                        "VPC endpoints",
                        interfaces.isEmpty()
                                ? count(gateways.size(), "gateway endpoint")
                                : count(interfaces.size(), "interface endpoint")),
                endpoints.toArray(GraphResource[]::new));
        lines(services(interfaces)).forEach(draft::detail);
        if (!gateways.isEmpty()) {
            draft.detail("gateway: " + String.join(", ", services(gateways)));
        }
    }

    /** The names of the services behind endpoints, such as {@code ecr.api}. */
    private static List<String> services(List<GraphResource> endpoints) {
        return endpoints.stream()
                .map(endpoint ->
                        text(endpoint, "serviceName").replaceFirst("^(com|cn\\.com)\\.amazonaws\\.[a-z0-9-]+\\.", ""))
                .filter(service -> !service.isEmpty())
                .sorted()
                .toList();
    }

    /** Sets words, separated by commas, in lines of about thirty characters. */
    private static List<String> lines(List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (!line.isEmpty() && line.length() + word.length() > 26) {
                lines.add(line + ",");
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    // What runs in them

    private void createLoadBalancers() {
        for (GraphResource loadBalancer : ofType(LOAD_BALANCER)) {
            boolean application = text(loadBalancer, "loadBalancerType").equals("application")
                    || loadBalancer.input("loadBalancerType").isAbsent();
            Draft draft = show(
                    place(loadBalancer, graph.references(loadBalancer, "subnets", SUBNET)),
                    new Draft(
                            loadBalancer.urn(),
                            Kind.LOAD_BALANCER,
                            application ? "Application Load Balancer" : "Load balancer",
                            name(loadBalancer)),
                    loadBalancer);
            List<GraphResource> listeners = graph.referrers(loadBalancer, "loadBalancerArn", LISTENER);
            draft.detail(listeners.stream()
                    .map(listener -> join(" ", text(listener, "protocol"), number(listener, "port")))
                    .sorted(Comparator.reverseOrder())
                    .collect(Collectors.joining(", ")));
            draft.folded.addAll(listeners);
            for (GraphResource listener : listeners) {
                for (GraphResource certificate :
                        graph.references(listener, "certificateArn", CERTIFICATE, CERTIFICATE_VALIDATION)) {
                    draft.folded.add(certificate);
                    draft.folded.addAll(graph.references(certificate, "certificateArn", CERTIFICATE));
                }
            }
            for (GraphResource association : graph.referrers(loadBalancer, "resourceArn", WEB_ACL_ASSOCIATION)) {
                draft.folded.add(association);
                draft.folded.addAll(graph.references(association, "webAclArn", WEB_ACL));
                draft.detail("AWS WAF");
            }
            draft.detail(isPublic(loadBalancer) ? "" : "internal");
        }
    }

    private void createServices() {
        for (GraphResource service : ofType(SERVICE)) {
            Draft tier = place(service, graph.references(service, "networkConfiguration", SUBNET));
            Draft holder = graph.references(service, "cluster", CLUSTER).stream()
                    .findFirst()
                    .map(cluster -> cluster(tier, cluster))
                    .orElse(tier);
            boolean fargate = text(service, "launchType").equals("FARGATE");
            Draft draft = show(
                    holder,
                    new Draft(service.urn(), Kind.SERVICE, fargate ? "Fargate service" : "ECS service", name(service)),
                    service);
            for (GraphResource task : graph.references(service, "taskDefinition", TASK_DEFINITION)) {
                draft.folded.add(task);
                draft.detail(size(task));
            }
            List<GraphResource> targets = graph.referrers(service, "resourceId", SCALING_TARGET);
            draft.detail(targets.stream()
                    .findFirst()
                    .map(target -> range(number(target, "minCapacity"), number(target, "maxCapacity"), "task"))
                    .orElseGet(() -> count(number(service, "desiredCount"), "task")));
        }
    }

    private Draft cluster(Draft tier, GraphResource cluster) {
        String id = "cluster " + tier.id + " " + cluster.urn();
        Draft known = drafts.get(id);
        return known == null ? show(tier, new Draft(id, Kind.COMPONENT, "ECS cluster", name(cluster)), cluster) : known;
    }

    private static String size(GraphResource task) {
        double units = task.input("cpu").asNumber().orElse(0);
        double mebibytes = task.input("memory").asNumber().orElse(0);
        return units == 0 ? "" : decimal(units / 1024) + " vCPU, " + decimal(mebibytes / 1024) + " GiB";
    }

    private void createDatabases() {
        List<GraphResource> databases = ofType(DATABASE).stream()
                .sorted(Comparator.comparing(
                                (GraphResource database) -> !sources(database).isEmpty())
                        .thenComparing(GraphResource::urn))
                .toList();
        for (GraphResource database : databases) {
            List<GraphResource> sources = sources(database);
            boolean multiAz = database.input("multiAz").asBoolean().orElse(false);
            boolean alone = sources.isEmpty()
                    && !multiAz
                    && databases.stream().noneMatch(other -> sources(other).contains(database));
            Draft holder = databaseHolder(database, sources, alone);
            Draft draft = show(
                    holder,
                    new Draft(
                            database.urn(),
                            sources.isEmpty() ? Kind.DATABASE : Kind.REPLICA,
                            sources.isEmpty() ? engine(database) : "RDS read replica",
                            alone || !sources.isEmpty() ? name(database) : "Primary"),
                    database);
            draft.detail(text(database, "instanceClass"));
            if (sources.isEmpty()) {
                draft.detail(
                        range(number(database, "allocatedStorage"), number(database, "maxAllocatedStorage"), "GiB"));
            }
            String retention = number(database, "backupRetentionPeriod");
            draft.detail(retention.isEmpty() || retention.equals("0") ? "" : "backups kept " + retention + " days");
            if (multiAz) {
                show(holder, new Draft("standby " + database.urn(), Kind.STANDBY, "RDS standby", "Standby"))
                        .detail("in another zone");
                Draft standby = drafts.get("standby " + database.urn());
                if (standby != null) {
                    standby.own.add(database);
                }
            }
        }
    }

    /** A database of several instances is a group of them. */
    private Draft databaseHolder(GraphResource database, List<GraphResource> sources, boolean alone) {
        GraphResource first = sources.isEmpty() ? database : sources.get(0);
        Draft group = drafts.get("database " + first.urn());
        if (group != null) {
            return group;
        }
        Draft place = place(
                database,
                graph.references(first, "dbSubnetGroupName", DATABASE_SUBNETS).stream()
                        .flatMap(subnets -> graph.references(subnets, "subnetIds", SUBNET).stream())
                        .toList());
        return alone
                ? place
                : show(place, new Draft("database " + first.urn(), Kind.COMPONENT, "Database", name(first)));
    }

    private List<GraphResource> sources(GraphResource database) {
        return graph.references(database, "replicateSourceDb", DATABASE).stream()
                .filter(source -> !source.equals(database))
                .toList();
    }

    private static String engine(GraphResource database) {
        String engine = text(database, "engine");
        String words =
                switch (engine) {
                    case "postgres" -> "PostgreSQL";
                    case "mysql" -> "MySQL";
                    case "mariadb" -> "MariaDB";
                    default -> engine;
                };
        return join(" ", "RDS", words, text(database, "engineVersion"));
    }

    private void createCaches() {
        for (GraphResource cache : ofType(CACHE)) {
            Draft draft = show(
                    place(
                            cache,
                            graph.references(cache, "subnetGroupName", CACHE_SUBNETS).stream()
                                    .flatMap(subnets -> graph.references(subnets, "subnetIds", SUBNET).stream())
                                    .toList()),
                    new Draft(
                            cache.urn(),
                            Kind.CACHE,
                            join(" ", "ElastiCache", capitalised(text(cache, "engine")), text(cache, "engineVersion")),
                            name(cache)),
                    cache);
            draft.detail(text(cache, "nodeType"));
            int nodes = (int) cache.input("numCacheClusters").asNumber().orElse(1);
            draft.detail(nodes > 1 ? "1 primary, " + count(nodes - 1, "replica") : "1 node");
        }
    }

    // Storage and backups

    private void createBuckets() {
        for (GraphResource bucket : ofType(BUCKET)) {
            Draft draft = show(
                    regionOf(bucket), new Draft(bucket.urn(), Kind.BUCKET, "S3 bucket", bucketName(bucket)), bucket);
            List<String> logged = new ArrayList<>();
            for (GraphResource logging : graph.referrers(bucket, "targetBucket", BUCKET_LOGGING)) {
                graph.references(logging, "bucket", BUCKET).forEach(source -> logged.add(bucketName(source)));
            }
            graph.referrers(bucket, "accessLogs", LOAD_BALANCER).forEach(source -> logged.add(name(source)));
            if (!logged.isEmpty()) {
                draft.detail("access logs of");
                lines(logged.stream().distinct().sorted().toList()).forEach(draft::detail);
            }
        }
    }

    /** A bucket is named by its component; several of one component by themselves. */
    private static String bucketName(GraphResource bucket) {
        return bucket.name().replaceFirst("-bucket$", "");
    }

    private void createBackups() {
        for (GraphResource vault : ofType(VAULT)) {
            Draft draft = show(
                    regionOf(vault), new Draft(vault.urn(), Kind.BACKUP_VAULT, "Backup vault", name(vault)), vault);
            for (GraphResource plan : ofType(BACKUP_PLAN)) {
                for (PropertyValue rule : plan.input("rules").elements()) {
                    if (graph.references(plan, "rules", VAULT).contains(vault)) {
                        String days = number(rule.at(
                                isCopy(plan, vault)
                                        ? "copyActions[0].lifecycle.deleteAfter"
                                        : "lifecycle.deleteAfter"));
                        draft.detail(join(
                                " ",
                                rule.at("ruleName").asText().orElse(""),
                                days.isEmpty() ? "" : "kept " + days + " days"));
                    }
                }
            }
            draft.detail(graph.referrers(vault, "backupVaultName", VAULT_LOCK).isEmpty() ? "" : "locked");
            boolean tested = ofType(RESTORE_TEST).stream().anyMatch(test -> sameParent(test, vault));
            draft.detail(tested && !isCopyOfAny(vault) ? "restores tested" : "");
        }
        for (GraphResource copy : ofType(DATABASE_BACKUP_COPY)) {
            Draft draft = show(
                    regionOf(copy),
                    new Draft(copy.urn(), Kind.BACKUP_COPY, "RDS automated backups", "Copy of backups"),
                    copy);
            String days = number(copy, "retentionPeriod");
            draft.detail(days.isEmpty() ? "" : "kept " + days + " days");
        }
    }

    private static boolean sameParent(GraphResource one, GraphResource other) {
        return one.parent() != null && one.parent().equals(other.parent());
    }

    private boolean isCopyOfAny(GraphResource vault) {
        return ofType(BACKUP_PLAN).stream().anyMatch(plan -> isCopy(plan, vault));
    }

    /** A plan's vault is in its own region; the others that its rules name are copied to. */
    private boolean isCopy(GraphResource plan, GraphResource vault) {
        return graph.references(plan, "rules", VAULT).contains(vault)
                && !vault.provider().equals(plan.provider());
    }

    // What stands beside

    private void createOperations() {
        Map<String, Draft> regions = new LinkedHashMap<>();
        outermost.values().stream()
                .filter(draft -> draft.kind == Kind.REGION)
                .forEach(draft -> regions.put(draft.id, draft));
        List<String> types =
                List.of(ALARM, COMPOSITE_ALARM, DASHBOARD, TOPIC, SUBSCRIPTION, LOG_GROUP, KEY, SECRET, REPOSITORY);
        for (GraphResource resource : ofType(types.toArray(String[]::new))) {
            regions.putIfAbsent(regionOf(resource).id, regionOf(resource));
        }
        for (Draft region : regions.values()) {
            Draft operations = new Draft("operations " + region.id, Kind.OPERATIONS, "", "Operations and security");
            createAlarms(region, operations);
            createFolded(region, operations, Kind.LOGS, "CloudWatch Logs", Map.of(LOG_GROUP, "log group"));
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put(KEY, "key");
            keys.put(SECRET, "secret");
            createFolded(region, operations, Kind.KEYS, "KMS, Secrets Manager", keys);
            createFolded(region, operations, Kind.IMAGES, "ECR", Map.of(REPOSITORY, "image repository"));
            if (!operations.children().isEmpty()) {
                show(region, operations);
            }
        }
    }

    private List<GraphResource> within(Draft region, String... types) {
        return ofType(types).stream()
                .filter(resource -> regionOf(resource) == region)
                .toList();
    }

    private void createAlarms(Draft region, Draft holder) {
        List<GraphResource> alarms = within(region, ALARM, COMPOSITE_ALARM);
        List<GraphResource> rest = within(region, DASHBOARD, TOPIC, SUBSCRIPTION);
        if (alarms.isEmpty() && rest.isEmpty()) {
            return;
        }
        Draft draft = show(
                holder,
                new Draft("alarms " + region.id, Kind.ALARMS, "CloudWatch", count(alarms.size(), "alarm")),
                alarms.toArray(GraphResource[]::new));
        for (GraphResource resource : rest) {
            draft.folded.add(resource);
            shown.putIfAbsent(resource.urn(), draft);
        }
        draft.detail(countOf(within(region, DASHBOARD), "dashboard"));
        draft.detail(countOf(within(region, TOPIC), "topic"));
        draft.detail(countOf(within(region, SUBSCRIPTION), "subscriber"));
    }

    private void createFolded(Draft region, Draft holder, Kind kind, String caption, Map<String, String> types) {
        List<String> label = new ArrayList<>();
        List<GraphResource> all = new ArrayList<>();
        types.forEach((type, noun) -> {
            List<GraphResource> resources = within(region, type);
            all.addAll(resources);
            if (!resources.isEmpty()) {
                label.add(count(resources.size(), noun));
            }
        });
        if (!all.isEmpty()) {
            show(
                    holder,
                    new Draft(kind + " " + region.id, kind, caption, String.join(", ", label)),
                    all.toArray(GraphResource[]::new));
        }
    }

    private static String countOf(List<GraphResource> resources, String noun) {
        return resources.isEmpty() ? "" : count(resources.size(), noun);
    }

    // Flows

    private void connectRequests() {
        for (GraphResource dnsRecord : ofType(DNS_RECORD)) {
            for (GraphResource target : graph.references(dnsRecord, "content", LOAD_BALANCER)) {
                Draft zone = shown.get(dnsRecord.urn());
                if (zone != null) {
                    flow(INTERNET_ID, zone.id, "HTTPS", Flow.Type.REQUEST, null);
                    flow(zone.id, target.urn(), "HTTPS", Flow.Type.REQUEST, null);
                }
            }
        }
        for (GraphResource loadBalancer : ofType(LOAD_BALANCER)) {
            boolean fronted = flows.values().stream().anyMatch(flow -> flow.to().equals(loadBalancer.urn()));
            if (isPublic(loadBalancer) && !fronted) {
                flow(INTERNET_ID, loadBalancer.urn(), "HTTPS", Flow.Type.REQUEST, null);
            }
        }
        connectTargets();
        connectSecurityGroups();
        connectBuckets();
    }

    private void connectTargets() {
        for (GraphResource service : ofType(SERVICE)) {
            for (GraphResource group : graph.references(service, "loadBalancers", TARGET_GROUP)) {
                for (GraphResource loadBalancer : loadBalancers(group)) {
                    flow(
                            loadBalancer.urn(),
                            service.urn(),
                            join(" ", text(group, "protocol"), number(group, "port")),
                            Flow.Type.REQUEST,
                            null);
                }
            }
        }
    }

    private Set<GraphResource> loadBalancers(GraphResource targetGroup) {
        Set<GraphResource> listeners = new LinkedHashSet<>(graph.referrers(targetGroup, "defaultActions", LISTENER));
        for (GraphResource rule : graph.referrers(targetGroup, "actions", LISTENER_RULE)) {
            listeners.addAll(graph.references(rule, "listenerArn", LISTENER));
        }
        return listeners.stream()
                .flatMap(listener -> graph.references(listener, "loadBalancerArn", LOAD_BALANCER).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What may reach what inside the network is what the security groups let through. */
    private void connectSecurityGroups() {
        Map<String, List<String>> members = new HashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(SERVICE, "networkConfiguration");
        properties.put(DATABASE, "vpcSecurityGroupIds");
        properties.put(CACHE, "securityGroupIds");
        for (String type : LOAD_BALANCER) {
            properties.put(type, "securityGroups");
        }
        properties.forEach((type, property) -> ofType(type).forEach(member -> {
            boolean replica = type.equals(DATABASE) && !sources(member).isEmpty();
            // A replica shares its source's group; one arrow to the database says it.
            if (!replica) {
                graph.references(member, property, SECURITY_GROUP)
                        .forEach(group -> members.computeIfAbsent(group.urn(), urn -> new ArrayList<>())
                                .add(member.urn()));
            }
        }));
        for (GraphResource rule : ofType(INGRESS_RULE)) {
            for (GraphResource from : graph.references(rule, "referencedSecurityGroupId", SECURITY_GROUP)) {
                for (GraphResource to : graph.references(rule, "securityGroupId", SECURITY_GROUP)) {
                    for (String source : members.getOrDefault(from.urn(), List.of())) {
                        for (String target : members.getOrDefault(to.urn(), List.of())) {
                            flow(source, target, protocol(rule), Flow.Type.REQUEST, rule);
                        }
                    }
                }
            }
        }
    }

    private static String protocol(GraphResource rule) {
        int port = (int) rule.input("fromPort").asNumber().orElse(-1);
        boolean one = port >= 0 && number(rule, "fromPort").equals(number(rule, "toPort"));
        return one ? join(" ", PROTOCOLS.getOrDefault(port, "TCP"), String.valueOf(port)) : "";
    }

    /** A service uses the buckets that the policies of its task role name. */
    private void connectBuckets() {
        for (GraphResource service : ofType(SERVICE)) {
            for (GraphResource task : graph.references(service, "taskDefinition", TASK_DEFINITION)) {
                for (GraphResource role : graph.references(task, "taskRoleArn", ROLE)) {
                    for (GraphResource policy : graph.referrers(role, "role", ROLE_POLICY)) {
                        graph.references(policy, "policy", BUCKET)
                                .forEach(bucket ->
                                        flow(service.urn(), bucket.urn(), "objects", Flow.Type.REQUEST, null));
                    }
                }
            }
        }
    }

    private void connectNat() {
        for (GraphResource subnet : ofType(SUBNET)) {
            for (GraphResource route : routes(subnet)) {
                String property = route.type().equals(ROUTE) ? "natGatewayId" : "routes";
                for (GraphResource gateway : graph.references(route, property, NAT_GATEWAY)) {
                    Draft nat = shown.get(gateway.urn());
                    String tier = tiers.get(subnet.urn());
                    if (nat != null && tier != null) {
                        flow(tier, nat.id, "outbound", Flow.Type.OUTBOUND, null);
                        flow(nat.id, INTERNET_ID, "outbound", Flow.Type.OUTBOUND, null);
                    }
                }
            }
        }
    }

    private void connectCopies() {
        for (GraphResource database : ofType(DATABASE)) {
            flow(database.urn(), "standby " + database.urn(), "synchronous", Flow.Type.COPY, null);
            sources(database)
                    .forEach(source -> flow(source.urn(), database.urn(), "replication", Flow.Type.COPY, null));
        }
        for (GraphResource replication : ofType(BUCKET_REPLICATION)) {
            for (GraphResource source : graph.references(replication, "bucket", BUCKET)) {
                graph.references(replication, "rules", BUCKET)
                        .forEach(
                                target -> flow(source.urn(), target.urn(), "replication", Flow.Type.COPY, replication));
            }
        }
        for (GraphResource copy : ofType(DATABASE_BACKUP_COPY)) {
            graph.references(copy, "sourceDbInstanceArn", DATABASE)
                    .forEach(source -> flow(source.urn(), copy.urn(), "backups", Flow.Type.COPY, copy));
        }
        for (GraphResource selection : ofType(BACKUP_SELECTION)) {
            for (GraphResource plan : graph.references(selection, "planId", BACKUP_PLAN)) {
                connectPlan(selection, plan);
            }
        }
    }

    private void connectPlan(GraphResource selection, GraphResource plan) {
        List<GraphResource> vaults = graph.references(plan, "rules", VAULT);
        List<String> types = new ArrayList<>(List.of(BUCKET));
        types.add(DATABASE);
        for (GraphResource vault : vaults) {
            if (!isCopy(plan, vault)) {
                graph.references(selection, "resources", types.toArray(String[]::new))
                        .forEach(source -> flow(source.urn(), vault.urn(), "backup", Flow.Type.COPY, selection));
                vaults.stream()
                        .filter(other -> isCopy(plan, other))
                        .forEach(copy -> flow(vault.urn(), copy.urn(), "copies", Flow.Type.COPY, null));
            }
        }
    }

    /** Adds a flow between two elements that exist; the first to say what flows is believed. */
    private void flow(String from, String to, String label, Flow.Type type, @Nullable GraphResource via) {
        if (drafts.containsKey(from) && drafts.containsKey(to) && !from.equals(to)) {
            Operation operation = via == null ? Operation.SAME : operations.getOrDefault(via.urn(), Operation.SAME);
            Mark own = operation == Operation.CREATE || operation == Operation.DELETE ? Mark.of(operation) : Mark.NONE;
            flows.putIfAbsent(from + " " + to, new Flow(from, to, label, type, own));
        }
    }

    // What is folded

    /** Folds what is not shown into the first element of its component, and tells what is left. */
    private List<String> fold() {
        Map<String, Draft> byComponent = new HashMap<>();
        drafts.values().forEach(draft -> byParent(draft.own, draft, byComponent));
        drafts.values().forEach(draft -> byParent(draft.folded, draft, byComponent));
        Set<String> known = new HashSet<>(shown.keySet());
        drafts.values().forEach(draft -> draft.folded.forEach(resource -> known.add(resource.urn())));
        Map<String, Integer> left = new TreeMap<>();
        Set<String> changed = new TreeSet<>();
        for (GraphResource resource : graph.resources()) {
            if (!resource.custom()
                    || known.contains(resource.urn())
                    || resource.type().startsWith("pulumi:")) {
                continue;
            }
            Draft draft = ancestor(resource, byComponent);
            if (draft != null) {
                draft.folded.add(resource);
            } else {
                left.merge(resource.type(), 1, Integer::sum);
                if (operations.getOrDefault(resource.urn(), Operation.SAME) != Operation.SAME) {
                    changed.add(resource.name());
                }
            }
        }
        List<String> notes = new ArrayList<>();
        if (!left.isEmpty()) {
            notes.add("Not drawn: "
                    + left.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", ")));
        }
        if (!changed.isEmpty()) {
            notes.add("Changed, but not drawn: " + String.join(", ", changed));
        }
        return notes;
    }

    private void byParent(List<GraphResource> resources, Draft draft, Map<String, Draft> byComponent) {
        for (GraphResource resource : resources) {
            String parent = resource.parent();
            if (parent != null && !isStack(parent)) {
                byComponent.putIfAbsent(parent, draft);
            }
        }
    }

    /** What stands directly below the stack is no part of one another. */
    private boolean isStack(String urn) {
        return graph.resource(urn)
                .filter(resource -> resource.type().equals("pulumi:pulumi:Stack"))
                .isPresent();
    }

    private @Nullable Draft ancestor(GraphResource resource, Map<String, Draft> byComponent) {
        String parent = resource.parent();
        while (parent != null) {
            Draft draft = byComponent.get(parent);
            if (draft != null) {
                return draft;
            }
            parent = graph.resource(parent).map(GraphResource::parent).orElse(null);
        }
        return null;
    }

    // Words

    /** A resource goes by its component's name, where it has one. */
    private String name(GraphResource resource) {
        String own = resource.name();
        boolean severalInOne = Set.of(VAULT, DATABASE).contains(resource.type());
        return Optional.ofNullable(resource.parent())
                .flatMap(graph::resource)
                .filter(parent -> !isStack(parent.urn()))
                .map(GraphResource::name)
                .filter(parent -> severalInOne
                        ? Set.of(parent + "-instance", parent + "-vault").contains(own)
                        : own.startsWith(parent))
                .orElse(own);
    }

    private static String text(GraphResource resource, String property) {
        return resource.input(property).asText().orElse("");
    }

    private static String number(GraphResource resource, String property) {
        return number(resource.input(property));
    }

    private static String number(PropertyValue value) {
        return value.asNumber().isPresent() ? decimal(value.asNumber().getAsDouble()) : "";
    }

    private static String decimal(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static String count(int number, String noun) {
        return count(String.valueOf(number), noun);
    }

    private static String count(String number, String noun) {
        if (number.isEmpty()) {
            return "";
        }
        String plural = noun.endsWith("ory") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return number + " " + (number.equals("1") ? noun : plural);
    }

    private static String range(String from, String to, String unit) {
        String amount = from.equals(to) || to.isEmpty() ? from : from + "–" + to;
        if (amount.isEmpty()) {
            return "";
        }
        return unit.equals("task") ? count(amount, unit) : amount + " " + unit;
    }

    private static String capitalised(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }

    private static String join(String separator, String... words) {
        return List.of(words).stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(separator));
    }
}
