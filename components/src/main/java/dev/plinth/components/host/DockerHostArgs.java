package dev.plinth.components.host;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.network.Network;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link DockerHost}. */
public final class DockerHostArgs extends ResourceArgs {

    /** The default of {@link Builder#instanceType}: 4 vCPU and 8 GiB. */
    public static final String DEFAULT_INSTANCE_TYPE = "c7i.xlarge";

    /** The default of {@link Builder#volumeGib}. */
    public static final int DEFAULT_VOLUME_GIB = 50;

    /** The default of {@link Builder#user}. */
    public static final String DEFAULT_USER = "deploy";

    /** The default of {@link Builder#dockerVersion}. */
    public static final String DEFAULT_DOCKER_VERSION = "28.5";

    @Import
    private final @Nullable String sshPublicKey;

    @Import
    private final String instanceType;

    @Import
    private final int volumeGib;

    @Import
    private final String user;

    @Import
    private final String dockerVersion;

    private final @Nullable Network network;

    private DockerHostArgs(Builder builder) {
        this.network = builder.network;
        this.sshPublicKey = builder.sshPublicKey;
        this.instanceType = builder.instanceType;
        this.volumeGib = builder.volumeGib;
        this.user = builder.user;
        this.dockerVersion = builder.dockerVersion;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Nullable
    Network network() {
        return network;
    }

    @Nullable
    String sshPublicKey() {
        return sshPublicKey;
    }

    String instanceType() {
        return instanceType;
    }

    int volumeGib() {
        return volumeGib;
    }

    String user() {
        return user;
    }

    String dockerVersion() {
        return dockerVersion;
    }

    /** Builder of the arguments. */
    public static final class Builder {

        private @Nullable Network network;
        private @Nullable String sshPublicKey;
        private String instanceType = DEFAULT_INSTANCE_TYPE;
        private int volumeGib = DEFAULT_VOLUME_GIB;
        private String user = DEFAULT_USER;
        private String dockerVersion = DEFAULT_DOCKER_VERSION;

        private Builder() {}

        /** Sets the network, which has public subnets. Required; a change replaces the host. */
        public Builder network(Network value) {
            network = value;
            return this;
        }

        /** Sets the public key of the account that deploys, in OpenSSH's format. Required; used at the first start only. */
        public Builder sshPublicKey(String value) {
            sshPublicKey = value;
            return this;
        }

        /** Sets the instance type; a change stops and starts the host. Default: {@value DockerHostArgs#DEFAULT_INSTANCE_TYPE}. */
        public Builder instanceType(String value) {
            instanceType = value;
            return this;
        }

        /** Sets the size of the volume in GiB; it can only grow. Default: {@value DockerHostArgs#DEFAULT_VOLUME_GIB}. */
        public Builder volumeGib(int value) {
            volumeGib = value;
            return this;
        }

        /** Sets the account that deploys. Default: {@value DockerHostArgs#DEFAULT_USER}. */
        public Builder user(String value) {
            user = value;
            return this;
        }

        /** Sets the version of Docker that is installed and held. Default: {@value DockerHostArgs#DEFAULT_DOCKER_VERSION}. */
        public Builder dockerVersion(String value) {
            dockerVersion = value;
            return this;
        }

        /** Returns the arguments. */
        public DockerHostArgs build() {
            return new DockerHostArgs(this);
        }
    }
}
