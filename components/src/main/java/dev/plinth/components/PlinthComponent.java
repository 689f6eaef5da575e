package dev.plinth.components;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import com.pulumi.resources.Stash;
import com.pulumi.resources.StashArgs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The base of every Plinth component: one way to name children and to give them their parent.
 *
 * <p>A subclass's constructor validates its arguments first, then creates the children, and calls {@link #registerOutputs}
 * last. Children are named {@code <component name>-<part>}.
 */
public abstract class PlinthComponent extends ComponentResource {

    /** The characters of {@link #lifeSuffix}. */
    protected static final int LIFE_SUFFIX_LENGTH = 8;

    private final String name;
    private final boolean protect;

    /**
     * Registers the component.
     *
     * @param type the type token, {@code plinth:<package>:<Class>}
     * @param name the logical name, unique among components of this type in a stack
     * @param args the arguments, already validated, or null when the component has none to record
     * @param options Pulumi's options for the component, or null for none
     */
    protected PlinthComponent(
            String type, String name, @Nullable ResourceArgs args, @Nullable ComponentResourceOptions options) {
        super(type, name, args == null ? ResourceArgs.Empty : args, options);
        this.name = name;
        this.protect = options != null && options.isProtect();
    }

    /** The component's logical name, without its type. */
    public final String name() {
        return name;
    }

    /**
     * The logical name of a child.
     *
     * @param part what the child is within the component, in kebab case, such as {@code subnet-group}
     * @return {@code <component name>-<part>}
     */
    protected final String childName(String part) {
        return name + "-" + part;
    }

    /**
     * The id of a policy statement about this component, unlike that of another one.
     *
     * @param action the action, such as {@code Read}
     * @return the action and the component's logical name, in letters and digits
     */
    protected final String sid(String action) {
        return PolicyDocument.sid(action, name);
    }

    /**
     * Options for a child that can be made again: this component is its parent, from which it inherits the provider.
     * It is not protected even where the component is, so that a rule or an alarm can be replaced in production.
     */
    protected final CustomResourceOptions.Builder childOptions() {
        return CustomResourceOptions.builder().parent(this).protect(false);
    }

    /**
     * Options for a child that holds data or can't be made again: as {@link #childOptions}, but protected from deletion
     * and replacement when the component itself was given Pulumi's {@code protect}.
     */
    protected final CustomResourceOptions.Builder statefulChildOptions() {
        return childOptions().protect(protect);
    }

    /**
     * A suffix for what a resource leaves behind under a name, such as a final snapshot: drawn when the resource is first made and
     * again whenever it is replaced, so that a second life doesn't end at the name that the first one took.
     *
     * @param part the part of the component that keeps the suffix, in kebab case
     * @param replacing the values whose change replaces the resource
     * @return eight lower-case letters and digits, known only once the resource is made
     */
    protected final Output<String> lifeSuffix(String part, List<Output<?>> replacing) {
        Stash stash = new Stash(
                childName(part),
                StashArgs.builder()
                        .input(Output.of((Object) "the id of this resource is the suffix"))
                        .build(),
                childOptions()
                        .replacementTrigger(Output.all(replacing.stream()
                                .map(value -> value.applyValue(String::valueOf))
                                .toList()))
                        .build());
        return stash.id().applyValue(id -> id.replaceAll("[^a-z0-9]", "").substring(0, LIFE_SUFFIX_LENGTH));
    }

    /** Options for a component that is a child of this one. */
    protected final ComponentResourceOptions.Builder childComponentOptions() {
        return ComponentResourceOptions.builder().parent(this).protect(protect);
    }

    @Override
    protected final void registerOutputs(Map<String, Output<?>> outputs) {
        super.registerOutputs(outputs);
    }
}
