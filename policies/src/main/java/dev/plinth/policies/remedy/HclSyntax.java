package dev.plinth.policies.remedy;

import dev.plinth.policies.remedy.Value.Entries;
import dev.plinth.policies.remedy.Value.Flag;
import dev.plinth.policies.remedy.Value.Items;
import dev.plinth.policies.remedy.Value.Properties;
import dev.plinth.policies.remedy.Value.Text;
import dev.plinth.policies.terraform.TerraformNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Syntax of Terraform. */
final class HclSyntax extends Syntax {

    /** Terraform's types of the variables in examples. */
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("key", "aws_kms_key"),
            Map.entry("role", "aws_iam_role"),
            Map.entry("executionRole", "aws_iam_role"),
            Map.entry("taskRole", "aws_iam_role"),
            Map.entry("bucket", "aws_s3_bucket"),
            Map.entry("logs", "aws_s3_bucket"),
            Map.entry("topic", "aws_sns_topic"),
            Map.entry("queue", "aws_sqs_queue"),
            Map.entry("secret", "aws_secretsmanager_secret"),
            Map.entry("logGroup", "aws_cloudwatch_log_group"),
            Map.entry("certificate", "aws_acm_certificate"),
            Map.entry("vpc", "aws_vpc"),
            Map.entry("loadBalancer", "aws_lb"),
            Map.entry("distribution", "aws_cloudfront_distribution"),
            Map.entry("database", "aws_db_instance"),
            Map.entry("vault", "aws_backup_vault"),
            Map.entry("plan", "aws_backup_plan"));

    /** Names of lists in Terraform's providers of Docker and Cloudflare, which Pulumi has in the plural. */
    private static final Map<String, String> SINGULAR =
            Map.of("tests", "test", "drops", "drop", "adds", "add", "values", "value", "ins", "in");

    HclSyntax() {
        super("# ", "");
    }

    @Override
    Optional<String> options(Map<String, Value> options) {
        List<String> lines = new ArrayList<>();
        if (options.get("protect") instanceof Flag flag) {
            lines.add("prevent_destroy = " + flag.value());
        }
        if (options.get("ignoreChanges") instanceof Items items) {
            lines.add(items.values().stream()
                    .map(item -> snake(((Text) item).text()))
                    .collect(Collectors.joining(", ", "ignore_changes = [", "]")));
        }
        return lines.size() == options.size()
                ? Optional.of("lifecycle {\n    " + String.join("\n    ", lines) + "\n}")
                : Optional.empty();
    }

    @Override
    String resource(String token) {
        return token.startsWith("pulumi:providers:")
                ? "provider " + quoted(token.substring("pulumi:providers:".length()))
                : type(token);
    }

    private static String type(String token) {
        return TerraformNames.type(token)
                .orElseGet(() -> token.split(":", 2)[0] + "_" + snakeType(token.substring(token.lastIndexOf(':') + 1)));
    }

    private static String snakeType(String name) {
        return snake(Character.toLowerCase(name.charAt(0)) + name.substring(1));
    }

    @Override
    List<Layout> property(String name, Value value, Example example, String parent) {
        String type = example.token().startsWith("pulumi:providers:")
                ? example.token().replace("pulumi:providers:", TerraformNames.PROVIDER)
                : type(example.token());
        String plain = TerraformNames.terraform(type, parent, name);
        String argument = type.startsWith("aws_") ? plain : SINGULAR.getOrDefault(name, plain);
        String path = parent + argument + ".";
        if (isBlocks(type, value)) {
            List<Value> blocks = value instanceof Items items ? items.values() : List.of(value);
            return blocks.stream()
                    .map(block -> properties((Properties) block, example, path).after(argument + " "))
                    .toList();
        }
        return List.of(value(value, example, path).after(argument + " = "));
    }

    /** Cloudflare's, Vercel's and Supabase's resources have attributes in place of blocks. */
    private static boolean isBlocks(String type, Value value) {
        boolean blocks =
                type.startsWith("aws_") || type.startsWith("docker_") || type.startsWith(TerraformNames.PROVIDER);
        return blocks
                && (value instanceof Properties
                        || (value instanceof Items items
                                && items.values().stream().allMatch(Properties.class::isInstance)));
    }

    @Override
    String label(String name) {
        return snake(name) + " = ";
    }

    @Override
    Layout properties(Properties properties, Example example, String parent) {
        List<Layout> members = members(properties, example, parent);
        // A block on one line may hold one argument, and no block.
        boolean nested = properties.values().values().stream()
                .anyMatch(value -> value instanceof Properties || value instanceof Items);
        return new Layout("{ ", members, "", " }", members.size() > 1 || nested);
    }

    @Override
    Layout entries(Entries entries, Example example, String parent) {
        return Layout.group("{ ", pairs(entries, example, parent, " = "), " }");
    }

    @Override
    String key(String key) {
        return key.matches("\\w+") ? key : quoted(key);
    }

    @Override
    String reference(List<String> path, Example example) {
        String type = VARIABLES.get(path.get(0));
        String name = path.stream().map(Syntax::snake).collect(Collectors.joining("_"));
        return type == null || path.size() < 2 ? "var." + name : type + "." + joined(path, Syntax::snake);
    }

    @Override
    String secret(String key) {
        return "var." + snake(key);
    }
}
