package dev.holdfast.standalone.bench;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * {@code audit_cost}: what an audit entry adds to the smallest acts that there are, on one thing each. One backend, of the bench's own, does them in
 * turns with its entry and without ({@link AuditSwitch}); it and PostgreSQL count. Sealing, which follows once a second, is the
 * installation's backend's, and told besides. An entry may cost a tenth of its act. nginx has no such work, so there is no ratio to it.
 */
final class AuditCost implements Benchmark {
    /** Half of what a turn has, and less: each turn lets in again whom it blocked. */
    private static final int DEVICES = 50;

    private static final List<String> GROUPS = List.of("Development", "Field%20Test", "Production");

    @Override
    public String name() {
        return "audit_cost";
    }

    /** Returns the act of which an entry is the greatest part. */
    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        return results(rig).getFirst();
    }

    @Override
    public List<BenchResult> results(BenchRig rig) throws IOException, InterruptedException {
        List<String> devices = rig.devices(DEVICES).stream()
                .map(device -> device.id().toString())
                .toList();
        try (SwitchedBackend backend = rig.switchedBackend()) {
            AuditTurns turns = new AuditTurns(rig, backend);
            Map<String, LongFunction<AuditTurns.Act>> kinds = new LinkedHashMap<>();
            kinds.put("describe", number -> describe(devices, number));
            kinds.put("block", number -> block(devices, number));
            kinds.put("settings", AuditCost::settings);
            for (LongFunction<AuditTurns.Act> acts : kinds.values()) {
                turns.warmUp(acts);
            }
            List<BenchResult> results = new ArrayList<>();
            for (Map.Entry<String, LongFunction<AuditTurns.Act>> kind : kinds.entrySet()) {
                results.add(turns.compare(name() + " " + kind.getKey(), kind.getValue()));
            }
            results.sort(Comparator.comparing(BenchResult::ratioToUnaudited).reversed());
            return results;
        }
    }

    private static AuditTurns.Act describe(List<String> devices, long number) {
        return new AuditTurns.Act(
                HttpMethod.PUT,
                "/devices/%s/description".formatted(devices.get((int) (number % devices.size()))),
                new DeviceDescription("Bench " + number, List.of("bench"), ""));
    }

    /** Each device in turn, then each is let in again. */
    private static AuditTurns.Act block(List<String> devices, long number) {
        boolean blocked = number / devices.size() % 2 == 0;
        DeviceId device = DeviceId.parse(devices.get((int) (number % devices.size())));
        return new AuditTurns.Act(
                HttpMethod.POST,
                blocked ? "/devices/block" : "/devices/unblock",
                new BlockRequest(List.of(device), "The benchmark, " + number));
    }

    private static AuditTurns.Act settings(long number) {
        return new AuditTurns.Act(
                HttpMethod.PUT,
                "/products/%s/groups/%s".formatted(BenchRig.PRODUCT, GROUPS.get((int) (number % GROUPS.size()))),
                new GroupSettings("The benchmark, " + number, "Retail", "UpdateAll", "Disabled", "None"));
    }
}
