package dev.plinth.simulator.shape;

import com.pulumi.asset.Archive;
import com.pulumi.asset.Asset;
import com.pulumi.asset.AssetOrArchive;
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.CustomType;
import com.pulumi.core.annotations.EnumType;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResourceOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shapes of resource types, read from the SDKs' classes: {@code @ResourceType} and {@code @Export} on the resource,
 * {@code @Import} on its arguments.
 *
 * <p>It is long because each kind of member of the generated classes is read in a way of its own, with the caches between them.
 */
public final class Shapes {

    /** The Java package of each provider's classes, and a class by which its jar is found. */
    private static final Map<String, String> PACKAGES = Map.of(
            "aws", "com.pulumi.aws",
            "docker", "com.pulumi.docker",
            "cloudflare", "com.pulumi.cloudflare",
            "sentry", "com.pulumi.sentry",
            "supabase", "com.pulumi.supabase",
            "vercel", "com.pulumiverse.vercel");

    /** The plugins that serve a package with a parameter, by package. */
    private static final Map<String, String> PARAMETERIZED = Map.of("supabase", "terraform-provider");

    /**
     * The texts that a program may also give as an object, by class and name. The Java SDK states them as texts only; the
     * provider takes both and keeps the JSON text.
     *
     * @see <a href="https://github.com/pulumi/pulumi-aws/blob/v6.83.0/provider/resources.go">pulumi-aws, where the field has the
     *     transformation TransformJSONDocument</a>
     */
    private static final Set<String> DOCUMENTS = Set.of(
            "com.pulumi.aws.cloudwatch.LogResourcePolicyArgs.policyDocument",
            "com.pulumi.aws.ecr.LifecyclePolicyArgs.policy",
            "com.pulumi.aws.ecr.RegistryPolicyArgs.policy",
            "com.pulumi.aws.ecr.RepositoryPolicyArgs.policy",
            "com.pulumi.aws.elasticsearch.DomainArgs.accessPolicies",
            "com.pulumi.aws.elasticsearch.DomainPolicyArgs.accessPolicies",
            "com.pulumi.aws.iam.GroupPolicyArgs.policy",
            "com.pulumi.aws.iam.PolicyArgs.policy",
            "com.pulumi.aws.iam.RoleArgs.assumeRolePolicy",
            "com.pulumi.aws.iam.RolePolicyArgs.policy",
            "com.pulumi.aws.iam.UserPolicyArgs.policy",
            "com.pulumi.aws.s3.BucketArgs.policy",
            "com.pulumi.aws.s3.BucketPolicyArgs.policy",
            "com.pulumi.aws.s3.inputs.BucketWebsiteArgs.routingRules",
            "com.pulumi.aws.sns.TopicPolicyArgs.policy",
            "com.pulumi.aws.sqs.QueuePolicyArgs.policy");

    /** Classes of functions are named after their package, such as {@code Ec2Functions}. */
    private static final String FUNCTIONS = "Functions";

    // The classes of a JVM do not change, and each simulator that is opened needs the same shapes.
    private static final ConcurrentHashMap<String, Optional<ResourceShape>> SHAPES = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<String, Optional<FunctionShape>> FUNCTION_SHAPES = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Class<?>, Map<String, PropertyShape>> OBJECTS = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<String, List<String>> CLASS_NAMES = new ConcurrentHashMap<>();

    /** The shape of a type token such as {@code aws:ec2/vpc:Vpc}, or empty when the SDK has no such type. */
    public Optional<ResourceShape> find(String type) {
        return SHAPES.computeIfAbsent(type, token -> resourceClass(token).map(found -> read(token, found)));
    }

    /** The inputs of a provider itself, by name. */
    public Map<String, PropertyShape> provider(String provider) {
        return load(PACKAGES.get(provider) + ".ProviderArgs").map(this::inputs).orElse(Map.of());
    }

    /** The inputs of a provider that the SDK declares secret. */
    public Set<String> providerSecrets(String provider) {
        return load(PACKAGES.get(provider) + ".Provider").map(Shapes::secrets).orElse(Set.of());
    }

    /** The shape of a function token such as {@code aws:ec2/getVpc:getVpc}, or empty when the SDK has no such function. */
    public Optional<FunctionShape> function(String token) {
        return FUNCTION_SHAPES.computeIfAbsent(token, this::readFunction);
    }

