package dev.plinth.components.observability;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arguments of {@link AlarmTopic}. None is required. */
public final class AlarmTopicArgs extends ResourceArgs {

    @Import
    private final List<String> emails;

    @Import
    private final Map<String, Output<String>> httpsEndpoints;

    private AlarmTopicArgs(Builder builder) {
        this.emails = builder.emails;
        this.httpsEndpoints = new TreeMap<>(builder.httpsEndpoints);
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the e-mail addresses that get notifications. */
    public List<String> emails() {
        return emails;
    }

    /** Returns the HTTPS endpoints that get notifications, by name. */
    public Map<String, Output<String>> httpsEndpoints() {
        return httpsEndpoints;
    }

    /** Builds {@link AlarmTopicArgs}. */
    public static final class Builder {

        private List<String> emails = List.of();
        private Map<String, Output<String>> httpsEndpoints = Map.of();

        private Builder() {}

        /** Sets the e-mail addresses of subscribers; each must confirm its subscription. Default: none. */
        public Builder emails(List<String> value) {
            this.emails = List.copyOf(value);
            return this;
        }

        /**
         * Sets who is told by HTTPS, such as a pager: URLs by a name in kebab case. An URL with a key in it should be a secret output.
         * Default: none.
         */
        public Builder httpsEndpoints(Map<String, Output<String>> value) {
            this.httpsEndpoints = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public AlarmTopicArgs build() {
            return new AlarmTopicArgs(this);
        }
    }
}
