package dev.plinth.simulator.aws;

import dev.plinth.simulator.aws.OutputTable.Fact;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.OutputFormats;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    private static final Set<String> WORDS = Set.of("recomputed", "id", "import", "name", "predefined");

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

    static boolean isNaming(Fact fact) {
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
                case "recomputed" -> recomputed(behaviour, fact);
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
                Object id = new OutputRendering(table, operation, shape).value("id");
                operation.state().put("id", id == null ? operation.render("{hex17}") : id);
            }
        });
    }

    /** An output, then the inputs whose change computes it again: {@code *} for any but those with a hyphen. */
    private static void recomputed(Behaviour behaviour, Fact fact) {
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
        OutputRendering rendering = new OutputRendering(table, operation, shape);
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
}
