package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.RuleFixtures.DEAD_LETTERS;
import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.REDRIVE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.TLS_POLICY;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.protect;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, secrets, topics, queues, events, logs and canaries: what the fixtures of their rules don't show. */
class DeliveryRulesTest {

    private static final String KEY = "aws:kms/key:Key";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String TOPIC = "aws:sns/topic:Topic";
    private static final String TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
    private static final String QUEUE = "aws:sqs/queue:Queue";
    private static final String CANARY = "aws:synthetics/canary:Canary";
    private static final PropertyValue UNKNOWN = PropertyValue.Unknown.VALUE;

    @ParameterizedTest
    @CsvSource({
        "keyUsage, SIGN_VERIFY",
        "keyUsage, GENERATE_VERIFY_MAC",
        "customerMasterKeySpec, RSA_2048",
        "customKeyStoreId, cks-1"
    })
    void onlySymmetricKeysRotate(String property, String value) {
        assertThatRule("kms-rotation")
                .isNotApplicable(resource(KEY, "key", Map.of(property, value)))
                .fails(resource(KEY, "key", Map.of("customerMasterKeySpec", "SYMMETRIC_DEFAULT")));
    }

    @Test
    void aKeysPolicyMayStandBesideIt() {
        GraphResource key = resource(KEY, "key", Map.of());
        GraphResource policy = dependingOn(resource("aws:kms/keyPolicy:KeyPolicy", "policy", Map.of()), "keyId", key);
        assertThatRule("kms-policy-defined")
                .fails(key)
                .passes(key, policy)
                .fails(key, resource("aws:kms/keyPolicy:KeyPolicy", "policy", Map.of("keyId", "another")));
    }

    @Test
    void productionKeysOfDataAreProtected() {
        GraphResource key = protect(resource(KEY, "key", Map.of()), false);
        GraphResource database = dependingOn(resource(RuleFixtures.DATABASE, "db", Map.of()), "kmsKeyId", key);
        GraphResource bucket = dependingOn(
                resource(
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                        "assets",
                        Map.of()),
                "rules",
                key);
        GraphResource logs =
                dependingOn(resource("aws:cloudwatch/logGroup:LogGroup", "logs", Map.of()), "kmsKeyId", key);
        assertThatRule("kms-pulumi-protect")
                .passes(protect(key, true), database)
                .failsWith("the option protect is false but must be true", key, database)
                .fails(key, bucket)
                .isNotApplicable(key, logs)
                .in(Tier.STAGING)
                .isNotApplicable(key, database);
    }

    @Test
    void aKeyOfTheStackIsTheCustomers() {
        GraphResource key = resource(KEY, "key", Map.of());
        GraphResource secret =
                dependingOn(resource("aws:secretsmanager/secret:Secret", "login", Map.of()), "kmsKeyId", key);
        assertThatRule("secret-config")
                .passes(secret, key)
                .isUnknown("kmsKeyId", secret)
                .fails(with(secret, "kmsKeyId", PropertyValue.of("arn:aws:kms:x:1:alias/aws/secretsmanager")), key);
    }

    @Test
    void whereSecretsCanBeRecoveredMattersInProduction() {
        GraphResource gone = resource(
                "aws:secretsmanager/secret:Secret",
                "login",
                Map.of("kmsKeyId", "alias/app", "recoveryWindowInDays", 0));
        assertThatRule("secret-config").fails(gone).in(Tier.DEVELOPMENT).passes(gone);
    }

    @Test
    void aSecretThatAPersonSetsIsNotRotated() {
        GraphResource byHand = resource(
                "aws:secretsmanager/secret:Secret",
                "stripe",
                Map.of("tags", Map.of("rotation", "manual")),
                Map.of("arn", "arn:aws:secretsmanager:x:1:secret:stripe"));
        GraphResource version = resource(
                "aws:secretsmanager/secretVersion:SecretVersion",
                "stripe",
                Map.of("secretId", "arn:aws:secretsmanager:x:1:secret:stripe"));
        assertThatRule("secret-rotation")
                .isNotApplicable(byHand)
                .fails(byHand, version)
                .fails(with(byHand, "tags.rotation", PropertyValue.of("automatic")));
    }

    @Test
    void aCronExpressionRotates() {
        assertThatRule("secret-rotation-period")
                .passes(resource(
                        "aws:secretsmanager/secretRotation:SecretRotation",
                        "login",
                        Map.of("rotationRules", Map.of("scheduleExpression", "rate(10 days)"))))
                .isUnknown(
                        "rotationRules.automaticallyAfterDays",
                        resource(
                                "aws:secretsmanager/secretRotation:SecretRotation",
                                "login",
                                Map.of("rotationRules", UNKNOWN)));
    }

