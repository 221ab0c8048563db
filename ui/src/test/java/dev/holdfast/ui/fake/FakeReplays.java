package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.attestation.PolicyRef;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.policy.ActivationImpact;
import dev.holdfast.contract.operator.policy.ReplayChange;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayGroup;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.policy.TrustTransition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replays of the fake policies over a fleet's attestations. */
public final class FakeReplays {
    /** A replay of the candidate version, which would change the trust of devices. */
    public static final UUID CHANGING = id("changing");

    /** An older replay, of version 3, which would change nothing. */
    public static final UUID CALM = id("calm");

    /** A replay that still runs. */
    public static final UUID RUNNING = id("running");

    /** A replay that ended because reference values changed while it ran. */
    public static final UUID SUPERSEDED = id("superseded");

    /** A failed replay. */
    public static final UUID FAILED = id("failed");

    private static final String FAILURE =
            "The replay failed after 5 attempts. Policy catalog version 4 does not compile"
                    + " any more: line 5: rule boots: 'boots' does not exist. Save a corrected version and activate it, or roll back.";

    private final FakeFleet fleet;

    /** Creates the replays of a fleet. */
    public FakeReplays(FakeFleet fleet) {
        this.fleet = fleet;
    }

    /** Returns the replays of a policy, newest first. */
    public List<ReplayView> replays(String key) {
        return key.equals("catalog")
                ? List.of(replay(RUNNING), replay(CHANGING), replay(FAILED), replay(SUPERSEDED), replay(CALM))
                : List.of();
    }

    /** Returns one replay. */
    public ReplayView replay(UUID id) {
        boolean running = id.equals(RUNNING);
        boolean calm = id.equals(CALM);
        boolean superseded = id.equals(SUPERSEDED);
        boolean failed = id.equals(FAILED);
        ReplayState state = running
                ? ReplayState.RUNNING
                : failed ? ReplayState.FAILED : superseded ? ReplayState.SUPERSEDED : ReplayState.FINISHED;
        long outdated = outdated().size();
        return new ReplayView(
                id,
                "catalog",
                calm ? 3 : 4,
                state,
                "pavel",
                FakeFleet.ago(running ? 0.0004 : calm ? 9.1 : superseded ? 0.3 : 0.02),
                running ? null : FakeFleet.ago(calm ? 9.1 : superseded ? 0.29 : 0.0196),
                FakeFleet.ago(calm ? 16.1 : 7),
                List.of(new PolicyRef(calm ? "default" : "catalog", calm ? 1 : 3)),
                4_711,
                fleet.devices().size(),
                running ? 97 : fleet.devices().size(),
                running ? 670 : 1_652,
                calm || running ? 0 : outdated,
                running ? 0 : 3,
                0,
                running ? List.of() : groups(calm),
                state == ReplayState.FINISHED && !calm,
                calm
                        ? "Version 3 became active since."
                        : failed ? FAILURE : superseded ? "Reference values changed while it ran." : null);
    }

    private List<DeviceView> outdated() {
        return fleet.devices().stream()
                .filter(device -> device.trust() == Trust.OUTDATED)
                .toList();
    }

    private List<ReplayGroup> groups(boolean calm) {
        List<ReplayGroup> groups = new ArrayList<>();
        for (String product : List.of("Toaster", "Kettle")) {
            for (String group : List.of("Production", "Field Test")) {
                long all = fleet.find("product:" + product + " group:\"" + group + "\"")
                        .size();
                long changed = calm
                        ? 0
                        : outdated().stream()
                                .filter(device -> device.product().equals(product)
                                        && device.group().equals(group))
                                .count();
                groups.add(new ReplayGroup(
                        product,
                        group,
                        all,
                        changed,
                        changed == 0
                                ? List.of()
                                : List.of(new TrustTransition(Trust.OUTDATED, Trust.UNTRUSTED, changed))));
            }
        }
        groups.sort((one, other) -> Long.compare(other.devicesChanged(), one.devicesChanged()));
        return groups;
    }

    /** Returns the impact of activating the version of a replay: one of the changed devices is offline. */
    public ActivationImpact impact(UUID id) {
        long changed = replay(id).devicesChanged();
        return changed == 0
                ? new ActivationImpact(0, List.of(), 0, null, null)
                : new ActivationImpact(
                        changed,
                        List.of(new TrustTransition(Trust.OUTDATED, Trust.UNTRUSTED, changed)),
                        1,
                        Instant.parse("2026-11-27T08:00:00Z"),
                        12L);
    }

    /** Returns the devices that the candidate would change. */
    public ReplayChangePage changes(@Nullable String product, @Nullable String group) {
        List<ReplayChange> changes = outdated().stream()
                .filter(device -> product == null || device.product().equals(product))
                .filter(device -> group == null || device.group().equals(group))
                .map(device -> new ReplayChange(
                        device.id(),
                        device.product(),
                        device.group(),
                        Trust.OUTDATED,
                        Trust.UNTRUSTED,
                        FakeFleet.ago(0.2),
                        !device.name().isEmpty() || device.id().text().charAt(0) < 'c',
                        "measurement-outdated",
                        false,
                        "NormalWorldKernel",
                        FakePolicies.REASON,
                        7,
                        4))
                .toList();
        return new ReplayChangePage(changes, outdated().size(), null);
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
