package dev.plinth.components.queue;

import com.pulumi.core.Output;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;

/** The statements that every queue's policy has. */
final class QueuePolicyStatements {

    private QueuePolicyStatements() {}

    /**
     * Nobody without TLS, and the services that may send for this account.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html">Amazon SQS
     *     security best practices</a>
     */
    static List<Statement> of(Output<String> queueArn, List<String> senderServices, AwsAccount account) {
        List<Statement> statements = new ArrayList<>(List.of(Statement.deny("TlsOnly")
                .anyPrincipal()
                .actions("sqs:*")
                .resource(queueArn)
                .condition("Bool", "aws:SecureTransport", "false")));
        for (String service : senderServices) {
            statements.add(Statement.allow(PolicyDocument.sidOfService("SendFrom", service))
                    .servicePrincipal(service)
                    .actions("sqs:SendMessage")
                    .resource(queueArn)
                    .condition("StringEquals", "aws:SourceAccount", account.accountId()));
        }
        return statements;
    }
}
