package dev.plinth.policies.rule;

import com.google.common.base.Suppliers;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A policy rule: a literal id that never changes meaning, a title that states the compliant condition, and one function
 * from a resource to a verdict. Build one with {@link #named}.
 *
 * <p>Long, because each fact of a rule has a field, an accessor and a documented method of the builder.
 */
public final class Rule {

    /** Subject of a rule. */
    public enum Scope {
        /** A resource's inputs, and its provider. */
        RESOURCE,
        /** A resource and the stack around it. */
        STACK,
        /** The operation on a resource: the operation, and the resource before and after it. */
        CHANGE
    }

    private final String id;
    private final String title;
    private final Severity severity;
    private final Scope scope;
    private final SortedMap<String, List<String>> types;
    private final Set<String> judged;
    private final SortedMap<String, List<String>> relatedTypes;
    private final String risk;
    private final String javaRemediation;
    private final Supplier<String> remediation;
    private final String remediationLanguage;
    private final List<Reference> references;
    private final boolean waivable;
    private final boolean guardsDeletion;
    private final boolean advisory;
    private final boolean readsPulumiOptions;
    private final @Nullable Remediation correction;
    private final Set<Threshold> thresholds;
    private final List<Parameter<?>> parameters;
    private final Condition condition;
    private final ChangeCondition changeCondition;

    private Rule(Builder builder, Scope scope, Condition condition, ChangeCondition changeCondition) {
        this.id = builder.id;
        this.title = present(builder.title, builder.id, "title");
        this.severity = present(builder.severity, builder.id, "severity");
        this.risk = present(builder.risk, builder.id, "risk");
        this.javaRemediation = present(builder.remediation, builder.id, "remediation");
        this.remediation = Suppliers.ofInstance(javaRemediation);
        this.remediationLanguage = "java";
        this.scope = scope;
        this.types = Collections.unmodifiableSortedMap(new TreeMap<>(builder.types));
        this.judged = Set.of(ResourceTypes.withAliases(types.keySet().toArray(String[]::new)));
        this.relatedTypes = Collections.unmodifiableSortedMap(new TreeMap<>(builder.relatedTypes));
        this.references = List.copyOf(builder.references);
        this.waivable = builder.waivable;
        this.guardsDeletion = builder.guardsDeletion;
        this.advisory = builder.advisory;
        this.readsPulumiOptions = builder.readsPulumiOptions;
        this.correction = builder.correction;
        this.thresholds = Collections.unmodifiableSet(EnumSet.copyOf(builder.thresholds));
        this.parameters = List.copyOf(builder.parameters);
        this.condition = condition;
        this.changeCondition = changeCondition;
        if (types.isEmpty()) {
            throw new IllegalStateException("rule " + id + " has no resource type");
        }
        // The engine corrects a resource when it is registered, before it knows the stack.
        if (correction != null && scope != Scope.RESOURCE) {
            throw new IllegalStateException("rule " + id + " has a remediation, so it must check a single resource");
        }
    }

    private Rule(Rule other, String remediationLanguage, Supplier<String> remediation) {
        this.id = other.id;
        this.title = other.title;
        this.severity = other.severity;
        this.risk = other.risk;
        this.javaRemediation = other.javaRemediation;
        this.remediation = Suppliers.memoize(remediation::get);
        this.remediationLanguage = remediationLanguage;
        this.scope = other.scope;
        this.types = other.types;
        this.judged = other.judged;
        this.relatedTypes = other.relatedTypes;
        this.references = other.references;
        this.waivable = other.waivable;
        this.guardsDeletion = other.guardsDeletion;
        this.advisory = other.advisory;
        this.readsPulumiOptions = other.readsPulumiOptions;
        this.correction = other.correction;
        this.thresholds = other.thresholds;
        this.parameters = other.parameters;
        this.condition = other.condition;
        this.changeCondition = other.changeCondition;
    }

    private static <T> T present(@Nullable T value, String id, String what) {
        if (value == null) {
            throw new IllegalStateException("rule " + id + " has no " + what);
        }
        return value;
    }

    /**
     * Starts a rule.
     *
     * @param id lower case words joined by hyphens; it never changes meaning
     */
    public static Builder named(String id) {
        return new Builder(id);
    }

    /** Returns the id. */
    public String id() {
        return id;
    }

    /** Returns the compliant condition, as a statement. */
    public String title() {
        return title;
    }

    /** Returns how bad a violation is. */
    public Severity severity() {
        return severity;
    }

    /** Returns whether the rule needs the whole stack. */
    public Scope scope() {
        return scope;
    }

    /** Returns the type tokens that the rule judges, without aliases, and the property paths it reads of each. */
    public SortedMap<String, List<String>> types() {
        return types;
    }

    /** Returns the type tokens that the rule looks at beside those it judges, and the property paths it reads. */
    public SortedMap<String, List<String>> relatedTypes() {
        return relatedTypes;
    }

    /** Returns what can happen where the rule is violated. */
    public String risk() {
        return risk;
    }

    /** Returns what to change: a sentence, and an example on the lines after it. */
    public String remediation() {
        return remediation.get();
    }

    /** Returns the remediation with its Java example, from which those in other languages are made. */
    public String javaRemediation() {
        return javaRemediation;
    }

    /** Returns the language of the example, as in a fenced code block: {@code java} unless it was changed. */
    public String remediationLanguage() {
        return remediationLanguage;
    }

    /**
     * Returns this rule with a remediation in another language.
     *
     * @param language the language, as in a fenced code block
     * @param remediation the text, which is made when it is first read
     */
    public Rule withRemediation(String language, Supplier<String> remediation) {
        return new Rule(this, language, remediation);
    }

    /** Returns whether the rule keeps resources from being deleted, and so warns only while protection is lifted. */
    public boolean guardsDeletion() {
        return guardsDeletion;
    }

    /** Returns whether a violation is advisory unless the configuration makes the rule mandatory. */
    public boolean isAdvisory() {
        return advisory;
    }

    /** Returns whether the rule reads a Pulumi option, which Terraform plans do not have. */
    public boolean readsPulumiOptions() {
        return readsPulumiOptions;
    }

    /** Returns the controls that the rule corresponds to. */
    public List<Reference> references() {
        return references;
    }

    /** Returns whether a waiver can accept a violation. */
    public boolean isWaivable() {
        return waivable;
    }

    /** Returns what corrects a violating resource, where that is safe. */
    public Optional<Remediation> correction() {
        return Optional.ofNullable(correction);
    }

    /** Returns the thresholds that the rule reads, which the configuration of a policy pack may set. */
    public Set<Threshold> thresholds() {
        return thresholds;
    }

    /** Returns the team's own parameters that the rule reads. */
    public List<Parameter<?>> parameters() {
        return parameters;
    }

    /** Returns whether the rule applies to a resource type, including its former names. */
    public boolean appliesTo(String type) {
        return judged.contains(type);
    }

    /** Checks a resource; one of another type, and each by a rule on changes, is not applicable. */
    public Verdict judge(GraphResource resource, RuleContext context) {
        return appliesTo(resource.type()) ? condition.test(resource, context) : Verdict.NOT_APPLICABLE;
    }

    /** Judges what a change does to a resource; every rule but one on changes is not applicable. */
    public Verdict judge(ResourceChange change, RuleContext context) {
        return appliesTo(change.resource().type()) ? changeCondition.test(change, context) : Verdict.NOT_APPLICABLE;
    }

    @Override
    public String toString() {
        return id;
    }

    /** Collects what a rule is made of; every part is required except references. */
    public static final class Builder {

        private final String id;
        private @Nullable String title;
        private @Nullable Severity severity;
        private @Nullable String risk;
        private @Nullable String remediation;
        private final SortedMap<String, List<String>> types = new TreeMap<>();
        private final SortedMap<String, List<String>> relatedTypes = new TreeMap<>();
        private final List<Reference> references = new ArrayList<>();
        private boolean waivable = true;
        private boolean guardsDeletion;
        private boolean advisory;
        private boolean readsPulumiOptions;
        private @Nullable Remediation correction;
        private final EnumSet<Threshold> thresholds = EnumSet.noneOf(Threshold.class);
        private final List<Parameter<?>> parameters = new ArrayList<>();

        private Builder(String id) {
            if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)+")) {
                throw new IllegalArgumentException("invalid rule id: " + id);
            }
            this.id = id;
        }

        /** States the compliant condition. */
        public Builder title(String title) {
            this.title = title;
            return this;
        }

        /** Sets the severity. */
        public Builder severity(Severity severity) {
            this.severity = severity;
            return this;
        }

        /**
         * Adds a resource type that the rule checks.
         *
         * @param properties the paths that it reads, such as {@code ingress[].fromPort}
         */
        public Builder on(String type, String... properties) {
            types.put(type, List.of(properties));
            return this;
        }

        /** Adds a resource type that the rule reads but does not check. */
        public Builder lookingAt(String type, String... properties) {
            relatedTypes.put(type, List.of(properties));
            return this;
        }

        /** Sets the possible consequence of a violation. */
        public Builder risk(String risk) {
            this.risk = risk;
            return this;
        }

        /** Sets the remediation: a sentence that ends with a colon, and a short Java example. */
        public Builder remediation(String remediation) {
            this.remediation = remediation.strip();
            return this;
        }

        /** Adds the controls that the rule implements. */
        public Builder references(Reference... references) {
            this.references.addAll(List.of(references));
            return this;
        }

        /** Marks a rule that keeps resources from being deleted; it warns only while protection is lifted on purpose. */
        public Builder guardsDeletion() {
            this.guardsDeletion = true;
            return this;
        }

        /** Makes violations advisory unless the configuration makes the rule mandatory. */
        public Builder advisory() {
            this.advisory = true;
            return this;
        }

        /** Marks a rule that reads a Pulumi option such as {@code protect}, which Terraform plans do not have. */
        public Builder readsPulumiOptions() {
            this.readsPulumiOptions = true;
            return this;
        }

        /** Forbids waivers of the rule. */
        public Builder neverWaivable() {
            this.waivable = false;
            return this;
        }

        /**
         * Sets the automatic remediation, which must be safe, for a stack that enables it; only for a
         * rule that ends with {@link #requires}.
         */
        public Builder correctedBy(Remediation correction) {
            this.correction = correction;
            return this;
        }

        /** Adds the thresholds that the rule reads. */
        public Builder configuredBy(Threshold... thresholds) {
            this.thresholds.addAll(List.of(thresholds));
            return this;
        }

        /** Adds the team's own parameters that the rule reads. */
        public Builder configuredBy(Parameter<?>... parameters) {
            this.parameters.addAll(List.of(parameters));
            return this;
        }

        /**
         * Builds a rule that checks a resource by its inputs alone. It also runs in the engine before each resource operation.
         * The resource that the condition gets has no outputs; a condition that needs those of the state reads the resource
         * from {@link RuleContext#graph}.
         *
         * <pre>{@code .requires(property("storageEncrypted").isTrue())}</pre>
         */
        public Rule requires(Condition condition) {
            return new Rule(this, Scope.RESOURCE, condition, Builder::notApplicable);
        }

        /**
         * Builds a rule that checks a resource together with the other resources of the stack, which {@link RuleContext} gives
         * access to.
         *
         * <pre>{@code
         * .requiresInStack((bucket, context) -> Verdict.passIf(
         *         !context.referrers(bucket, "bucket", AwsTypes.S3_BUCKET_POLICY).isEmpty(),
         *         "the bucket has no BucketPolicy"))
         * }</pre>
         */
        public Rule requiresInStack(Condition condition) {
            return new Rule(this, Scope.STACK, condition, Builder::notApplicable);
        }

        /**
         * Builds a rule that checks the change of a resource. A violation can be approved for a single change.
         *
         * <pre>{@code .requiresOfChange(changeOf("allocatedStorage").doesNotDecrease())}</pre>
         */
        public Rule requiresOfChange(ChangeCondition condition) {
            return new Rule(this, Scope.CHANGE, Builder::notApplicable, condition);
        }

        private static Verdict notApplicable(Object subject, RuleContext context) {
            return Verdict.NOT_APPLICABLE;
        }
    }
}
