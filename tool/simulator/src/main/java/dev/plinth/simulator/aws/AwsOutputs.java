package dev.plinth.simulator.aws;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.OutputTable.Fact;
import dev.plinth.simulator.aws.common.Zones;
import dev.plinth.simulator.aws.network.Network;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.OutputFormats;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The formats of AWS's ids and outputs: the table in {@code outputs.txt}, and general rules for what it leaves out. */
final class AwsOutputs implements OutputFormats {

    /** The service in an ARN, where it is not the name of the module. */
    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("acmpca", "acm-pca"),
            Map.entry("apigatewayv2", "apigateway"),
            Map.entry("appautoscaling", "application-autoscaling"),
            Map.entry("cfg", "config"),
            Map.entry("cloudhsmv2", "cloudhsm"),
            Map.entry("codegurureviewer", "codeguru-reviewer"),
            Map.entry("codestarconnections", "codestar-connections"),
            Map.entry("codestarnotifications", "codestar-notifications"),
            Map.entry("cognito", "cognito-idp"),
            Map.entry("connect", "connect"),
            Map.entry("costexplorer", "ce"),
            Map.entry("devopsguru", "devops-guru"),
            Map.entry("directoryservice", "ds"),
            Map.entry("docdb", "rds"),
            Map.entry("docdbelastic", "docdb-elastic"),
            Map.entry("ebs", "ec2"),
            Map.entry("ec2clientvpn", "ec2"),
            Map.entry("ec2transitgateway", "ec2"),
            Map.entry("ecrpublic", "ecr-public"),
            Map.entry("efs", "elasticfilesystem"),
            Map.entry("elasticsearch", "es"),
            Map.entry("elb", "elasticloadbalancing"),
            Map.entry("emr", "elasticmapreduce"),
            Map.entry("emrcontainers", "emr-containers"),
            Map.entry("emrserverless", "emr-serverless"),
            Map.entry("finspace", "finspace"),
            Map.entry("keyspaces", "cassandra"),
            Map.entry("kinesisanalyticsv2", "kinesisanalytics"),
            Map.entry("lb", "elasticloadbalancing"),
            Map.entry("licensemanager", "license-manager"),
            Map.entry("location", "geo"),
            Map.entry("memorydb", "memorydb"),
            Map.entry("msk", "kafka"),
            Map.entry("mskconnect", "kafkaconnect"),
            Map.entry("mwaa", "airflow"),
            Map.entry("neptune", "rds"),
            Map.entry("networkfirewall", "network-firewall"),
            Map.entry("networkmanager", "networkmanager"),
            Map.entry("opensearch", "es"),
            Map.entry("pinpoint", "mobiletargeting"),
            Map.entry("redshiftserverless", "redshift-serverless"),
            Map.entry("resourceexplorer", "resource-explorer-2"),
            Map.entry("resourcegroups", "resource-groups"),
            Map.entry("route53domains", "route53domains"),
            Map.entry("route53recoverycontrol", "route53-recovery-control"),
            Map.entry("route53recoveryreadiness", "route53-recovery-readiness"),
            Map.entry("s3control", "s3"),
            Map.entry("s3outposts", "s3-outposts"),
            Map.entry("sesv2", "ses"),
            Map.entry("sfn", "states"),
            Map.entry("ssmcontacts", "ssm-contacts"),
            Map.entry("ssmincidents", "ssm-incidents"),
            Map.entry("ssoadmin", "sso"),
            Map.entry("timestreaminfluxdb", "timestream-influxdb"),
            Map.entry("timestreamwrite", "timestream"),
            Map.entry("vpc", "ec2"),
            Map.entry("vpclattice", "vpc-lattice"));

    /** The modules whose resources belong to no region. */
    private static final Set<String> GLOBAL = Set.of(
            "account",
            "budgets",
            "cloudfront",
            "costexplorer",
            "ecrpublic",
            "globalaccelerator",
            "iam",
            "organizations",
            "route53domains",
            "shield",
            "waf");

    private static final List<String> SUBNETS =
            List.of("subnetId", "subnetIds", "subnets", "vpcConfig.subnetIds", "ipAddresses.subnetId");

    private static final Set<String> WORDS = Set.of("anew", "id", "import", "name", "predefined");

    private final OutputTable table = OutputTable.read();

    /** The types of the table. */
    List<String> types() {
        return table.types();
    }

    /** The properties that the table states for a type. */
    List<String> properties(String type) {
        return table.facts(type).stream()
                .filter(fact -> !isWord(fact))
                .map(Fact::property)
                .distinct()
                .toList();
    }

    /** A line {@code name bucket 63} names a property automatically; {@code name {tags.Name}} is an output like any other. */
    private static boolean isWord(Fact fact) {
        return WORDS.contains(fact.property()) && (!"name".equals(fact.property()) || isNaming(fact));
    }

    private static boolean isNaming(Fact fact) {
        return "name".equals(fact.property()) && fact.text().matches("\\w+ \\d+( lower)?");
    }

    @Override
    public void describe(ResourceShape shape, Behaviour behaviour) {
        if (!shape.type().startsWith("aws:")) {
            return;
        }
        String module = module(shape.type());
        if (GLOBAL.contains(module)) {
            behaviour.global();
        }
        List<Fact> facts = table.facts(shape.type());
        if (facts.isEmpty()) {
            if (shape.outputs().containsKey("arn")) {
                behaviour.arn(arn(shape, "{id}"));
            }
            return;
        }
        for (Fact fact : facts) {
            switch (fact.property()) {
                case "import" -> behaviour.importedAs(fact.text());
                case "anew" -> anew(behaviour, fact);
                case "predefined" -> behaviour.predefined(fact.text());
                case "name" -> {
                    if (isNaming(fact)) {
                        named(behaviour, fact.text().split(" ", -1));
                    }
                }
                default -> {
                    // Ids and outputs follow from the whole resource.
                }
            }
        }
        behaviour.id("{id}").check(operation -> {
            if (operation.old() == null) {
                Object id = new Rendering(operation, shape).value("id");
                operation.state().put("id", id == null ? operation.render("{hex17}") : id);
            }
        });
    }

    /** An output, then the inputs whose change computes it anew: {@code *} for any but those with a hyphen. */
    private static void anew(Behaviour behaviour, Fact fact) {
        List<String> words = List.of(fact.text().split(" ", -1));
        behaviour.newComputed(
                words.get(0),
                (changed, state) -> isGiven(fact, state)
                        && changed.stream()
                                .anyMatch(input -> words.contains(input)
                                        || (words.contains("*") && !words.contains("-" + input))));
    }

    private static boolean isGiven(Fact fact, Map<String, Object> state) {
        return fact.value() == null
                || fact.value()
                        .matcher(String.valueOf(state.get(Objects.requireNonNull(fact.other()))))
                        .matches();
    }

    /** The provider names {@code name} itself, as an input; other names come from the cloud. */
    private static void named(Behaviour behaviour, String[] words) {
        int maximum = Integer.parseInt(words[1]);
        boolean lowerCase = words.length == 3;
        if (!"name".equals(words[0])) {
            behaviour.generated(words[0], maximum, lowerCase);
        } else if (lowerCase) {
            behaviour.namedLowerCase(words[0], maximum);
        } else {
            behaviour.named(words[0], maximum);
        }
    }

    @Override
    public void fill(ResourceShape shape, Operation operation) {
        if (!shape.type().startsWith("aws:")) {
            return;
        }
        Rendering rendering = new Rendering(operation, shape);
        Map<String, Object> state = operation.state();
        for (String property : properties(shape.type())) {
            if (shape.outputs().containsKey(property)) {
                Object known = state.get(property);
                if (known == null) {
                    put(state, property, rendering.value(property));
                } else if (known instanceof Map<?, ?> && rendering.fromTable(property) instanceof Map<?, ?> members) {
                    Map<String, Object> merged = new LinkedHashMap<>(Values.asMap(members));
                    merged.putAll(Values.asMap(known));
                    state.put(property, merged);
                }
            }
        }
        for (PropertyShape output : shape.outputs().values()) {
            if (output.required() && output.type() == TypeShape.Scalar.STRING && !state.containsKey(output.name())) {
                put(state, output.name(), rendering.general(output.name()));
            }
        }
        String own = lowerFirst(shape.type().substring(shape.type().lastIndexOf(':') + 1)) + "Arn";
        if (shape.outputs().containsKey(own)) {
            state.putIfAbsent(own, operation.render(arn(shape, "{id}")));
        }
    }

    private static void put(Map<String, Object> state, String property, @Nullable Object value) {
        if (value != null) {
            state.put(property, value);
        }
    }

    private static String module(String type) {
        return type.split("[:/]", -1)[1];
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** The usual form of an ARN, for a type that the table leaves out. */
    private static String arn(ResourceShape shape, String id) {
        String module = module(shape.type());
        String kind = shape.type().split("[:/]", -1)[2].replaceAll("([a-z0-9])([A-Z])", "$1-$2");
        return "arn:aws:" + SERVICES.getOrDefault(module, module) + ":" + (GLOBAL.contains(module) ? "" : "{region}")
                + ":{account}:" + kind.toLowerCase(Locale.ROOT) + "/" + id;
    }

    /** The values of one resource's outputs, each of which may refer to others. */
    private final class Rendering {

        private final Operation operation;
        private final ResourceShape shape;
        private final Set<String> underway = new HashSet<>();

        Rendering(Operation operation, ResourceShape shape) {
            this.operation = operation;
            this.shape = shape;
        }

        /** The value of a property: the known one, or the table's. */
        @Nullable
        Object value(String property) {
            Object known = operation.get(property);
            return known == null || Values.isUnknown(known) ? fromTable(property) : known;
        }

        @Nullable
        Object fromTable(String property) {
            if (!underway.add(property)) {
                return null;
            }
            try {
                for (Fact fact : table.facts(shape.type())) {
                    if (fact.property().equals(property) && !isNaming(fact) && holds(fact)) {
                        return rendered(fact.text(), property);
                    }
                }
                return null;
            } finally {
                underway.remove(property);
            }
        }

        private boolean holds(Fact fact) {
            String other = fact.other();
            var expected = fact.value();
            if (other == null || expected == null) {
                return true;
            }
            Object value = value(other);
            return value != null && expected.matcher(String.valueOf(value)).matches();
        }

        /** The value of an output of any type by its name. */
        @Nullable
        Object general(String property) {
            return table.facts(OutputTable.ANY).stream()
                    .filter(fact -> property.matches(fact.property()))
                    .findFirst()
                    .map(fact -> rendered(fact.text(), property))
                    .orElse(null);
        }

        private Object rendered(String pattern, String property) {
            String text = operation.render(pattern, property, this::placeholder);
            PropertyShape output = shape.outputs().get(property);
            return output == null || output.type() == TypeShape.Scalar.STRING
                    ? text
                    : Objects.requireNonNull(Values.fromJson(text), pattern);
        }

        private @Nullable Object placeholder(String name) {
            return switch (name) {
                case "shortRegion" -> operation.region().replaceAll("([a-z]{2})-([a-z])[a-z]*-(\\d)", "$1$2$3");
                case "networkId" ->
                    "c" + Operation.digest("rds" + operation.region()).substring(0, 11);
                case "sha256" ->
                    Base64.getEncoder()
                            .encodeToString(operation.hex(32, "sha256").getBytes(StandardCharsets.US_ASCII));
                case "fingerprint" -> pairs(operation.hex(32, "fingerprint"));
                case "mac" -> "02:" + pairs(operation.hex(10, "mac"));
                case "certificate" ->
                    Base64.getEncoder()
                            .encodeToString(("-----BEGIN CERTIFICATE-----\n" + operation.hex(64, "certificate")
                                            + "\n-----END CERTIFICATE-----\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                case "majorVersion" -> majorVersion();
                case "parameterPath" -> operation.text("name").replaceFirst("^(?!/)", "/");
                case "serviceName" -> serviceName(operation.text("awsServiceName"));
                case "orgId" -> Operation.digest("organization").substring(0, 10);
                case "orgRoot" -> Operation.digest("organization root").substring(0, 4);
                case "subnet" -> subnet().id();
                case "vpcOfSubnet" -> subnet().text("vpcId");
                case "zoneOfSubnet" -> zone();
                case "zoneIdOfSubnet" -> Zones.id(zone());
                case "privateAddress" -> Network.firstAddress(operation, subnet().id());
                case "privateDns" ->
                    "ip-" + String.valueOf(address("privateIp")).replace('.', '-') + "." + operation.region()
                            + ".compute.internal";
                case "publicAddress" -> isPublic() ? Network.address(operation, "198.51.100") : "";
                case "publicDns" ->
                    isPublic()
                            ? "ec2-" + String.valueOf(address("publicIp")).replace('.', '-') + "." + operation.region()
                                    + ".compute.amazonaws.com"
                            : "";
                default -> value(name);
            };
        }

        private Object address(String property) {
            Object known = operation.get(property);
            return Optional.ofNullable(known == null ? general(property) : known)
                    .orElse("");
        }

        private boolean isPublic() {
            Object asked = operation.get("associatePublicIpAddress");
            return asked == null ? subnet().flag("mapPublicIpOnLaunch") : Boolean.TRUE.equals(asked);
        }

        /** The first subnet of the resource, or the default one. */
        private StoredResource subnet() {
            Stream<String> named = SUBNETS.stream().flatMap(path -> operation.texts(path).stream());
            return named.map(id -> operation.find(AwsTypes.EC2_SUBNET, id))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseGet(() -> {
                        List<StoredResource> defaults = operation.predefined(AwsTypes.EC2_SUBNET);
                        String zone = operation.text("availabilityZone");
                        return defaults.stream()
                                .filter(subnet ->
                                        subnet.text("availabilityZone").equals(zone))
                                .findFirst()
                                .orElse(defaults.get(0));
                    });
        }

        private String zone() {
            String zone = operation.text("availabilityZone");
            return zone.isEmpty() ? subnet().text("availabilityZone") : zone;
        }

        private String majorVersion() {
            String version = String.valueOf(value("engineVersion"));
            String[] parts = version.split("\\.", -1);
            boolean one = parts.length < 2 || String.valueOf(value("engine")).contains("postgres");
            return one ? parts[0] : parts[0] + "." + parts[1];
        }
    }

    private static String pairs(String hex) {
        return String.join(":", hex.split("(?<=\\G..)", -1)).replaceAll(":$", "");
    }

    /** {@code autoscaling.amazonaws.com} is {@code Autoscaling}. */
    private static String serviceName(String service) {
        return Stream.of(service.replaceAll("\\.amazonaws\\.com$", "").split("[.-]", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
