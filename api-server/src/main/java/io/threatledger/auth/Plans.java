package io.threatledger.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured plans by name. */
public final class Plans {
    /** The plan of who shows no key. */
    public static final String ANONYMOUS = "anonymous";

    /** The plan of an account that was made without naming one. */
    public static final String FIRST = "community";

    public static final List<Plan> DEFAULTS = List.of(
            new Plan(
                    ANONYMOUS,
                    "Anonymous",
                    100,
                    Plan.Window.DAY,
                    Optional.of(Duration.ofDays(7)),
                    Duration.ofMinutes(60),
                    false,
                    Plan.ReaderStream.REDUCED,
                    25,
                    1_000,
                    false),
            new Plan(
                    "community",
                    "Community",
                    100,
                    Plan.Window.DAY,
                    Optional.of(Duration.ofDays(30)),
                    Duration.ZERO,
                    false,
                    Plan.ReaderStream.REDUCED,
                    100,
                    5_000,
                    false),
            new Plan(
                    "participant",
                    "Participant",
                    1_000,
                    Plan.Window.HOUR,
                    Optional.empty(),
                    Duration.ZERO,
                    false,
                    Plan.ReaderStream.FULL,
                    500,
                    50_000,
                    true),
            new Plan(
                    "professional",
                    "Professional",
                    10_000,
                    Plan.Window.DAY,
                    Optional.empty(),
                    Duration.ZERO,
                    true,
                    Plan.ReaderStream.FULL,
                    1_000,
                    100_000,
                    true),
            new Plan(
                    "enterprise",
                    "Enterprise",
                    1_000_000,
                    Plan.Window.DAY,
                    Optional.empty(),
                    Duration.ZERO,
                    true,
                    Plan.ReaderStream.FULL,
                    10_000,
                    1_000_000,
                    true));

    private final Map<String, Plan> byName = new LinkedHashMap<>();

    /**
     * The plans of a node.
     *
     * @param plans distinct by name; one of them is {@link #ANONYMOUS}
     */
    public Plans(List<Plan> plans) {
        plans.forEach(plan -> byName.put(plan.name(), plan));
        if (byName.size() != plans.size() || !byName.containsKey(ANONYMOUS)) {
            throw new IllegalArgumentException("plans must be distinct and hold " + ANONYMOUS + ": " + byName.keySet());
        }
    }

    public static Plans defaults() {
        return new Plans(DEFAULTS);
    }

    /** The same plans, with another delay for who shows no key. */
    public Plans withAnonymousDelay(Duration delay) {
        return new Plans(byName.values().stream()
                .map(plan -> plan.name().equals(ANONYMOUS) ? plan.withDelay(delay) : plan)
                .toList());
    }

    public Optional<Plan> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Plan anonymous() {
        return find(ANONYMOUS).orElseThrow();
    }

    public List<Plan> all() {
        return List.copyOf(byName.values());
    }
}
