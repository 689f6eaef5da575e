package dev.plinth.components.database;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseProxyTest {

    private static final String PROXY = "aws:rds/proxy:Proxy";
    private static final String POOL = "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private DatabaseProxy run(UnaryOperator<DatabaseProxyArgs.Builder> more) {
        return mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            PostgresDatabase database = new PostgresDatabase(
                    "database", PostgresDatabaseArgs.builder().network(network).build());
            return new DatabaseProxy(
                    "pool",
                    more.apply(DatabaseProxyArgs.builder().network(network).database(database))
                            .build());
        });
    }

    @Test
    void fewestArgumentsGiveAProxyWithTlsAndIamAuthentication() {
        DatabaseProxy proxy = run(args -> args);

        assertThat(mocks.only(PROXY).inputs())
                .containsEntry("engineFamily", "POSTGRESQL")
                .containsEntry("requireTls", true)
                .containsEntry("debugLogging", false)
                .containsEntry("idleClientTimeout", 1800.0);
        assertThat(mocks.only(PROXY).objects("auths").get(0))
                .containsEntry("authScheme", "SECRETS")
                .containsEntry("iamAuth", "REQUIRED");
        assertThat(mocks.only(POOL).object("connectionPoolConfig"))
                .containsEntry("maxConnectionsPercent", 90.0)
                .containsEntry("maxIdleConnectionsPercent", 45.0)
                .containsEntry("connectionBorrowTimeout", 30.0);
        assertThat(mocks.named("aws:cloudwatch/logGroup:LogGroup", "pool-logs").text("name"))
                .startsWith("/aws/rds/proxy/")
                .endsWith(mocks.only(PROXY).text("name"));
        assertThat(proxy.port()).isEqualTo(5432);
    }

    @Test
    void theRoleReadsThePasswordOfThisDatabaseOnly() {
        run(args -> args);

        assertThat(mocks.named("aws:iam/rolePolicy:RolePolicy", "pool-policy").text("policy"))
                .contains("secretsmanager:GetSecretValue", "kms:ViaService")
                .doesNotContain("\"*\"");
    }

    @Test
    void theProxyReachesTheDatabaseAndNothingElse() {
        run(args -> args);

        assertThat(mocks.names("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"))
                .filteredOn(name -> name.startsWith("pool-"))
                .containsExactly("pool-to-database");
        assertThat(mocks.names("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
                .contains("database-from-pool");
    }

    @Test
    void aClientMayConnectAsOneUser() {
        mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            PostgresDatabase database = new PostgresDatabase(
                    "database", PostgresDatabaseArgs.builder().network(network).build());
            DatabaseProxy proxy = new DatabaseProxy(
                    "pool",
                    DatabaseProxyArgs.builder()
                            .network(network)
                            .database(database)
                            .build());
            proxy.allowFrom("api", Output.of("sg-api"));
            assertThat(value(PolicyDocument.of(proxy.connectStatements("shop")).toJson()))
                    .contains("rds-db:connect", ":dbuser:", "/shop");
            return proxy;
        });
        assertThat(mocks.named("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "pool-from-api")
                        .inputs())
                .containsEntry("referencedSecurityGroupId", "sg-api")
                .containsEntry("fromPort", 5432.0);
    }

    @Test
    void allArgumentsReachTheirResources() {
        run(args -> args.idleClientTimeoutSeconds(60)
                .maxConnectionsPercent(50)
                .maxIdleConnectionsPercent(10)
                .borrowTimeoutSeconds(5)
                .logRetentionDays(30));

        assertThat(mocks.only(PROXY).inputs()).containsEntry("idleClientTimeout", 60.0);
        assertThat(mocks.only(POOL).object("connectionPoolConfig"))
                .isEqualTo(Map.of(
                        "maxConnectionsPercent", 50.0,
                        "maxIdleConnectionsPercent", 10.0,
                        "connectionBorrowTimeout", 5.0));
        assertThat(mocks.named("aws:cloudwatch/logGroup:LogGroup", "pool-logs").inputs())
                .containsEntry("retentionInDays", 30.0);
    }

    @Test
    void reportsAllFaultsAtOnce() {
        List<Fault> faults = catchThrowableOfType(
                        InvalidArgumentsException.class,
                        () -> mocks.run(() -> new DatabaseProxy(
                                "pool",
                                DatabaseProxyArgs.builder()
                                        .idleClientTimeoutSeconds(0)
                                        .maxConnectionsPercent(101)
                                        .maxIdleConnectionsPercent(-1)
                                        .borrowTimeoutSeconds(0)
                                        .logRetentionDays(2)
                                        .build())))
                .faults();

        assertThat(faults)
                .extracting(Fault::argument)
                .containsExactly(
                        "network",
                        "database",
                        "idleClientTimeoutSeconds",
                        "maxConnectionsPercent",
                        "maxIdleConnectionsPercent",
                        "borrowTimeoutSeconds",
                        "logRetentionDays");
    }
}
