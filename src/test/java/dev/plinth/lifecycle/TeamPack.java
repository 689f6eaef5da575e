package dev.plinth.lifecycle;

import com.google.protobuf.Empty;
import com.google.protobuf.Value;
import dev.plinth.engine.grpc.LocalServer;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;
import pulumirpc.AnalyzerOuterClass.PolicyInfo;
import pulumirpc.Plugin.PluginInfo;

/**
 * A team's own policy pack with one policy, {@value #POLICY}: a VPC has a tag. Its plugin is a shell script that names the port
 * of a server in this process.
 */
public final class TeamPack extends AnalyzerGrpc.AnalyzerImplBase implements AutoCloseable {

    /** The policy's name. */
    public static final String POLICY = "vpc-tagged";

    private static final String VPC = "aws:ec2/vpc:Vpc";

    private final LocalServer server;
    private final Map<String, String> configuration = new ConcurrentHashMap<>();

    private String name = "team-policies";
    private List<String> policies = List.of(POLICY);
    private BiConsumer<AnalyzeRequest, StreamObserver<AnalyzeResponse>> analyze = this::demandTag;

    /** Starts the server. */
    public TeamPack() {
        server = LocalServer.start(List.of(this));
    }

    /** Calls the pack by another name. */
    public TeamPack named(String other) {
        name = other;
        return this;
    }

    /** Leaves out the policy. */
    public TeamPack empty() {
        policies = List.of();
        return this;
    }

    /** Judges in another way. */
    public TeamPack judging(BiConsumer<AnalyzeRequest, StreamObserver<AnalyzeResponse>> other) {
        analyze = other;
        return this;
    }

    /** Judges each VPC to violate something. */
    public TeamPack finding(AnalyzeDiagnostic.Builder diagnostic) {
        return judging((request, observer) -> {
            AnalyzeResponse.Builder response = AnalyzeResponse.newBuilder();
            if (request.getType().equals(VPC)) {
                response.addDiagnostics(diagnostic);
            }
            answer(observer, response.build());
        });
    }

    /** Writes the pack's folder and makes its plugin known to the project. */
    public Path install(Path folder, TestProject project) {
        return install(folder, project, "echo " + server.port() + "\nexec cat >/dev/null");
    }

    /**
     * Writes a pack whose plugin is a shell script.
     *
     * @param folder where to; its name is the runtime's, too
     * @param script the script
     */
    public static Path install(Path folder, TestProject project, String script) {
        String runtime = String.valueOf(folder.getFileName());
        try {
            Path plugin = Files.createDirectories(folder.resolve("plugin"));
            Files.writeString(folder.resolve("PulumiPolicy.yaml"), "runtime: " + runtime + "\n");
            Path executable = Files.writeString(
                    plugin.resolve("pulumi-analyzer-policy-" + runtime), "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
            Files.writeString(
                    project.folder().resolve("Pulumi.yaml"),
                    "\n    - name: policy-" + runtime + "\n      path: " + plugin + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    @Override
    public void getAnalyzerInfo(Empty request, StreamObserver<AnalyzerInfo> observer) {
        AnalyzerInfo.Builder info =
                AnalyzerInfo.newBuilder().setName(name).setVersion("1.2.3").setSupportsConfig(true);
        policies.forEach(policy -> info.addPolicies(
                PolicyInfo.newBuilder().setName(policy).setEnforcementLevel(EnforcementLevel.MANDATORY)));
        answer(observer, info.build());
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        answer(observer, PluginInfo.newBuilder().setVersion("1.2.3").build());
    }

    @Override
    public void configure(ConfigureAnalyzerRequest request, StreamObserver<Empty> observer) {
        request.getPolicyConfigMap()
                .getOrDefault(POLICY, pulumirpc.AnalyzerOuterClass.PolicyConfig.getDefaultInstance())
                .getProperties()
                .getFieldsMap()
                .forEach((key, value) -> configuration.put(key, value.getStringValue()));
        answer(observer, Empty.getDefaultInstance());
    }

    @Override
    public void analyze(AnalyzeRequest request, StreamObserver<AnalyzeResponse> observer) {
        analyze.accept(request, observer);
    }

    private void demandTag(AnalyzeRequest request, StreamObserver<AnalyzeResponse> observer) {
        String tag = configuration.getOrDefault("tag", "team");
        Value tags = request.getProperties().getFieldsOrDefault("tags", Value.getDefaultInstance());
        AnalyzeResponse.Builder response = AnalyzeResponse.newBuilder();
        if (request.getType().equals(VPC) && !tags.getStructValue().containsFields(tag)) {
            response.addDiagnostics(diagnostic(POLICY, EnforcementLevel.MANDATORY)
                    .setPolicyPackName(name)
                    .setMessage("tags." + tag + " is missing"));
        }
        answer(observer, response.build());
    }

    /** What a policy of this pack finds. */
    public static AnalyzeDiagnostic.Builder diagnostic(String policy, EnforcementLevel level) {
        return AnalyzeDiagnostic.newBuilder()
                .setPolicyName(policy)
                .setPolicyPackName("team-policies")
                .setEnforcementLevel(level);
    }

    private static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }

    @Override
    public void close() {
        server.close();
    }
}
