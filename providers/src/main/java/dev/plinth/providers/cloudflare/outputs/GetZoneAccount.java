package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;

/** Output: the account that a zone belongs to. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class GetZoneAccount {

    private String id;
    private String name;

    private GetZoneAccount() {}

    /** The account's id. */
    public String id() {
        return this.id;
    }

    /** The account's name. */
    public String name() {
        return this.name;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link GetZoneAccount}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final GetZoneAccount result = new GetZoneAccount();

        /** The account's id. */
        @CustomType.Setter
        public Builder id(String id) {
            if (id == null) {
                throw new MissingRequiredPropertyException("GetZoneAccount", "id");
            }
            result.id = id;
            return this;
        }

        /** The account's name. */
        @CustomType.Setter
        public Builder name(String name) {
            if (name == null) {
                throw new MissingRequiredPropertyException("GetZoneAccount", "name");
            }
            result.name = name;
            return this;
        }

        /** Ends the building. */
        public GetZoneAccount build() {
            return result;
        }
    }
}
