package dev.plinth.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way to a property inside an object: keys and list indices, written {@code ingress[0].cidrBlocks}. */
record PropertyPath(List<Step> steps) {

    /** One step: a key when the index is negative, else the index of a list. */
    record Step(String key, int index) {}

    private static final Pattern STEP = Pattern.compile("\\G(?:(?:^|(?<=.)\\.)([^.\\[\\]]+)|\\[(\\d+)])");

    static PropertyPath parse(String path) {
        if (!path.isEmpty() && path.indexOf('.') < 0 && path.indexOf('[') < 0 && path.indexOf(']') < 0) {
            return new PropertyPath(List.of(new Step(path, -1)));
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        int end = 0;
        while (end < path.length() && matcher.find()) {
            String index = matcher.group(2);
            steps.add(index == null ? new Step(matcher.group(1), -1) : new Step("", Integer.parseInt(index)));
            end = matcher.end();
        }
        if (end != path.length()) {
            throw new IllegalArgumentException("not a property path: " + path);
        }
        return new PropertyPath(List.copyOf(steps));
    }

    PropertyValue resolve(PropertyValue start) {
        PropertyValue value = start;
        boolean secret = false;
        for (Step step : steps) {
            secret |= value instanceof PropertyValue.Secret;
            value = step(value.revealed(), step);
        }
        boolean mark = secret && !(value instanceof PropertyValue.Secret) && !value.isAbsent();
        return mark ? new PropertyValue.Secret(value) : value;
    }

    private static PropertyValue step(PropertyValue value, Step step) {
        if (value.isUnknown()) {
            return PropertyValue.Unknown.VALUE;
        }
        if (step.index() >= 0) {
            List<PropertyValue> elements = value.elements();
            return step.index() < elements.size() ? elements.get(step.index()) : PropertyValue.Null.VALUE;
        }
        return value instanceof PropertyValue.ObjectValue object ? object.get(step.key()) : PropertyValue.Null.VALUE;
    }
}