    /** All resource types of a provider, sorted. */
    public List<String> types(String provider) {
        return classNames(provider).stream()
                .filter(name -> !name.contains(".inputs.") && !name.contains(".outputs.") && !name.endsWith("Args"))
                .map(Shapes::load)
                .flatMap(Optional::stream)
                .map(found -> found.getAnnotation(ResourceType.class))
                .filter(annotation -> annotation != null && annotation.type().startsWith(provider + ":"))
                .map(ResourceType::type)
                .distinct()
                .sorted()
                .toList();
    }

    /** All functions of a provider, sorted. */
    public List<String> functions(String provider) {
        String base = PACKAGES.getOrDefault(provider, "");
        return classNames(provider).stream()
                .filter(name -> name.endsWith(FUNCTIONS) && !name.contains(".inputs.") && !name.contains(".outputs."))
                .map(Shapes::load)
                .flatMap(Optional::stream)
                .flatMap(owner -> Stream.of(owner.getMethods())
                        .filter(method -> method.getReturnType() == Output.class)
                        .map(method ->
                                provider + ":" + module(base, owner) + "/" + method.getName() + ":" + method.getName()))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The version of a provider's SDK, such as {@code 6.83.0}.
     *
     * @throws IllegalArgumentException when there is no such provider
     */
    public static String version(String provider) {
        String base = PACKAGES.get(provider);
        if (base == null) {
            throw new IllegalArgumentException("unknown provider '" + provider + "'");
        }
        try {
            Method version = Class.forName(base + ".Utilities").getMethod("getVersion");
            return String.valueOf(version.invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SDK of " + provider + " states no version", e);
        }
    }

    private Optional<FunctionShape> readFunction(String token) {
        String[] parts = token.split("[:/]", -1);
        if (parts.length != 4 || !parts[2].equals(parts[3]) || !PACKAGES.containsKey(parts[0])) {
            return Optional.empty();
        }
        String base = PACKAGES.get(parts[0]);
        String last = "index".equals(parts[1]) ? parts[0] : parts[1];
        String owner = base
                + ("index".equals(parts[1]) ? "." : "." + parts[1] + ".")
                + last.substring(0, 1).toUpperCase(Locale.ROOT)
                + last.substring(1)
                + FUNCTIONS;
        // Of the overloads, the one with arguments: the plain variants take the same ones.
        return load(owner).stream()
                .flatMap(found -> Stream.of(found.getMethods()))
                .filter(method -> method.getName().equals(parts[3]) && method.getReturnType() == Output.class)
                .max(Comparator.comparingInt(Method::getParameterCount))
                .map(method -> new FunctionShape(
                        token,
                        Stream.of(method.getParameterTypes())
                                .filter(com.pulumi.resources.InvokeArgs.class::isAssignableFrom)
                                .findFirst()
                                .map(this::inputs)
                                .orElse(Map.of()),
                        typeOf(method.getGenericReturnType()) instanceof TypeShape.ObjectOf result
                                ? result.properties().get()
                                : Map.of()));
    }

    /** The module of a class: the part of its package below the provider's, {@code index} where there is none. */
    private static String module(String base, Class<?> type) {
        String rest = type.getPackageName().substring(base.length());
        String module = rest.replaceFirst("\\.(inputs|outputs)$", "").replaceFirst("^\\.", "");
        return module.isEmpty() ? "index" : module;
    }

    /** The plugin that the engine asks for a provider's resources, such as {@code terraform-provider} for Supabase. */
    public static String plugin(String provider) {
        return PARAMETERIZED.getOrDefault(provider, provider);
    }

    /** The providers that have shapes. */
    public static List<String> providers() {
        return PACKAGES.keySet().stream().sorted().toList();
    }

    /** All names of classes in a provider's packages, nested classes left out. */
    public List<String> classNames(String provider) {
        return CLASS_NAMES.computeIfAbsent(provider, Shapes::listClasses);
    }

    private Optional<Class<?>> resourceClass(String token) {
        String[] parts = token.split(":", -1);
        if (parts.length != 3 || !PACKAGES.containsKey(parts[0])) {
            return Optional.empty();
        }
        String module = parts[1].split("/", -1)[0];
        String base = PACKAGES.get(parts[0]);
        String name = base + ("index".equals(module) ? "" : "." + module) + "." + parts[2];
        Optional<Class<?>> direct = load(name).filter(found -> isType(found, token));
        if (direct.isPresent()) {
            return direct;
        }
        // A few modules have another package name in Java.
        return classNames(parts[0]).stream()
                .filter(candidate -> candidate.endsWith("." + parts[2]))
                .map(Shapes::load)
                .flatMap(Optional::stream)
                .filter(found -> isType(found, token))
                .findFirst();
    }

    private static boolean isType(Class<?> candidate, String token) {
        ResourceType type = candidate.getAnnotation(ResourceType.class);
        return type != null && type.type().equals(token);
    }

    private static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, Shapes.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private ResourceShape read(String type, Class<?> resource) {
        Map<String, PropertyShape> inputs =
                load(resource.getName() + "Args").map(this::inputs).orElse(Map.of());
        Map<String, PropertyShape> outputs = new LinkedHashMap<>();
        for (Field field : resource.getDeclaredFields()) {
            Export export = field.getAnnotation(Export.class);
            if (export != null) {
                String name = export.name().isEmpty() ? field.getName() : export.name();
                outputs.put(
                        name, new PropertyShape(name, typeOf(field.getGenericType()), !isOptional(resource, field)));
            }
        }
        return new ResourceShape(type, inputs, outputs, secrets(resource));
    }

    /** The SDKs declare secret outputs in the options that each resource adds to the program's. */
    private static Set<String> secrets(Class<?> resource) {
        try {
            Method options =
                    resource.getDeclaredMethod("makeResourceOptions", CustomResourceOptions.class, Output.class);
            options.setAccessible(true);
            return options.invoke(null, null, Output.of("")) instanceof CustomResourceOptions found
                    ? Set.copyOf(found.getAdditionalSecretOutputs())
                    : Set.of();
        } catch (NoSuchMethodException e) {
            // A generated resource without secrets may have no options of its own.
            return Set.of();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read the secret outputs of " + resource.getName(), e);
        }
    }

    /** An accessor that answers {@code Output<Optional<T>>} or {@code Optional<T>} belongs to an optional property. */
    private static boolean isOptional(Class<?> owner, Field field) {
        try {
            Method accessor = owner.getDeclaredMethod(field.getName());
            Type type = accessor.getGenericReturnType();
            if (accessor.getReturnType() == Output.class && type instanceof ParameterizedType output) {
                type = output.getActualTypeArguments()[0];
            }
            return type instanceof ParameterizedType parameterized && parameterized.getRawType() == Optional.class;
        } catch (NoSuchMethodException e) {
            // An accessor whose name would be a keyword or a method of Object has another name; such properties are
            // rare.
            return true;
        }
    }

    private Map<String, PropertyShape> inputs(Class<?> arguments) {
        Map<String, PropertyShape> result = new LinkedHashMap<>();
        for (Class<?> owner = arguments; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                Import annotation = field.getAnnotation(Import.class);
                if (annotation != null) {
                    String name = annotation.name().isEmpty() ? field.getName() : annotation.name();
                    TypeShape type = typeOf(field.getGenericType());
                    type = annotation.json() ? new TypeShape.JsonOf(type) : type;
                    if (DOCUMENTS.contains(owner.getName() + "." + name)) {
                        type = new TypeShape.EitherOf(TypeShape.Scalar.STRING, new TypeShape.Anything());
                    }
                    result.put(name, new PropertyShape(name, type, annotation.required()));
                }
            }
        }
        return result;
    }

    private Map<String, PropertyShape> members(Class<?> type) {
        Map<String, PropertyShape> known = OBJECTS.get(type);
        if (known != null) {
            return known;
        }
        Map<String, PropertyShape> result = type.isAnnotationPresent(CustomType.class) ? outputs(type) : inputs(type);
        OBJECTS.put(type, result);
        return result;
    }

    private Map<String, PropertyShape> outputs(Class<?> type) {
        Map<String, String> renamed = renamed(type);
        Map<String, PropertyShape> result = new LinkedHashMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                String name = renamed.getOrDefault(field.getName(), field.getName());
                result.put(name, new PropertyShape(name, typeOf(field.getGenericType()), !isOptional(type, field)));
            }
        }
        return result;
    }

    /** Properties whose names are keywords, such as {@code default}, by the names of their fields. */
    private static Map<String, String> renamed(Class<?> type) {
        return Stream.of(type.getDeclaredClasses())
                .flatMap(builder -> Stream.of(builder.getDeclaredMethods()))
                .filter(setter -> Optional.ofNullable(setter.getAnnotation(CustomType.Setter.class))
                        .filter(annotation -> !annotation.value().isEmpty())
                        .isPresent())
                .collect(Collectors.toMap(
                        Method::getName,
                        setter -> Objects.requireNonNull(setter.getAnnotation(CustomType.Setter.class))
                                .value(),
                        (first, second) -> first));
    }

    private TypeShape typeOf(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            Type raw = parameterized.getRawType();
            if (raw == Output.class || raw == Optional.class) {
                return typeOf(arguments[0]);
            }
            if (raw == List.class) {
                return new TypeShape.ListOf(typeOf(arguments[0]));
            }
            if (raw == Map.class) {
                return new TypeShape.MapOf(typeOf(arguments[1]));
            }
            if (raw == Either.class) {
                return new TypeShape.EitherOf(typeOf(arguments[0]), typeOf(arguments[1]));
            }
            return new TypeShape.Anything();
        }
        if (!(type instanceof Class<?> plain)) {
            return new TypeShape.Anything();
        }
        if (plain == String.class) {
            return TypeShape.Scalar.STRING;
        }
        if (plain == Boolean.class || plain == boolean.class) {
            return TypeShape.Scalar.BOOLEAN;
        }
        if (plain == Integer.class || plain == Long.class || plain == int.class) {
            return TypeShape.Scalar.INTEGER;
        }
        if (plain == Double.class) {
            return TypeShape.Scalar.NUMBER;
        }
        if (plain.isAnnotationPresent(EnumType.class)) {
            // The vendors' lists lag behind their services, so any text passes; the service's own check decides.
            return TypeShape.Scalar.STRING;
        }
        if (plain == Asset.class) {
            return TypeShape.File.ASSET;
        }
        if (plain == Archive.class) {
            return TypeShape.File.ARCHIVE;
        }
        if (plain == AssetOrArchive.class) {
            return TypeShape.File.ASSET_OR_ARCHIVE;
        }
        boolean structured = plain.isAnnotationPresent(CustomType.class)
                || com.pulumi.resources.ResourceArgs.class.isAssignableFrom(plain);
        return structured ? new TypeShape.ObjectOf(token(plain), () -> members(plain)) : new TypeShape.Anything();
    }

    /** The token of a nested type, the same for its argument class and its result class. */
    private static String token(Class<?> type) {
        String name = com.pulumi.resources.ResourceArgs.class.isAssignableFrom(type)
                ? type.getSimpleName().replaceFirst("Args$", "")
                : type.getSimpleName();
        return PACKAGES.entrySet().stream()
                .filter(entry -> type.getPackageName().startsWith(entry.getValue()))
                .map(entry -> entry.getKey() + ":" + module(entry.getValue(), type) + "/" + name + ":" + name)
                .findFirst()
                .orElse(type.getName());
    }

    private static List<String> listClasses(String provider) {
        String base = PACKAGES.getOrDefault(provider, "");
        String folder = base.replace('.', '/') + "/";
        return load(base + ".Provider").map(found -> listClasses(found, folder)).orElse(List.of());
    }

    private static List<String> listClasses(Class<?> representative, String folder) {
        try {
            URI location = representative
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path path = Path.of(location);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path.resolve(folder))) {
                    return classes(
                            files.map(file -> path.relativize(file).toString().replace('\\', '/')), folder);
                }
            }
            try (JarFile jar = new JarFile(path.toFile())) {
                return classes(jar.stream().map(entry -> entry.getName()), folder);
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot list the classes of " + folder, e);
        }
    }

    private static List<String> classes(Stream<String> entries, String folder) {
        return entries.filter(entry -> entry.startsWith(folder) && entry.endsWith(".class") && !entry.contains("$"))
                .map(entry ->
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.'))
                .sorted()
                .toList();
    }
}
