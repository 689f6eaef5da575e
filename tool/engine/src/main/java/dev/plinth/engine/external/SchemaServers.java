package dev.plinth.engine.external;

import codegen.LoaderGrpc.LoaderImplBase;
import codegen.LoaderOuterClass.GetSchemaRequest;
import codegen.LoaderOuterClass.GetSchemaResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import dev.plinth.engine.grpc.LocalServer;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import pulumirpc.Plugin.PluginAttach;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider;
import pulumirpc.ResourceProviderGrpc.ResourceProviderImplBase;

/**
 * Serves providers' schemas to a language host in the two ways in which hosts ask for them: from a loader, and from the
 * provider itself, as version 1.25 of {@code pulumi-language-yaml} does.
 */
final class SchemaServers implements AutoCloseable {

    /** The version of an attached provider is not used; the schema states the package's. */
    private static final String VERSION = "1.0.0";

    private final Map<String, LocalServer> providers = new TreeMap<>();
    private final List<LocalServer> loaders = new ArrayList<>();

    private SchemaServers(SchemaSource schemas) {
        schemas.byPackage()
                .forEach((name, schema) -> providers.put(name, LocalServer.start(List.of(new SchemaProvider(schema)))));
        if (!providers.isEmpty()) {
            loaders.add(LocalServer.start(List.of(new SchemaLoader(schemas))));
        }
    }

    /** Starts the servers; none when there are no schemas. */
    static SchemaServers start(SchemaSource schemas) {
        return new SchemaServers(schemas);
    }

    /** Returns the variables that make a host ask the providers here. */
    Map<String, String> variables() {
        return providers.isEmpty()
                ? Map.of()
                : Map.of(
                        "PULUMI_DEBUG_PROVIDERS",
                        providers.entrySet().stream()
                                .map(entry ->
                                        entry.getKey() + ":" + entry.getValue().port())
                                .collect(Collectors.joining(",")));
    }

    /** Returns the loader's address; empty when there are no schemas. */
    String loader() {
        return loaders.isEmpty() ? "" : loaders.get(0).address();
    }

    @Override
    public void close() {
        providers.values().forEach(LocalServer::close);
        loaders.forEach(LocalServer::close);
    }

    /** Loads any package's schema. */
    private static final class SchemaLoader extends LoaderImplBase {
        private final SchemaSource schemas;

        SchemaLoader(SchemaSource schemas) {
            this.schemas = schemas;
        }

        @Override
        public void getSchema(GetSchemaRequest request, StreamObserver<GetSchemaResponse> response) {
            Supplier<String> schema = schemas.byPackage().get(request.getPackage());
            if (schema == null) {
                response.onError(Status.NOT_FOUND
                        .withDescription("no schema of the package " + request.getPackage() + "; known: "
                                + String.join(", ", new TreeMap<>(schemas.byPackage()).keySet()))
                        .asRuntimeException());
                return;
            }
            response.onNext(GetSchemaResponse.newBuilder()
                    .setSchema(ByteString.copyFromUtf8(schema.get()))
                    .build());
            response.onCompleted();
        }
    }

    /** A provider that only has a schema. */
    private static final class SchemaProvider extends ResourceProviderImplBase {
        private final Supplier<String> schema;

        SchemaProvider(Supplier<String> schema) {
            this.schema = schema;
        }

        @Override
        public void attach(PluginAttach request, StreamObserver<Empty> response) {
            response.onNext(Empty.getDefaultInstance());
            response.onCompleted();
        }

        @Override
        public void getPluginInfo(Empty request, StreamObserver<PluginInfo> response) {
            response.onNext(PluginInfo.newBuilder().setVersion(VERSION).build());
            response.onCompleted();
        }

        @Override
        public void getSchema(Provider.GetSchemaRequest request, StreamObserver<Provider.GetSchemaResponse> response) {
            response.onNext(Provider.GetSchemaResponse.newBuilder()
                    .setSchema(schema.get())
                    .build());
            response.onCompleted();
        }

        @Override
        public void cancel(Empty request, StreamObserver<Empty> response) {
            response.onNext(Empty.getDefaultInstance());
            response.onCompleted();
        }
    }
}
