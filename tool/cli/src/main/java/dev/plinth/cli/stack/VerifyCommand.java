package dev.plinth.cli.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.DurationConverter;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackCandidates;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.ListText;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.verification.CertificateChecks;
import dev.plinth.operation.verification.Check;
import dev.plinth.operation.verification.ConnectTo;
import dev.plinth.operation.verification.DeploymentVerification;
import dev.plinth.operation.verification.EndpointResult;
import dev.plinth.operation.verification.HealthEndpoint;
import dev.plinth.operation.verification.HealthEndpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth verify}: sends requests to the endpoints of a stack, and checks the responses. */
@Command(
        name = "verify",
        description =
                "Verify a deployment: request the stack's health endpoints, and check status codes, security headers, TLS, "
                        + "certificates and redirects to HTTPS. Endpoints follow from the stack's resources; "
                        + "plinth:verification adds others. See docs/verification.md.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:All checks passed.",
            " 1:A check failed.",
            " 2:Wrong usage or configuration.",
            " 3:An endpoint did not respond."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth verify production",
            "  plinth verify staging --wait 5m          repeat until all checks pass",
            "  plinth verify production --json | jq '.endpoints[] | {url, status}'",
            "  plinth verify staging --connect-to ::127.0.0.1:8443 --cacert ca.pem"
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging.")
    String stack = "";

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Repeat the requests every 5 seconds until all checks pass, for at most TIME, such as 5m.")
    @Nullable
    Duration wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description = "Longest time to a response. Default: ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = "--connect-to",
            paramLabel = "HOST:PORT:TO_HOST:TO_PORT",
            description =
                    "Connect to another address for a host, as in curl: a local server, or a load balancer before its DNS record. "
                            + "An empty HOST or PORT applies to all. Repeatable.")
    List<String> connectTo = List.of();

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "Trust the certification authorities in FILE (PEM) instead of those of the Java runtime.")
    @Nullable
    Path authorities;

    @Mixin
    CommonOptions common = new CommonOptions();

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StackDefinition definition = StackDefinition.read(common.project(), stack);
        List<HealthEndpoint> endpoints =
                HealthEndpoints.of(definition.record(), definition.settings().verification());
        DeploymentVerification.Connection connection = connection();
        if (endpoints.isEmpty()) {
            terminal.say("warning: " + stack + " has no endpoints: no resource has a host name; next: add URLs to "
                    + "plinth:verification.endpoints in Pulumi." + stack + ".yaml");
        }
        if (!endpoints.stream().allMatch(connection::isElsewhere)) {
            // Such a host is not this project's.
            definition.refusePlaceholders();
        }
        List<EndpointResult> results;
        try (DeploymentVerification verification = new DeploymentVerification(
                endpoints, definition.settings().verification(), connection, common.clock())) {
            results = run(verification);
        }
        print(results);
        if (results.stream().anyMatch(EndpointResult::isUnreachable)) {
            return ExitCode.FAILURE;
        }
        return isPassed(results) ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private DeploymentVerification.Connection connection() {
        try {
            return new DeploymentVerification.Connection(
                    connectTo.stream().map(ConnectTo::parse).toList(),
                    authorities == null
                            ? CertificateChecks.withDefaultAuthorities()
                            : CertificateChecks.withAuthorities(authorities),
                    timeout);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--connect-to " + e.getMessage());
        } catch (IOException | CertificateException e) {
            throw new UsageException("--cacert " + authorities + ": expected a file of certificates in PEM");
        }
    }

    private List<EndpointResult> run(DeploymentVerification verification) {
        Instant end = common.clock().instant().plus(wait == null ? Duration.ZERO : wait);
        while (true) {
            List<EndpointResult> results = verification.run();
            Duration left = Duration.between(common.clock().instant(), end);
            if (isPassed(results) || left.compareTo(BETWEEN_ATTEMPTS) < 0) {
                return results;
            }
            long failing = results.stream()
                    .filter(result -> !result.problems().isEmpty())
                    .count();
            terminal.say("waiting: " + failing + " of " + results.size() + " endpoints failed; at most "
                    + left.toSeconds() + " s left");
            try {
                Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return results;
            }
        }
    }

    private static boolean isPassed(List<EndpointResult> results) {
        return results.stream().allMatch(result -> result.problems().isEmpty());
    }

    private void print(List<EndpointResult> results) {
        if (common.json) {
            ObjectNode document = JsonNodeFactory.instance
                    .objectNode()
                    .put("stack", stack)
                    .put("result", isPassed(results) ? "passed" : "failed");
            ArrayNode array = document.putArray("endpoints");
            results.forEach(result -> array.add(result.toJson()));
            terminal.json(document);
            return;
        }
        new ListText(terminal)
                .table(
                        List.of("url", "status", "time", "tls", "certificate until", "checks"),
                        results.stream().map(VerifyCommand::row).toList());
        for (EndpointResult result : results) {
            for (Check problem : result.problems()) {
                terminal.say((problem.outcome() == Check.Outcome.UNREACHABLE ? "unreachable: " : "failed: ")
                        + result.endpoint().url() + ": " + problem.detail());
            }
        }
        long count =
                results.stream().mapToLong(result -> result.checks().size()).sum();
        long problems =
                results.stream().mapToLong(result -> result.problems().size()).sum();
        terminal.out().println((count - problems) + " of " + count + " checks passed");
    }

    private static List<String> row(EndpointResult result) {
        int problems = result.problems().size();
        return List.of(
                result.endpoint().url().toString(),
                result.status().map(String::valueOf).orElse(""),
                result.time().map(time -> time.toMillis() + " ms").orElse(""),
                result.tls().orElse(""),
                result.expires()
                        .map(date -> LocalDate.ofInstant(date, ZoneOffset.UTC).toString())
                        .orElse(""),
                result.isUnreachable()
                        ? "no response"
                        : problems == 0
                                ? result.checks().size() + " passed"
                                : problems + " of " + result.checks().size() + " failed");
    }
}
