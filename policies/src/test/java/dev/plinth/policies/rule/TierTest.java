package dev.plinth.policies.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "production",
                "prod",
                "PRD",
                "Live",
                "eu-prod",
                "prod-eu-west-1",
                "acme_prd_2",
                "prod2",
                "shop.production",
                "ShopProd",
                "prod-test"
            })
    void knowsProduction(String name) {
        assertThat(Tier.named(name)).contains(Tier.PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging",
                "stage",
                "stg",
                "STAGE-1",
                "preprod",
                "pre-prod",
                "pre_production",
                "uat",
                "eu-uat-dev"
            })
    void knowsStaging(String name) {
        assertThat(Tier.named(name)).contains(Tier.STAGING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "development",
                "dev",
                "dev3",
                "test",
                "qa",
                "sandbox",
                "nonprod",
                "non-prod",
                "Non-Production",
                "acme/dev"
            })
    void knowsDevelopment(String name) {
        assertThat(Tier.named(name)).contains(Tier.DEVELOPMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "terraform",
                "product",
                "reproduce",
                "livestream",
                "devops",
                "stages",
                "main",
                "eu-1"
            })
    void takesNothingElseForATier(String name) {
        assertThat(Tier.named(name)).isEmpty();
    }

    @Test
    void onlyDevelopmentIsAdvisory() {
        assertThat(Tier.PRODUCTION.enforcement()).isEqualTo(Enforcement.MANDATORY);
        assertThat(Tier.STAGING.enforcement()).isEqualTo(Enforcement.MANDATORY);
        assertThat(Tier.DEVELOPMENT.enforcement()).isEqualTo(Enforcement.ADVISORY);
        assertThat(PolicyParameters.forStack("acme/shop/prod").tier()).isEqualTo(Tier.PRODUCTION);
        assertThat(PolicyParameters.forStack("alice").tier()).isEqualTo(Tier.DEVELOPMENT);
    }
}
