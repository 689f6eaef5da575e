package dev.plinth.providers.generator;

import com.palantir.javapoet.ClassName;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Java packages and classes of a schema's tokens, as the official SDKs name them.
 *
 * @param root the package of the provider, such as {@code com.pulumi.cloudflare}
 * @param moduleFormat the expression whose first group is a token's module
 * @param renamed the packages of modules that the schema names otherwise
 */
record JavaPackages(String root, Pattern moduleFormat, Map<String, String> renamed) {

    /** Returns the class of a resource. */
    ClassName resource(String token) {
        return ClassName.get(module(token), Names.capitalized(simpleName(token)));
    }

    /** Returns the class of an enumeration. */
    ClassName enumeration(String token) {
        return ClassName.get(module(token) + ".enums", Names.capitalized(simpleName(token)));
    }

    /** Returns a class of inputs. */
    ClassName input(String token, String suffix) {
        return ClassName.get(module(token) + ".inputs", Names.capitalized(simpleName(token)) + suffix);
    }

    /** Returns a class of outputs. */
    ClassName output(String token, String suffix) {
        return ClassName.get(module(token) + ".outputs", Names.capitalized(simpleName(token)) + suffix);
    }

    /** Returns the class that holds the functions of a token's module, such as {@code CloudflareFunctions}. */
    ClassName functions(String token) {
        String module = module(token);
        return ClassName.get(module, Names.capitalized(module.substring(module.lastIndexOf('.') + 1)) + "Functions");
    }

    /** Returns the class with the provider's version. */
    ClassName utilities() {
        return ClassName.get(root, "Utilities");
    }

    /** Returns the last part of a token: {@code DnsRecord} of {@code cloudflare:index/dnsRecord:DnsRecord}. */
    static String simpleName(String token) {
        return token.substring(token.lastIndexOf(':') + 1);
    }

    private String module(String token) {
        String[] parts = token.split(":", -1);
        if (parts.length != 3) {
            throw new SchemaException("invalid token " + token + ": expected package:module:name");
        }
        Matcher matcher = moduleFormat.matcher(parts[1]);
        String module = matcher.matches() ? matcher.group(1) : parts[1];
        if (module.isEmpty() || module.equals("index")) {
            return root;
        }
        String name = renamed.getOrDefault(module, module);
        return root + "." + name.replace('/', '.').replace("-", "").toLowerCase(Locale.ROOT);
    }
}