    @Test
    void everyCredentialOfAResourceIsASecret() {
        GraphResource connection = resource(
                "aws:cloudwatch/eventConnection:EventConnection",
                "api",
                Map.of(
                        "authParameters",
                        Map.of(
                                "apiKey",
                                Map.of("key", "X-Key", "value", new PropertyValue.Secret(PropertyValue.of("drawn"))))));
        assertThatRule("secret-input-is-secret")
                .passes(connection)
                .fails(with(connection, "authParameters.apiKey.value", PropertyValue.of("drawn")));
    }

    private static GraphResource alarm(GraphResource topic) {
        return dependingOn(resource(ALARM, "alarm", Map.of("actionsEnabled", true)), "alarmActions", topic);
    }

    @Test
    void anAlarmThatOnlyScalesNotifiesNoOne() {
        String policy =
                "arn:aws:autoscaling:eu-central-1:123456789012:scalingPolicy:1f:resource/ecs/service/main/mailer";
        GraphResource scaling = resource("aws:appautoscaling/policy:Policy", "mailer", Map.of());
        GraphResource topic = resource("aws:sns/topic:Topic", "alarms", Map.of());
        GraphResource later = resource(ALARM, "later", Map.of("alarmActions", UNKNOWN));
        assertThatRule("alarm-tells-recovery")
                .isNotApplicable(resource(ALARM, "known", Map.of("alarmActions", List.of(policy))))
                .fails(resource(
                        ALARM, "both", Map.of("alarmActions", List.of(policy, "arn:aws:sns:eu-central-1:1:alarms"))))
                .isNotApplicable(dependingOn(later, "alarmActions", scaling), scaling)
                .fails(dependingOn(later, "alarmActions", topic), topic)
                .fails(dependingOn(later, "alarmActions", topic, scaling), topic, scaling);
    }

    @Test
    void anAlarmWhoseTopicIsInTheStackHasAnAction() {
        GraphResource topic = resource(TOPIC, "alarms", Map.of());
        assertThatRule("alarm-has-actions")
                .passes(alarm(topic), topic)
                .isUnknown("alarmActions", alarm(topic))
                .fails(with(alarm(topic), "actionsEnabled", PropertyValue.of("false")), topic)
                .fails(with(alarm(topic), "alarmActions", PropertyValue.of(List.of())), topic);
    }

