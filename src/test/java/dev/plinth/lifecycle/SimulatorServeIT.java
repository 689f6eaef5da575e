package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.Main;
import dev.plinth.engine.external.Packages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plinth simulator serve} for a program that is not Plinth's, driven by the bare {@code pulumi}. */
final class SimulatorServeIT {

    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @Test
    void javaWorksWithThePrintedValueUntilTheServerIsStopped(@TempDir Path folder, @TempDir Path own) throws Exception {
        Files.writeString(
                folder.resolve("Pulumi.yaml"),
                """
                name: elsewhere
                runtime: {name: java, options: {binary: program.jar}}
                """);
        writeJar(folder.resolve("program.jar"));

        checkWith(folder, own);
    }

    @Test
    void typeScriptWorksWithThePrintedValueUntilTheServerIsStopped(@TempDir Path folder, @TempDir Path own)
            throws Exception {
        Files.writeString(folder.resolve("Pulumi.yaml"), "{name: elsewhere, runtime: nodejs}");
        Files.writeString(folder.resolve("package.json"), "{\"name\": \"elsewhere\", \"main\": \"index.ts\"}");
        Files.writeString(
                folder.resolve("index.ts"),
                """
                import * as aws from "@pulumi/aws";

                const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
                new aws.ec2.Subnet("first", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
                export const vpcId = vpc.id;
                """);
        Path link = Files.createSymbolicLink(
                folder.resolve("node_modules"), Packages.node().resolve("node_modules"));

        checkWith(folder, own);

        // Else the temporary directory's end is logged, because the link leads out of it.
        Files.delete(link);
    }

    @Test
    void pythonWorksWithThePrintedValueUntilTheServerIsStopped(@TempDir Path folder, @TempDir Path own)
            throws Exception {
        Files.writeString(
                folder.resolve("Pulumi.yaml"),
                "{name: elsewhere, runtime: {name: python, options: {virtualenv: '" + Packages.python() + "'}}}");
        Files.writeString(
                folder.resolve("__main__.py"),
                """
                import pulumi
                import pulumi_aws as aws

                vpc = aws.ec2.Vpc("main", cidr_block="10.0.0.0/16")
                aws.ec2.Subnet("first", vpc_id=vpc.id, cidr_block="10.0.0.0/24")
                pulumi.export("vpcId", vpc.id)
                """);

        checkWith(folder, own);
    }

    /** Serves, and drives the project's program with the bare command until nothing but the VPC is left. */
    private static void checkWith(Path folder, Path own) throws Exception {
        Files.writeString(folder.resolve("Pulumi.test.yaml"), "config: {aws:region: eu-central-1}\n");
        Process serve = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        CLASS_PATH,
                        Main.class.getName(),
                        "simulator",
                        "serve",
                        "--project",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = serve.inputReader(StandardCharsets.UTF_8)) {
            String providers = out.readLine();
            assertThat(providers).matches("aws:\\d+(,[a-z-]+:\\d+)*");
            int port = Integer.parseInt(providers.substring(4).split(",", -1)[0]);

            BarePulumi pulumi = new BarePulumi(folder, own, providers);
            assertThat(pulumi.run("stack", "init", "test").exitCode()).isZero();
            Run up = pulumi.run("up", "--yes", "-s", "test");
            assertThat(up.exitCode()).as(up.toString()).isZero();
            assertThat(pulumi.run("stack", "output", "vpcId", "-s", "test").out())
                    .startsWith("vpc-");
            Run again = pulumi.run("preview", "--expect-no-changes", "-s", "test");
            assertThat(again.exitCode()).as(again.toString()).isZero();
            assertThat(pulumi.run("destroy", "--yes", "-s", "test", "--target", "**::first")
                            .exitCode())
                    .isZero();

            serve.destroy();
            assertThat(serve.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class);
        } finally {
            serve.destroyForcibly();
        }
        TestProject project = TestProject.of(folder);
        assertThat(project.resources()).singleElement().satisfies(resource -> assertThat(
                        resource.path("type").asText())
                .isEqualTo("aws:ec2/vpc:Vpc"));
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, TwoResources.class.getName());
        List<String> entries = Arrays.asList(CLASS_PATH.split(":", -1));
        attributes.put(
                Attributes.Name.CLASS_PATH,
                entries.stream()
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
    }
}
