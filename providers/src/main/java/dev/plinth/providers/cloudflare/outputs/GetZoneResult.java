package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.List;

/** The result of {@code getZone}. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class GetZoneResult {

    private GetZoneAccount account;
    private String id;
    private String name;
    private List<String> nameServers;
    private Boolean paused;
    private String status;
    private String type;
    private String zoneId;

    private GetZoneResult() {}

    /** The account that the zone belongs to. */
    public GetZoneAccount account() {
        return this.account;
    }

    /** The zone's id. */
    public String id() {
        return this.id;
    }

    /** The zone's name, such as {@code example.com}. */
    public String name() {
        return this.name;
    }

    /** The name servers that Cloudflare assigned. */
    public List<String> nameServers() {
        return this.nameServers;
    }

    /** Whether Cloudflare only answers DNS for the zone. */
    public Boolean paused() {
        return this.paused;
    }

    /** The zone's status, such as {@code active}. */
    public String status() {
        return this.status;
    }

    /** {@code full}, {@code partial} or {@code secondary}. */
    public String type() {
        return this.type;
    }

    /** The zone's id. */
    public String zoneId() {
        return this.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link GetZoneResult}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final GetZoneResult result = new GetZoneResult();

        /** The account that the zone belongs to. */
        @CustomType.Setter
        public Builder account(GetZoneAccount account) {
            if (account == null) {
                throw new MissingRequiredPropertyException("GetZoneResult", "account");
            }
            result.account = account;
            return this;
        }

        /** The zone's id. */
        @CustomType.Setter
        public Builder id(String id) {
            if (id == null) {
                throw new MissingRequiredPropertyException("GetZoneResult", "id");
            }
            result.id = id;
            return this;
        }

        /** The zone's name, such as {@code example.com}. */
        @CustomType.Setter
        public Builder name(String name) {
            if (name == null) {
                throw new MissingRequiredPropertyException("GetZoneResult", "name");
            }
            result.name = name;
            return this;
        }

        /** The name servers that Cloudflare assigned. */
        @CustomType.Setter
        public Builder nameServers(List<String> nameServers) {
            if (nameServers == null) {
                throw new MissingRequiredPropertyException("GetZoneResult", "nameServers");
            }
            result.nameServers = nameServers;
            return this;
        }

        /** Whether Cloudflare only answers DNS for the zone. */
        @CustomType.Setter
        public Builder paused(Boolean paused) {
            if (paused == null) {
                throw new MissingRequiredPropertyException("GetZoneResult", "paused");
            }
            result.paused = paused;
            return this;
        }

        /** The zone's status, such as {@code active}. */
        @CustomType.Setter
        public Builder status(String status) {
            if (status == null) {
                throw new MissingRequiredPropertyException("GetZoneResult", "status");
            }
            result.status = status;
            return this;
        }

        /** {@code full}, {@code partial} or {@code secondary}. */
        @CustomType.Setter
        public Builder type(String type) {
            if (type == null) {
                throw new MissingRequiredPropertyException("GetZoneResult", "type");
            }
            result.type = type;
            return this;
        }

        /** The zone's id. */
        @CustomType.Setter
        public Builder zoneId(String zoneId) {
            if (zoneId == null) {
                throw new MissingRequiredPropertyException("GetZoneResult", "zoneId");
            }
            result.zoneId = zoneId;
            return this;
        }

        /** Ends the building. */
        public GetZoneResult build() {
            return result;
        }
    }
}
