package dev.plinth.components.container;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a {@link ContainerImage}: either {@link Builder#imageReference}, or {@link Builder#tag} for an image in its
 * own repository, which Pulumi builds when {@link Builder#buildContext} is given and a pipeline pushes otherwise.
 */
public final class ContainerImageArgs extends ResourceArgs {

    /** The default of {@link Builder#platform}. */
    public static final String DEFAULT_PLATFORM = "linux/amd64";

    /** The default of {@link Builder#keepTagged}. */
    public static final int DEFAULT_KEEP_TAGGED = 30;

    /** The default of {@link Builder#expireUntaggedAfterDays}. */
    public static final int DEFAULT_EXPIRE_UNTAGGED_AFTER_DAYS = 7;

    /** The default of {@link Builder#forceDelete}. */
    public static final boolean DEFAULT_FORCE_DELETE = false;

    @Import
    private final @Nullable Output<String> imageReference;

    @Import
    private final @Nullable String buildContext;

    @Import
    private final @Nullable String dockerfile;

    @Import
    private final @Nullable String target;

    @Import
    private final Map<String, String> buildArguments;

    @Import
    private final String platform;

    @Import
    private final @Nullable String tag;

    @Import
    private final int keepTagged;

    @Import
    private final int expireUntaggedAfterDays;

    @Import
    private final boolean forceDelete;

    private final @Nullable String plainImageReference;

    private ContainerImageArgs(Builder builder) {
        this.imageReference = builder.imageReference;
        this.plainImageReference = builder.plainImageReference;
        this.buildContext = builder.buildContext;
        this.dockerfile = builder.dockerfile;
        this.target = builder.target;
        this.buildArguments = new TreeMap<>(builder.buildArguments);
        this.platform = builder.platform;
        this.tag = builder.tag;
        this.keepTagged = builder.keepTagged;
        this.expireUntaggedAfterDays = builder.expireUntaggedAfterDays;
        this.forceDelete = builder.forceDelete;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** An image that exists already, or null. */
    public @Nullable Output<String> imageReference() {
        return imageReference;
    }

    /** The image reference where it is known before the program runs, or null. */
    @Nullable
    String plainImageReference() {
        return plainImageReference;
    }

    /** The folder that is built, or null when nothing is. */
    public @Nullable String buildContext() {
        return buildContext;
    }

    /** The Dockerfile, or null for the one in the build context. */
    public @Nullable String dockerfile() {
        return dockerfile;
    }

    /** The stage of the Dockerfile, or null for the last one. */
    public @Nullable String target() {
        return target;
    }

    /** The Dockerfile's {@code ARG} values. */
    public Map<String, String> buildArguments() {
        return buildArguments;
    }

    /** The platform that is built for. */
    public String platform() {
        return platform;
    }

    /** The tag, or null when an image reference is given. */
    public @Nullable String tag() {
        return tag;
    }

    /** Returns how many tagged images are kept. */
    public int keepTagged() {
        return keepTagged;
    }

    /** Returns how long untagged images are kept, in days. */
    public int expireUntaggedAfterDays() {
        return expireUntaggedAfterDays;
    }

    /** Returns whether the repository may be deleted with images in it. */
    public boolean forceDelete() {
        return forceDelete;
    }

    /** Builds {@link ContainerImageArgs}. */
    public static final class Builder {

        private @Nullable Output<String> imageReference;
        private @Nullable String plainImageReference;
        private @Nullable String buildContext;
        private @Nullable String dockerfile;
        private @Nullable String target;
        private Map<String, String> buildArguments = Map.of();
        private String platform = DEFAULT_PLATFORM;
        private @Nullable String tag;
        private int keepTagged = DEFAULT_KEEP_TAGGED;
        private int expireUntaggedAfterDays = DEFAULT_EXPIRE_UNTAGGED_AFTER_DAYS;
        private boolean forceDelete = DEFAULT_FORCE_DELETE;

        private Builder() {}

        /**
         * Sets whether deleting the repository deletes the images in it. Without it, ECR refuses to delete a repository that holds
         * any, and a stack that ever pushed an image can't be destroyed. Default {@value #DEFAULT_FORCE_DELETE}.
         */
        public Builder forceDelete(boolean value) {
            this.forceDelete = value;
            return this;
        }

        /**
         * An image that exists already, with tag or digest, such as {@code ghcr.io/acme/api:1.4.2}; it is used as it is and no
         * repository is made. Going from a repository to a reference destroys the repository and its images.
         */
        public Builder imageReference(String value) {
            this.plainImageReference = value;
            this.imageReference = Output.of(value);
            return this;
        }

        /** As {@link #imageReference(String)}, for a reference known only later. */
        public Builder imageReference(Output<String> value) {
            this.plainImageReference = null;
            this.imageReference = value;
            return this;
        }

        /** The folder to build, relative to the project's folder. Building needs a Docker daemon on the machine that runs Pulumi. */
        public Builder buildContext(String value) {
            this.buildContext = value;
            return this;
        }

        /** The Dockerfile, relative to the project's folder. Default: {@code Dockerfile} in the build context. */
        public Builder dockerfile(String value) {
            this.dockerfile = value;
            return this;
        }

        /** The stage of the Dockerfile to build. Default: the last one. */
        public Builder target(String value) {
            this.target = value;
            return this;
        }

        /** The Dockerfile's {@code ARG} values; they stay readable in the image's history, so no secrets. Default: none. */
        public Builder buildArguments(Map<String, String> value) {
            this.buildArguments = value;
            return this;
        }

        /**
         * The platform to build for, {@code linux/amd64} or {@code linux/arm64}; the service's
         * {@link FargateServiceArgs.Builder#cpuArchitecture} must match. Default {@value ContainerImageArgs#DEFAULT_PLATFORM}.
         */
        public Builder platform(String value) {
            this.platform = value;
            return this;
        }

        /**
         * The image's tag, such as the commit's hash. Tags can't be moved, so other content needs another tag; {@code latest} is
         * refused. Required unless {@link #imageReference} is given.
         */
        public Builder tag(String value) {
            this.tag = value;
            return this;
        }

        /** Sets how many tagged images are kept, 2 to 1000; older ones are deleted. Default {@value ContainerImageArgs#DEFAULT_KEEP_TAGGED}. */
        public Builder keepTagged(int value) {
            this.keepTagged = value;
            return this;
        }

        /**
         * After how many days untagged images are deleted, 1 to 365. Default
         * {@value ContainerImageArgs#DEFAULT_EXPIRE_UNTAGGED_AFTER_DAYS}.
         */
        public Builder expireUntaggedAfterDays(int value) {
            this.expireUntaggedAfterDays = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public ContainerImageArgs build() {
            return new ContainerImageArgs(this);
        }
    }
}