    @Test
    void anAlarmThatACompositeAlarmEvaluatesNeedsNoAction() {
        GraphResource window = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "window", Map.of());
        GraphResource composite = dependingOn(
                resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "burn", Map.of()), "alarmRule", window);
        assertThatRule("alarm-has-actions").fails(window).isNotApplicable(window, composite);
        assertThatRule("alarm-tells-recovery").fails(window).isNotApplicable(window, composite);
        assertThatRule("alarm-has-actions").fails(composite, window);
    }

    @Test
    void onlyTopicsOfAlarmsNeedAKeyForCloudWatchAndASubscription() {
        GraphResource topic = resource(TOPIC, "alarms", Map.of("kmsMasterKeyId", "alias/aws/sns"));
        GraphResource subscription =
                dependingOn(resource("aws:sns/topicSubscription:TopicSubscription", "call", Map.of()), "topic", topic);
        assertThatRule("sns-alarm-topic-key")
                .isNotApplicable(topic)
                .fails(topic, alarm(topic))
                .passes(with(topic, "kmsMasterKeyId", PropertyValue.of("alias/app")), alarm(topic));
        assertThatRule("sns-alarm-topic-subscribed")
                .isNotApplicable(topic)
                .fails(topic, alarm(topic))
                .passes(topic, alarm(topic), subscription);
    }

    @Test
    void aPolicyThatDeniesPlainTextMayBeASeparateResource() {
        GraphResource topic = resource(TOPIC, "alarms", Map.of());
        GraphResource policy =
                dependingOn(resource(TOPIC_POLICY, "policy", Map.of("policy", TLS_POLICY)), "arn", topic);
        assertThatRule("sns-tls-only")
                .fails(topic)
                .passes(topic, policy)
                .isUnknown("policy", topic, with(policy, "policy", UNKNOWN))
                .fails(topic, with(policy, "policy", PropertyValue.of(PRIVATE_POLICY)))
                .fails(topic, with(policy, "policy", PropertyValue.of("no JSON")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}",
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}]}",
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"123456789012\"},\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}",
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Condition\":{\"Null\":{\"aws:SecureTransport\":\"false\"}}}]}"
            })
    void rejectsPoliciesThatDoNotDenyPlainText(String policy) {
        assertThatRule("sqs-tls-only").fails(resource(QUEUE, "orders", Map.of("policy", policy)));
    }

    @Test
    void everySpellingOfRefusingPlainText() {
        assertThatRule("sqs-tls-only")
                .passes(resource(QUEUE, "orders", Map.of("policy", TLS_POLICY.replace("\"Bool\"", "\"BoolIfExists\""))))
                .passes(resource(
                        QUEUE,
                        "orders",
                        Map.of("policy", TLS_POLICY.replace("aws:SecureTransport", "AWS:securetransport"))))
                .passes(resource(
                        QUEUE,
                        "orders",
                        Map.of("policy", TLS_POLICY.replace("\"Principal\":\"*\"", "\"Principal\":{\"AWS\":[\"*\"]}"))))
                .passes(resource(QUEUE, "orders", Map.of("policy", TLS_POLICY.replace("\"false\"", "false"))));
    }

    @Test
    void otherAccountsAreKnownByTheProvidersOwn() {
        GraphResource theirs = resource(
                TOPIC_POLICY, "policy", Map.of("policy", PRIVATE_POLICY.replace("123456789012", "210987654321")));
        GraphResource organization = with(
                theirs,
                "policy",
                PropertyValue.of(
                        PRIVATE_POLICY
                                .replace("123456789012", "210987654321")
                                .replace(
                                        "\"Resource\":\"*\"",
                                        "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}")));
        assertThatRule("sns-own-accounts")
                .isNotApplicable(theirs)
                .fails(theirs, RuleFixtures.OWN_ACCOUNT)
                .passes(organization, RuleFixtures.OWN_ACCOUNT);
    }

    @Test
    void aTopicForAPersonNeedsNoDeadLetterQueue() {
        GraphResource mail =
                resource("aws:sns/topicSubscription:TopicSubscription", "mail", Map.of("protocol", "email"));
        GraphResource queue = resource(QUEUE, "dead", Map.of());
        GraphResource lambda = dependingOn(with(mail, "protocol", PropertyValue.of("lambda")), "redrivePolicy", queue);
        assertThatRule("sns-subscription-dead-letter").isNotApplicable(mail).passes(lambda, queue);
    }

    @Test
    void deadLetterQueuesNeedNoneThemselves() {
        GraphResource dead = resource(QUEUE, "dead", Map.of(), Map.of("arn", DEAD_LETTERS));
        GraphResource orders = resource(QUEUE, "orders", Map.of("redrivePolicy", REDRIVE_POLICY));
        GraphResource first = dependingOn(resource(QUEUE, "orders", Map.of()), "redrivePolicy", dead);
        GraphResource beside =
                dependingOn(resource("aws:sqs/redrivePolicy:RedrivePolicy", "redrive", Map.of()), "queueUrl", dead);
        assertThatRule("sqs-dead-letter")
                .fails(dead)
                .passes(dead, orders)
                .passes(dead, first)
                .passes(first, dead)
                .passes(dead, beside)
                .passes(with(dead, "redriveAllowPolicy", PropertyValue.of("{}")))
                .fails(
                        dead,
                        resource(QUEUE, "orders", Map.of("redrivePolicy", REDRIVE_POLICY.replace(":dead", ":deader"))));
    }

    @Test
    void deadLettersOutliveTheirSources() {
        GraphResource dead = resource(QUEUE, "dead", Map.of(), Map.of("arn", DEAD_LETTERS));
        GraphResource orders =
                resource(QUEUE, "orders", Map.of("redrivePolicy", REDRIVE_POLICY, "messageRetentionSeconds", 60));
        assertThatRule("sqs-dead-letter-retention")
                .isNotApplicable(dead)
                .passes(dead, orders)
                .fails(dead, with(orders, "messageRetentionSeconds", PropertyValue.of("345600")))
                .isUnknown("messageRetentionSeconds", dead, with(orders, "messageRetentionSeconds", UNKNOWN))
                .fails(dead, with(orders, "messageRetentionSeconds", PropertyValue.Null.VALUE));
    }

    @ParameterizedTest
    @CsvSource({"5, true", "1, false", "1000, true", "1001, false", "'\"3\"', true"})
    void receives(String count, boolean complies) {
        String policy = REDRIVE_POLICY.replace("5}", count + "}");
        GraphResource queue = resource(QUEUE, "orders", Map.of("redrivePolicy", policy));
        if (complies) {
            assertThatRule("sqs-receive-count").passes(queue);
        } else {
            assertThatRule("sqs-receive-count").fails(queue);
        }
    }

    @Test
    void aQueueIsEncryptedByDefault() {
        assertThatRule("sqs-encrypted")
                .passes(resource(QUEUE, "orders", Map.of()))
                .fails(resource(QUEUE, "orders", Map.of("sqsManagedSseEnabled", "false")));
    }

    @Test
    void everybodyMaySendEventsOfAnOrganization() {
        Map<String, ?> everybody = Map.of("principal", "*");
        assertThatRule("event-bus-not-public")
                .fails(resource("aws:cloudwatch/eventPermission:EventPermission", "all", everybody))
                .passes(resource(
                        "aws:cloudwatch/eventPermission:EventPermission",
                        "all",
                        Map.of("principal", "*", "condition", Map.of("value", "o-example"))))
                .fails(resource(
                        "aws:cloudwatch/eventBusPolicy:EventBusPolicy", "all", Map.of("policy", PUBLIC_POLICY)));
    }

    @Test
    void disabledSchedulesAreViolationsInProduction() {
        GraphResource off = resource("aws:scheduler/schedule:Schedule", "nightly", Map.of("state", "DISABLED"));
        assertThatRule("schedule-on").fails(off).in(Tier.STAGING).isNotApplicable(off);
        GraphResource rule = resource("aws:cloudwatch/eventRule:EventRule", "nightly", Map.of("isEnabled", "false"));
        assertThatRule("event-rule-on").fails(rule).in(Tier.STAGING).isNotApplicable(rule);
    }

    @Test
    void targetsAndQueuesMayBeMadeByTheStack() {
        GraphResource queue = resource(QUEUE, "dead", Map.of());
        GraphResource rule = resource("aws:cloudwatch/eventRule:EventRule", "nightly", Map.of());
        GraphResource target =
                dependingOn(resource("aws:cloudwatch/eventTarget:EventTarget", "target", Map.of()), "rule", rule);
        GraphResource lettered = with(
                dependingOn(target, "deadLetterConfig", queue),
                "deadLetterConfig",
                PropertyValue.of(Map.of("arn", UNKNOWN)));
        assertThatRule("event-rule-has-target").passes(rule, target).fails(rule);
        assertThatRule("event-target-dead-letter").passes(lettered, queue).isUnknown("deadLetterConfig.arn", lettered);
    }

    @Test
    void aMetricIsWatchedThroughAnExpressionToo() {
        GraphResource filter = resource(
                "aws:cloudwatch/logMetricFilter:LogMetricFilter",
                "root",
                Map.of("metricTransformation", Map.of("name", "RootSignIns", "namespace", "Security")));
        GraphResource query = resource(
                ALARM,
                "alarm",
                Map.of(
                        "metricQueries",
                        List.of(Map.of("metric", Map.of("metricName", "RootSignIns", "namespace", "Security")))));
        assertThatRule("logs-metric-filter-alarmed")
                .passes(filter, query)
                .fails(filter, resource(ALARM, "alarm", Map.of("metricName", "RootSignIns", "namespace", "Other")));
    }

    @Test
    void logsAreKeptLongerInProduction() {
        GraphResource group = resource(
                "aws:cloudwatch/logGroup:LogGroup", "api", Map.of("retentionInDays", 30, "kmsKeyId", "alias/logs"));
        assertThatRule("logs-retention-kms")
                .fails(group)
                .in(Tier.STAGING)
                .passes(group)
                .fails(with(group, "retentionInDays", PropertyValue.of(0)));
    }

    @Test
    void anAlarmOfAnotherNamespaceWatchesNoCanary() {
        GraphResource canary = resource(CANARY, "checkout", Map.of());
        GraphResource alarm = dependingOn(
                resource(ALARM, "alarm", Map.of("namespace", "CloudWatchSynthetics")), "dimensions", canary);
        assertThatRule("canary-alarmed")
                .passes(canary, alarm)
                .fails(canary, with(alarm, "namespace", PropertyValue.of("AWS/Lambda")))
                .fails(canary);
    }

    @Test
    void canariesGetCredentialsByReference() {
        GraphResource canary = resource(
                CANARY,
                "checkout",
                Map.of("runConfig", Map.of("environmentVariables", Map.of("LOGIN_SECRET_ARN", "arn:x"))));
        assertThatRule("canary-no-secret-env")
                .passes(canary)
                .isUnknown(
                        "runConfig.environmentVariables.STAGE",
                        with(canary, "runConfig.environmentVariables", PropertyValue.of(Map.of("STAGE", UNKNOWN))))
                .failsWith(
                        "runConfig.environmentVariables.TOKEN must be a string without credentials",
                        with(canary, "runConfig.environmentVariables", PropertyValue.of(Map.of("TOKEN", UNKNOWN))));
    }
}
