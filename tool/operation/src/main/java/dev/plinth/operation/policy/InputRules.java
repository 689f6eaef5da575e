package dev.plinth.operation.policy;

import com.google.common.base.Suppliers;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.Bool;
import dev.plinth.model.PropertyValue.ListValue;
import dev.plinth.model.PropertyValue.Null;
import dev.plinth.model.PropertyValue.Num;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.PropertyValue.Text;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.policies.rule.Names;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.RuleProvider;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.cloud.ValueCheck;
import dev.plinth.simulator.cloud.ValueCheck.Rejection;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rule that the cloud accepts the inputs that a change sends. It uses the simulator's tables, so that an update does not
 * begin with a value that its provider passes on unchecked.
 *
 * <p>A value that the resource has already was accepted by the cloud, and is not checked again.
 */
public final class InputRules implements RuleProvider {

    private static final String ID = "resource-inputs-valid";
    private static final String DEFAULT_REGION = "us-east-1";

    /** Values with new members every few weeks, which {@code aws-value-exists} and {@code aws-version-exists} check by their form. */
    private static final Set<String> CHECKED_BY_FORM =
            Set.of("engineVersion", "instanceClass", "instanceType", "nodeType", "availabilityZone");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The number of releases from which an enumeration is a series that grows. */
    private static final int SERIES = 3;

    private static final int MOST_SHOWN = 30;

    private static final Supplier<ValueCheck> CHECK = Suppliers.memoize(() -> new ValueCheck(Simulator.registry()));
    private static final Supplier<List<Rule>> RULES = Suppliers.memoize(InputRules::create);

    /** Creates the provider of the rule. */
    public InputRules() {}

    @Override
    public List<Rule> rules() {
        return RULES.get();
    }

    private static List<Rule> create() {
        Rule.Builder rule = Rule.named(ID)
                .title("Inputs have values that the cloud accepts")
                .severity(Severity.HIGH)
                .risk("The cloud rejects the value during the update, after other resources were changed.")
                .remediation(
                        """
                        Use a value that the message names:
                        LogGroupArgs.builder().retentionInDays(30)
                        """);
        ValueCheck.types().forEach(rule::on);
        return List.of(rule.requiresOfChange(InputRules::judge));
    }

    private static Verdict judge(ResourceChange change, RuleContext context) {
        if (change.after().isEmpty()
                || change.operation() == Operation.SAME
                || change.operation() == Operation.DELETE) {
            return Verdict.NOT_APPLICABLE;
        }
        Set<Rejection> accepted = change.before().map(resource -> rejections(resource, context)).stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return Verdict.all(rejections(change.after().get(), context).stream()
                .filter(rejection -> !accepted.contains(rejection))
                .map(rejection -> verdict(change.after().get(), rejection))
                .toList());
    }

    private static List<Rejection> rejections(GraphResource resource, RuleContext context) {
        return CHECK
                .get()
                .of(resource.type(), resource.urn(), plain(resource.inputs()), region(resource, context))
                .stream()
                .filter(rejection -> !CHECKED_BY_FORM.contains(lastName(rejection.path())))
                .filter(rejection -> !isDefault(resource.input(rejection.path())))
                .filter(rejection -> !isNewer(resource.input(rejection.path()), rejection.allowed()))
                .toList();
    }

    /** Returns whether a value is the one that the bridged providers have for a property that is not set. */
    private static boolean isDefault(PropertyValue value) {
        return value instanceof Num number
                ? number.value() == 0 || number.value() == -1
                : value instanceof Text text && text.value().isEmpty();
    }

    private static Verdict verdict(GraphResource resource, Rejection rejection) {
        if (rejection.path().isEmpty()) {
            return Verdict.fail(rejection.message());
        }
        PropertyValue value = resource.input(rejection.path());
        if (rejection.allowed().isEmpty() || value.isAbsent()) {
            return Verdict.fail(rejection.message(), rejection.path());
        }
        return Verdict.fail(
                rejection.path() + " is " + value.describe() + suggestion(value, rejection.allowed())
                        + " but must be one of " + shortened(rejection.allowed()),
                rejection.path());
    }

    private static String suggestion(PropertyValue value, List<String> allowed) {
        if (value instanceof Num number && allowed.stream().allMatch(each -> each.matches("\\d{1,9}"))) {
            return allowed.stream()
                    .min(Comparator.comparingDouble(each -> Math.abs(Integer.parseInt(each) - number.value())))
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
        }
        return Names.suggestion(text(value), allowed);
    }

    /** Returns the values in their order, numbers by size. */
    private static String shortened(List<String> allowed) {
        List<String> sorted = allowed.stream()
                .sorted(Comparator.comparingLong(
                                (String each) -> each.matches("\\d{1,9}") ? Long.parseLong(each) : Long.MAX_VALUE)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        return sorted.size() <= MOST_SHOWN
                ? String.join(", ", sorted)
                : String.join(", ", sorted.subList(0, MOST_SHOWN)) + " and " + (sorted.size() - MOST_SHOWN) + " more";
    }

    /** Returns whether a value is probably a release that is newer than the tables, such as a runtime of the next year. */
    private static boolean isNewer(PropertyValue value, List<String> allowed) {
        String text = text(value);
        String form = NUMBER.matcher(text).replaceAll("#");
        if (form.equals("#") || !form.contains("#")) {
            return false;
        }
        List<String> series = allowed.stream()
                .filter(each -> NUMBER.matcher(each).replaceAll("#").equals(form))
                .toList();
        return series.size() >= SERIES && series.stream().allMatch(each -> compare(text, each) > 0);
    }

    private static int compare(String left, String right) {
        List<Integer> one = numbers(left);
        List<Integer> other = numbers(right);
        for (int i = 0; i < one.size(); i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<Integer> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(found -> found.group().length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(found.group()))
                .toList();
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1).replaceFirst("\\[\\d+]$", "");
    }

    private static String text(PropertyValue value) {
        return value instanceof Num number
                ? String.valueOf(Values.number(number.value()))
                : value.asText().orElse("");
    }

    private static String region(GraphResource resource, RuleContext context) {
        return resource.input("region")
                .asText()
                .or(() -> context.graph().resource(resource.provider()).flatMap(provider -> provider.input("region")
                        .asText()))
                .orElse(DEFAULT_REGION);
    }

    private static Map<String, Object> plain(ObjectValue inputs) {
        Map<String, Object> plain = new LinkedHashMap<>();
        inputs.properties().forEach((name, value) -> {
            if (!(value instanceof Null)) {
                plain.put(name, plain(value));
            }
        });
        return plain;
    }

    /** Returns a value as the simulator has it; secrets, assets and references are unknown. */
    private static Object plain(PropertyValue value) {
        if (value instanceof Text text) {
            return text.value();
        }
        if (value instanceof Num number) {
            return Values.number(number.value());
        }
        if (value instanceof Bool flag) {
            return flag.value();
        }
        if (value instanceof ListValue list) {
            return list.elements().stream().map(InputRules::plain).toList();
        }
        if (value instanceof ObjectValue object) {
            return plain(object);
        }
        return Unknown.VALUE;
    }
}
