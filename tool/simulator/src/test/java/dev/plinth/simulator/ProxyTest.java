package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RDS Proxy and its database. */
class ProxyTest {

    private static final String PROXY = "aws:rds/proxy:Proxy";
    private static final String TARGET = "aws:rds/proxyTarget:ProxyTarget";

    private TestCloud cloud;
    private Landscape landscape;
    private Made database;
    private Made secret;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        landscape = new Landscape(cloud);
        database = cloud.create("aws:rds/instance:Instance", "database", landscape.database(Map.of()));
        secret = cloud.create("aws:secretsmanager/secret:Secret", "password", Map.of());
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Made proxy(String name, String family) {
        return cloud.create(
                PROXY,
                name,
                Map.of(
                        "engineFamily",
                        family,
                        "roleArn",
                        landscape.role(name).text("arn"),
                        "requireTls",
                        true,
                        "vpcSubnetIds",
                        landscape.subnetIds(),
                        "auths",
                        List.of(Map.of("secretArn", secret.text("arn"), "iamAuth", "REQUIRED"))));
    }

    private Map<String, Object> target(Made proxy) {
        return Map.of(
                "dbProxyName",
                proxy.text("name"),
                "targetGroupName",
                "default",
                "dbInstanceIdentifier",
                database.text("identifier"));
    }

    @Test
    void aProxyHasOneDatabaseOfItsEngine() {
        Made proxy = proxy("pool", "POSTGRESQL");
        cloud.create(TARGET, "target", target(proxy));

        assertThat(refusal(() -> cloud.create(TARGET, "second", target(proxy))))
                .contains("DBProxyTargetAlreadyRegisteredFault");
        Made other = proxy("other", "MYSQL");
        assertThat(refusal(() -> cloud.create(TARGET, "third", target(other)))).contains("is not supported by a proxy");
    }

    @Test
    void rejectsADatabaseThatDoesNotExist() {
        Made proxy = proxy("pool", "POSTGRESQL");
        cloud.delete(database);

        assertThat(refusal(() -> cloud.create(TARGET, "target", target(proxy)))).contains("DBInstanceNotFound");
    }
}
