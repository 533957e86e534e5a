package io.threatledger.auth;

/** Limits by source and route, and quotas by plan. */
public final class Limits {
    private final Plans plans;

    public Limits(Plans plans) {
        this.plans = plans;
    }

    Plan anonymous() {
        return plans.anonymous();
    }
}
