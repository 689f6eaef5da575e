package dev.plinth.policies.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsValueTest {

    @ParameterizedTest
    @CsvSource({
        "REGION, eu-centrl-1, eu-central-1",
        "REGION, eu-west1, eu-west-1",
        "ZONE, eu-centrl-1a, eu-central-1a",
        "DATABASE_CLASS, db.t4g.mediun, db.t4g.medium",
        "DATABASE_CLASS, db.tg4.medium, db.t4g.medium",
        "CACHE_NODE_TYPE, cache.t4g.smal, cache.t4g.small",
        "INSTANCE_TYPE, t4g.mikro, t4g.micro",
    })
    void suggestsTheValueThatWasMeant(AwsValue kind, String value, String meant) {
        assertThat(kind.isValid(value)).isFalse();
        assertThat(kind.isValid(meant)).isTrue();
        assertThat(kind.suggestion(value)).startsWith("; did you mean ");
        if (kind != AwsValue.DATABASE_CLASS || !value.contains("tg4")) {
            assertThat(kind.suggestion(value)).isEqualTo("; did you mean " + meant + "?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REGION, eu-central-9",
        "REGION, us-gov-west-1",
        "ZONE, us-west-2-lax-1a",
        "DATABASE_CLASS, db.r9gd.24xlarge",
        "DATABASE_CLASS, db.x2iedn.32xlarge",
        "DATABASE_CLASS, db.serverless",
        "CACHE_NODE_TYPE, cache.r8g.12xlarge",
        "INSTANCE_TYPE, u-6tb1.metal",
        "INSTANCE_TYPE, m7i-flex.large",
        "INSTANCE_TYPE, i7ie.metal-48xl",
        "INSTANCE_TYPE, trn2.48xlarge",
    })
    void acceptsValuesThatAreNewerThanTheTool(AwsValue kind, String value) {
        assertThat(kind.isValid(value)).isTrue();
    }
}
