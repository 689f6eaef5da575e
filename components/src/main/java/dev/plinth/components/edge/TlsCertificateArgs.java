package dev.plinth.components.edge;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link TlsCertificate}. Required: {@link Builder#domainName}, and one of the two zones. */
public final class TlsCertificateArgs extends ResourceArgs {

    /** The default of {@link Builder#keyAlgorithm}. */
    public static final CertificateKeyAlgorithm DEFAULT_KEY_ALGORITHM = CertificateKeyAlgorithm.EC_PRIME256V1;

    @Import
    private final @Nullable Output<String> zoneId;

    @Import
    private final @Nullable Output<String> hostedZoneId;

    @Import
    private final @Nullable String domainName;

    @Import
    private final List<String> subjectAlternativeNames;

    private final CertificateKeyAlgorithm keyAlgorithm;
    private final @Nullable TlsCertificate validatedWith;
    private final boolean zoneIdIsBlank;
    private final String plainHostedZoneId;

    private TlsCertificateArgs(Builder builder) {
        this.zoneId = builder.zoneId;
        this.hostedZoneId = builder.hostedZoneId;
        this.plainHostedZoneId = builder.plainHostedZoneId;
        this.domainName = builder.domainName;
        this.subjectAlternativeNames = builder.subjectAlternativeNames;
        this.keyAlgorithm = builder.keyAlgorithm;
        this.validatedWith = builder.validatedWith;
        this.zoneIdIsBlank = builder.zoneIdIsBlank;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The id of the Cloudflare zone that gets the validation records, or null when it was not given. */
    public @Nullable Output<String> zoneId() {
        return zoneId;
    }

    /** The id of the Route 53 hosted zone that gets the validation records, or null when it was not given. */
    public @Nullable Output<String> hostedZoneId() {
        return hostedZoneId;
    }

    /** The first name, or null when it was not given. */
    public @Nullable String domainName() {
        return domainName;
    }

    /** The other names. */
    public List<String> subjectAlternativeNames() {
        return subjectAlternativeNames;
    }

    /** The key's algorithm. */
    public CertificateKeyAlgorithm keyAlgorithm() {
        return keyAlgorithm;
    }

    /** The certificate whose validation records serve this one, too, or null for its own records. */
    public @Nullable TlsCertificate validatedWith() {
        return validatedWith;
    }

    /** Returns whether the zone's id was given as blank text. */
    boolean zoneIdIsBlank() {
        return zoneIdIsBlank;
    }

    /** The hosted zone's id when it was given as text, else empty. */
    String plainHostedZoneId() {
        return plainHostedZoneId;
    }

    /** Builds {@link TlsCertificateArgs}. */
    public static final class Builder {

        private @Nullable Output<String> zoneId;
        private @Nullable Output<String> hostedZoneId;
        private String plainHostedZoneId = "";
        private @Nullable String domainName;
        private List<String> subjectAlternativeNames = List.of();
        private CertificateKeyAlgorithm keyAlgorithm = DEFAULT_KEY_ALGORITHM;
        private @Nullable TlsCertificate validatedWith;
        private boolean zoneIdIsBlank;

        private Builder() {}

        /**
         * The id of the Cloudflare zone that gets the validation records, or a placeholder. Required, unless
         * {@link #hostedZoneId} is given.
         */
        public Builder zoneId(String value) {
            zoneId(Output.of(value));
            this.zoneIdIsBlank = value.isBlank();
            return this;
        }

        /** As {@link #zoneId(String)}. */
        public Builder zoneId(Output<String> value) {
            this.zoneId = value;
            this.zoneIdIsBlank = false;
            return this;
        }

        /**
         * The id of the public hosted zone in Route 53 that gets the validation records, such as {@code Z1D633PJN98FT9}.
         * Required, unless {@link #zoneId} is given. Records that are there already are overwritten: certificates of one
         * account for the same name share theirs.
         */
        public Builder hostedZoneId(String value) {
            hostedZoneId(Output.of(value));
            this.plainHostedZoneId = value;
            return this;
        }

        /** As {@link #hostedZoneId(String)}. */
        public Builder hostedZoneId(Output<String> value) {
            this.hostedZoneId = value;
            this.plainHostedZoneId = "";
            return this;
        }

        /**
         * The first name, such as {@code api.example.com}; a wildcard stands for one label. Required. Another name replaces the
         * certificate: the new one is validated before the old one goes.
         */
        public Builder domainName(String value) {
            this.domainName = value;
            return this;
        }

        /**
         * The other names. Default none; at most 9, which is ACM's first quota of 10 names. Other names replace the certificate.
         */
        public Builder subjectAlternativeNames(List<String> value) {
            this.subjectAlternativeNames = List.copyOf(value);
            return this;
        }

        /**
         * The key's algorithm. Default {@link TlsCertificateArgs#DEFAULT_KEY_ALGORITHM}, whose handshakes cost the least. Another
         * one replaces the certificate.
         */
        public Builder keyAlgorithm(CertificateKeyAlgorithm value) {
            this.keyAlgorithm = value;
            return this;
        }

        /**
         * A certificate of the same account and the same names in another Region. ACM asks for the same records, and Cloudflare
         * takes a record once, so that this certificate is validated with those of the other one. Replaces {@link #zoneId(Output)}.
         * Default: none.
         */
        public Builder validatedWith(TlsCertificate value) {
            this.validatedWith = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public TlsCertificateArgs build() {
            return new TlsCertificateArgs(this);
        }
    }
}
