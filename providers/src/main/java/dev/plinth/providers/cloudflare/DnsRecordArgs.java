package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.providers.cloudflare.inputs.DnsRecordSettingsArgs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link DnsRecord}. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class DnsRecordArgs extends ResourceArgs {

    @Import(name = "comment")
    private @Nullable Output<String> comment;

    @Import(name = "content")
    private @Nullable Output<String> content;

    @Import(name = "name", required = true)
    private Output<String> name;

    @Import(name = "priority")
    private @Nullable Output<Integer> priority;

    @Import(name = "privateRouting")
    private @Nullable Output<Boolean> privateRouting;

    @Import(name = "proxied")
    private @Nullable Output<Boolean> proxied;

    @Import(name = "settings")
    private @Nullable Output<DnsRecordSettingsArgs> settings;

    @Import(name = "tags")
    private @Nullable Output<List<String>> tags;

    @Import(name = "ttl", required = true)
    private Output<Integer> ttl;

    @Import(name = "type", required = true)
    private Output<String> type;

    @Import(name = "zoneId", required = true)
    private Output<String> zoneId;

    /** A note that only people see. */
    public Optional<Output<String>> comment() {
        return Optional.ofNullable(this.comment);
    }

    /** The record's content: an address, a host name, a text. */
    public Optional<Output<String>> content() {
        return Optional.ofNullable(this.content);
    }

    /** The full name, such as {@code api.example.com}. */
    public Output<String> name() {
        return this.name;
    }

    /** The priority of an MX, SRV or URI record; lower comes first. */
    public Optional<Output<Integer>> priority() {
        return Optional.ofNullable(this.priority);
    }

    /** Whether traffic is routed privately. */
    public Optional<Output<Boolean>> privateRouting() {
        return Optional.ofNullable(this.privateRouting);
    }

    /** Whether traffic passes through Cloudflare. */
    public Optional<Output<Boolean>> proxied() {
        return Optional.ofNullable(this.proxied);
    }

    /** How the record is answered. */
    public Optional<Output<DnsRecordSettingsArgs>> settings() {
        return Optional.ofNullable(this.settings);
    }

    /** Tags, each {@code name:value}. */
    public Optional<Output<List<String>>> tags() {
        return Optional.ofNullable(this.tags);
    }

    /** The time to live in seconds, 60 to 86400; 1 means automatic, as a proxied record needs it. */
    public Output<Integer> ttl() {
        return this.ttl;
    }

    /** The record's type, such as {@code CNAME}. */
    public Output<String> type() {
        return this.type;
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    private DnsRecordArgs() {}

    private DnsRecordArgs(DnsRecordArgs other) {
        this.comment = other.comment;
        this.content = other.content;
        this.name = other.name;
        this.priority = other.priority;
        this.privateRouting = other.privateRouting;
        this.proxied = other.proxied;
        this.settings = other.settings;
        this.tags = other.tags;
        this.ttl = other.ttl;
        this.type = other.type;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new DnsRecordArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(DnsRecordArgs other) {
        return new Builder(new DnsRecordArgs(other));
    }

    /** Builds {@link DnsRecordArgs}. */
    public static final class Builder {

        private final DnsRecordArgs args;

        private Builder(DnsRecordArgs args) {
            this.args = args;
        }

        /** A note that only people see. */
        public Builder comment(@Nullable Output<String> comment) {
            args.comment = comment;
            return this;
        }

        /** A note that only people see. */
        public Builder comment(String comment) {
            return comment(Output.of(comment));
        }

        /** The record's content: an address, a host name, a text. */
        public Builder content(@Nullable Output<String> content) {
            args.content = content;
            return this;
        }

        /** The record's content: an address, a host name, a text. */
        public Builder content(String content) {
            return content(Output.of(content));
        }

        /** The full name, such as {@code api.example.com}. */
        public Builder name(Output<String> name) {
            args.name = name;
            return this;
        }

        /** The full name, such as {@code api.example.com}. */
        public Builder name(String name) {
            return name(Output.of(name));
        }

        /** The priority of an MX, SRV or URI record; lower comes first. */
        public Builder priority(@Nullable Output<Integer> priority) {
            args.priority = priority;
            return this;
        }

        /** The priority of an MX, SRV or URI record; lower comes first. */
        public Builder priority(Integer priority) {
            return priority(Output.of(priority));
        }

        /** Whether traffic is routed privately. */
        public Builder privateRouting(@Nullable Output<Boolean> privateRouting) {
            args.privateRouting = privateRouting;
            return this;
        }

        /** Whether traffic is routed privately. */
        public Builder privateRouting(Boolean privateRouting) {
            return privateRouting(Output.of(privateRouting));
        }

        /** Whether traffic passes through Cloudflare. */
        public Builder proxied(@Nullable Output<Boolean> proxied) {
            args.proxied = proxied;
            return this;
        }

        /** Whether traffic passes through Cloudflare. */
        public Builder proxied(Boolean proxied) {
            return proxied(Output.of(proxied));
        }

        /** How the record is answered. */
        public Builder settings(@Nullable Output<DnsRecordSettingsArgs> settings) {
            args.settings = settings;
            return this;
        }

        /** How the record is answered. */
        public Builder settings(DnsRecordSettingsArgs settings) {
            return settings(Output.of(settings));
        }

        /** Tags, each {@code name:value}. */
        public Builder tags(@Nullable Output<List<String>> tags) {
            args.tags = tags;
            return this;
        }

        /** Tags, each {@code name:value}. */
        public Builder tags(List<String> tags) {
            return tags(Output.of(tags));
        }

        /** Tags, each {@code name:value}. */
        public Builder tags(String... tags) {
            return tags(List.of(tags));
        }

        /** The time to live in seconds, 60 to 86400; 1 means automatic, as a proxied record needs it. */
        public Builder ttl(Output<Integer> ttl) {
            args.ttl = ttl;
            return this;
        }

        /** The time to live in seconds, 60 to 86400; 1 means automatic, as a proxied record needs it. */
        public Builder ttl(Integer ttl) {
            return ttl(Output.of(ttl));
        }

        /** The record's type, such as {@code CNAME}. */
        public Builder type(Output<String> type) {
            args.type = type;
            return this;
        }

        /** The record's type, such as {@code CNAME}. */
        public Builder type(String type) {
            return type(Output.of(type));
        }

        /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
        public Builder zoneId(Output<String> zoneId) {
            args.zoneId = zoneId;
            return this;
        }

        /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
        public Builder zoneId(String zoneId) {
            return zoneId(Output.of(zoneId));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public DnsRecordArgs build() {
            if (args.name == null) {
                throw new MissingRequiredPropertyException("DnsRecordArgs", "name");
            }
            if (args.ttl == null) {
                throw new MissingRequiredPropertyException("DnsRecordArgs", "ttl");
            }
            if (args.type == null) {
                throw new MissingRequiredPropertyException("DnsRecordArgs", "type");
            }
            if (args.zoneId == null) {
                throw new MissingRequiredPropertyException("DnsRecordArgs", "zoneId");
            }
            return new DnsRecordArgs(args);
        }
    }
}
