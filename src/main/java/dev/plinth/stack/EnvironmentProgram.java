package dev.plinth.stack;

import com.pulumi.Context;
import dev.plinth.settings.Faults;
import dev.plinth.settings.Placeholders;
import dev.plinth.settings.Sections;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The program of this project's stacks. */
public final class EnvironmentProgram implements StackProgram<EnvironmentConfig> {

    @Override
    public Class<EnvironmentConfig> configuration() {
        return EnvironmentConfig.class;
    }

    @Override
    public void create(Context context, EnvironmentConfig configuration, StackSettings settings) {
        Environment.create(context, configuration, settings);
    }

    @Override
    public void placeholders(EnvironmentConfig config, Placeholders placeholders) {
        config.allowedAccountIds().forEach(id -> placeholders.account("aws:allowedAccountIds", id));
        placeholders.domain("plinth:edge.zone", config.edge().zone());
        placeholders.zeros("plinth:edge.zoneId", config.edge().zoneId(), "the id of your zone at Cloudflare");
        placeholders.zeros("plinth:edge.accountId", config.edge().accountId(), "the id of your account at Cloudflare");
        config.observability().emails().forEach(email -> placeholders.email("plinth:observability.emails", email));
    }

    @Override
    public void check(Sections sections, Faults faults) {
        Optional<EnvironmentConfig.Storage> storage = sections.get("storage", EnvironmentConfig.Storage.class);
        storage.ifPresent(section -> checkBuckets(sections, section, faults));
        checkServices(sections, faults);
        sections.get("backup", EnvironmentConfig.Backup.class)
                .filter(backup -> backup.secondRegion().isEmpty())
                .filter(backup -> storage.isPresent()
                        && storage.get().buckets().stream().anyMatch(EnvironmentConfig.Bucket::replicate))
                .ifPresent(backup -> faults.add(
                        sections.key("backup.secondRegion"),
                        "is missing, but a bucket is to be replicated",
                        "an AWS region such as eu-west-1"));
    }

    private static void checkBuckets(Sections sections, EnvironmentConfig.Storage storage, Faults faults) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < storage.buckets().size(); i++) {
            String name = storage.buckets().get(i).name();
            if (!names.add(name)) {
                faults.add(
                        sections.key("storage.buckets[" + i + "].name"),
                        "is \"" + name + "\" twice",
                        "a name of its own");
            }
        }
    }

    @SuppressWarnings("unchecked") // The section was bound to a list of services.
    private static void checkServices(Sections sections, Faults faults) {
        List<EnvironmentConfig.Service> services = (List<EnvironmentConfig.Service>)
                sections.get("services", List.class).orElse(null);
        if (services == null) {
            return;
        }
        Optional<EnvironmentConfig.Storage> storage = sections.get("storage", EnvironmentConfig.Storage.class);
        Optional<EnvironmentConfig.Edge> edge = sections.get("edge", EnvironmentConfig.Edge.class);
        Set<String> names = new HashSet<>();
        Set<String> served = new HashSet<>();
        for (int i = 0; i < services.size(); i++) {
            EnvironmentConfig.Service service = services.get(i);
            String path = sections.key("services[" + i + "]");
            if (!names.add(service.name())) {
                faults.add(path + ".name", "is \"" + service.name() + "\" twice", "a name of its own");
            }
            storage.ifPresent(section -> {
                List<String> buckets = section.buckets().stream()
                        .map(EnvironmentConfig.Bucket::name)
                        .toList();
                service.buckets().stream()
                        .filter(bucket -> !buckets.contains(bucket))
                        .forEach(bucket -> faults.unknown(path + ".buckets", bucket, buckets));
            });
            edge.ifPresent(section -> service.hostnames().stream()
                    .filter(hostname -> !section.hostnames().contains(hostname))
                    .forEach(hostname -> faults.add(
                            path + ".hostnames",
                            "has \"" + hostname + "\", which edge.hostnames lacks",
                            String.join(", ", section.hostnames()))));
            served.addAll(service.hostnames());
        }
        edge.ifPresent(section -> section.hostnames().stream()
                .filter(hostname -> !served.contains(hostname))
                .forEach(hostname -> faults.add(
                        sections.key("edge.hostnames"),
                        "has \"" + hostname + "\", which no service serves",
                        "host names that a service lists in its hostnames")));
    }
}
