package dev.plinth.simulator.table;

import dev.plinth.simulator.table.Violation.Kind;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against the tables' schemas: JSON Schema's keywords, with these differences.
 *
 * <ul>
 *   <li>An unknown value fits, and a condition on one is neither true nor false: none of its branches applies.
 *   <li>Enumerations and ranges compare a number, a boolean and their texts alike, since the provider takes either.
 *   <li>{@code requiredXor}, {@code requiredOr} and {@code atMostOne} hold groups of names; {@code dependentExcluded} is the opposite
 *       of {@code dependentRequired}; {@code enumCaseInsensitive} and {@code content} (of a JSON text) say what they are named after;
 *       {@code code} is the service's error code, {@code says} the description of a pattern.
 * </ul>
 */
final class Constraints {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secretString|secretBinary|authToken|privateKey).*");
    private static final int LONGEST = 200;
    private static final ConcurrentHashMap<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private final Map<String, Object> definitions;
    private final List<Violation> violations = new ArrayList<>();
    private boolean undecided;

    Constraints(Map<String, Object> definitions) {
        this.definitions = definitions;
    }

    /** The faults of a value, none when it fits. */
    List<Violation> check(Map<String, Object> schema, Object value) {
        check(schema, "", value, "");
        return List.copyOf(violations);
    }

    private void check(Object schema, String path, Object value, String code) {
        if (schema instanceof Boolean allowed) {
            if (!allowed) {
                if (Values.isUnknown(value)) {
                    undecided = true;
                } else if (isPresent(value)) {
                    report(path, Kind.COMBINATION, code, path + " is not allowed with the other settings");
                }
            }
            return;
        }
        Map<String, Object> rules = Values.asMap(schema);
        if (rules.get("$ref") instanceof String reference) {
            check(Values.asMap(definitions.get(reference)), path, value, code);
            return;
        }
        if (value instanceof Unknown) {
            undecided = true;
            return;
        }
        String own = rules.get("code") instanceof String given ? given : code;
        if (rules.get("type") instanceof String type && !isOf(type, value)) {
            report(path, Kind.FORM, own, "expected " + path + " to be of type " + type);
            return;
        }
        if (value instanceof Map<?, ?> map) {
            checkObject(rules, path, Values.asMap(map), own);
        } else if (value instanceof List<?> list) {
            checkList(rules, path, list, own);
        } else {
            checkScalar(rules, path, value, own);
        }
        checkCombinations(rules, path, value, own);
    }

    private static boolean isOf(String type, Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            default -> true;
        };
    }

    private void checkObject(Map<String, Object> rules, String path, Map<String, Object> value, String code) {
        String prefix = path.isEmpty() ? "" : path + ".";
        Values.asMap(rules.get("properties")).forEach((name, member) -> {
            Object found = value.get(name);
            if (found != null) {
                check(member, prefix + name, found, code);
            }
        });
        for (String name : Values.strings(rules.get("required"))) {
            Object found = value.get(name);
            if (!(found instanceof Unknown) && !(found instanceof Boolean) && !isPresent(found)) {
                report(prefix + name, Kind.MISSING, code, prefix + name + " is required");
            }
        }
        groups(rules, "requiredXor").forEach(group -> count(group, prefix, value, 1, 1, code));
        groups(rules, "requiredOr").forEach(group -> count(group, prefix, value, 1, Integer.MAX_VALUE, code));
        groups(rules, "atMostOne").forEach(group -> count(group, prefix, value, 0, 1, code));
        Values.asMap(rules.get("dependentExcluded")).forEach((name, others) -> {
            for (String other : Values.strings(others)) {
                if (isPresent(value.get(name)) && isPresent(value.get(other))) {
                    report(
                            prefix + other,
                            Kind.COMBINATION,
                            code,
                            prefix + other + " and " + name + " exclude each other");
                }
            }
        });
        Values.asMap(rules.get("dependentRequired")).forEach((name, others) -> {
            for (String other : Values.strings(others)) {
                if (isPresent(value.get(name)) && !value.containsKey(other)) {
                    report(prefix + other, Kind.MISSING, code, prefix + other + " is required with " + name);
                }
            }
        });
    }

    private static List<List<String>> groups(Map<String, Object> rules, String keyword) {
        return Values.asList(rules.get(keyword)).stream().map(Values::strings).toList();
    }

    private void count(List<String> group, String prefix, Map<String, Object> value, int least, int most, String code) {
        long known = group.stream().filter(name -> isPresent(value.get(name))).count();
        boolean unknown = group.stream().anyMatch(name -> Values.isUnknown(value.get(name)));
        String names = String.join(", ", group);
        if (known > most) {
            report(
                    prefix + group.get(0),
                    Kind.COMBINATION,
                    code,
                    "expected only one of " + names + " in " + place(prefix));
        } else if (known < least && !unknown) {
            report(
                    prefix + group.get(0),
                    Kind.MISSING,
                    code,
                    "expected " + (most == 1 ? "exactly one of " : "at least one of ") + names + " in "
                            + place(prefix));
        }
    }

    private static String place(String prefix) {
        return prefix.isEmpty() ? "the resource" : prefix.substring(0, prefix.length() - 1);
    }

    /** Returns whether a property is set: not absent, empty, off or unknown. */
    private static boolean isPresent(@Nullable Object value) {
        return value != null
                && !"".equals(value)
                && !Boolean.FALSE.equals(value)
                && !(value instanceof Unknown)
                && !(value instanceof Collection<?> elements && elements.isEmpty());
    }

    private void checkList(Map<String, Object> rules, String path, List<?> value, String code) {
        if (rules.get("minItems") instanceof Number least && value.size() < least.longValue()) {
            report(
                    path,
                    Kind.FORM,
                    code,
                    "expected " + path + " to have at least " + least + " elements, got " + value.size());
        }
        if (rules.get("maxItems") instanceof Number most && value.size() > most.longValue()) {
            report(
                    path,
                    Kind.FORM,
                    code,
                    "expected " + path + " to have at most " + most + " elements, got " + value.size());
        }
        if (Boolean.TRUE.equals(rules.get("uniqueItems"))
                && !Values.isUnknown(value)
                && new HashSet<>(value).size() < value.size()) {
            report(path, Kind.FORM, code, "expected the elements of " + path + " to be unique");
        }
        Object items = rules.get("items");
        if (items != null) {
            for (int i = 0; i < value.size(); i++) {
                check(items, path + "[" + i + "]", value.get(i), code);
            }
        }
        Object contains = rules.get("contains");
        if (contains != null && value.stream().noneMatch(element -> Boolean.TRUE.equals(fits(contains, element)))) {
            report(path, Kind.FORM, code, path + " lacks an element");
        }
    }

    private void checkScalar(Map<String, Object> rules, String path, Object value, String code) {
        String text = text(value);
        String name = path.replaceAll("\\[\\d+]$", "");
        String shown = SECRET.matcher(name).matches() ? "" : ", got " + shortened(text);
        List<?> allowed = Values.asList(rules.get("enum"));
        if (!allowed.isEmpty() && allowed.stream().noneMatch(each -> text(each).equals(text))) {
            reportEnumeration(path, allowed, shown, code);
        }
        List<?> alike = Values.asList(rules.get("enumCaseInsensitive"));
        if (!alike.isEmpty() && alike.stream().noneMatch(each -> text(each).equalsIgnoreCase(text))) {
            reportEnumeration(path, alike, shown, code);
        }
        Object constant = rules.get("const");
        if (constant != null && !text(constant).equals(text)) {
            report(path, Kind.FORM, code, "expected " + path + " to be " + text(constant) + shown);
        }
        if (rules.get("pattern") instanceof String pattern
                && !pattern(pattern).matcher(text).find()) {
            String expected = rules.get("says") instanceof String description
                    ? "be " + description
                    : "match " + shortened(pattern);
            report(path, Kind.FORM, code, "expected " + path + " to " + expected + shown);
        }
        if (value instanceof String) {
            int length = text.codePointCount(0, text.length());
            long least = rules.get("minLength") instanceof Number number ? number.longValue() : 0;
            long most = rules.get("maxLength") instanceof Number number ? number.longValue() : Long.MAX_VALUE;
            if (length < least || length > most) {
                String range = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
                report(path, Kind.FORM, code, "expected the length of " + path + " to be " + range + ", got " + length);
            }
        }
        checkRange(rules, path, text, code);
        if (rules.get("format") instanceof String format && !Formats.fits(format, text)) {
            report(path, Kind.FORM, code, "expected " + path + " to be " + Formats.description(format) + shown);
        }
        if (rules.get("content") != null && value instanceof String) {
            checkContent(rules.get("content"), path, text, code);
        }
    }

    private void checkRange(Map<String, Object> rules, String path, String text, String code) {
        if (!text.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?")) {
            return;
        }
        double number = Double.parseDouble(text);
        Number least = rules.get("minimum") instanceof Number given ? given : null;
        Number most = rules.get("maximum") instanceof Number given ? given : null;
        if ((least != null && number < least.doubleValue()) || (most != null && number > most.doubleValue())) {
            String range = least == null
                    ? "at most " + most
                    : most == null ? "at least " + least : "in the range (" + least + " - " + most + ")";
            report(path, Kind.VALUE, code, "expected " + path + " to be " + range + ", got " + text);
        }
        if (rules.get("multipleOf") instanceof Number step && number % step.doubleValue() != 0) {
            report(path, Kind.VALUE, code, "expected " + path + " to be a multiple of " + step + ", got " + text);
        }
    }

    private void checkContent(@Nullable Object schema, String path, String text, String code) {
        try {
            Object parsed = Values.fromJson(text);
            if (parsed == null) {
                report(path, Kind.FORM, code, path + " contains invalid JSON: it is null");
            } else {
                check(Objects.requireNonNull(schema), path, parsed, code);
            }
        } catch (IllegalArgumentException e) {
            report(path, Kind.FORM, code, path + " contains invalid JSON");
        }
    }

    private void checkCombinations(Map<String, Object> rules, String path, Object value, String code) {
        Values.asList(rules.get("allOf")).forEach(part -> check(part, path, value, code));
        List<?> any = Values.asList(rules.get("anyOf"));
        if (!any.isEmpty()) {
            oneFits(any, path, value, false, code);
        }
        List<?> one = Values.asList(rules.get("oneOf"));
        if (!one.isEmpty()) {
            oneFits(one, path, value, true, code);
        }
        Object not = rules.get("not");
        if (not != null) {
            Boolean fits = fits(not, value);
            undecided |= fits == null;
            if (Boolean.TRUE.equals(fits)) {
                report(path, Kind.VALUE, code, place(path + ".") + " has a value that is not allowed");
            }
        }
        Object condition = rules.get("if");
        if (condition != null) {
            Boolean fits = fits(condition, value);
            undecided |= fits == null;
            Object branch = fits == null ? null : rules.get(fits ? "then" : "else");
            if (Boolean.FALSE.equals(branch)) {
                Set<String> names = new java.util.LinkedHashSet<>(
                        Values.strings(Values.asMap(condition).get("required")));
                names.addAll(
                        Values.asMap(Values.asMap(condition).get("properties")).keySet());
                report(path, Kind.COMBINATION, code, "invalid combination of " + String.join(", ", names));
            } else if (branch != null) {
                check(branch, path, value, code);
            }
        }
    }

    private void oneFits(List<?> schemas, String path, Object value, boolean exactly, String code) {
        List<@Nullable Boolean> results = new ArrayList<>();
        schemas.forEach(schema -> results.add(fits(schema, value)));
        if (results.contains(null)) {
            undecided = true;
            return;
        }
        long fitting = results.stream().filter(Boolean.TRUE::equals).count();
        if (fitting == 0) {
            // The first alternative's faults say what is expected.
            check(schemas.get(0), path, value, code);
        } else if (exactly && fitting > 1) {
            report(path, Kind.COMBINATION, code, "expected " + place(path + ".") + " to fit only one alternative");
        }
    }

    /** Returns whether a value fits; null when unknown values decide it. */
    private @Nullable Boolean fits(Object schema, Object value) {
        Constraints attempt = new Constraints(definitions);
        attempt.check(schema, "", value, "");
        return attempt.violations.isEmpty() ? (attempt.undecided ? null : Boolean.TRUE) : Boolean.FALSE;
    }

    private void report(String path, Kind kind, String code, String message) {
        violations.add(new Violation(path, kind, code, message, List.of()));
    }

    private void reportEnumeration(String path, List<?> allowed, String shown, String code) {
        violations.add(new Violation(
                path,
                Kind.VALUE,
                code,
                "expected " + path + " to be one of " + shortened(allowed.toString()) + shown,
                allowed.stream().map(Constraints::text).toList()));
    }

    static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST).strip() + "…";
    }

    private static Pattern pattern(String expression) {
        return PATTERNS.computeIfAbsent(expression, Pattern::compile);
    }

    /** The text in lower case, for names that the services don't distinguish by case. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
