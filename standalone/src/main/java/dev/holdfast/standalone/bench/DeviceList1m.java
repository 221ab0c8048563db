package dev.holdfast.standalone.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code device_list_1m}: the list of devices over a million of them, by the operator API; an operation is the first page of 50 of one
 * kind of filter or order, or the counts beside it. Each is asked for some times to warm up, then {@value #TIMES} times. Fifty milliseconds of
 * CPU are the limit of each, thirty of the beginning of an ID and of a fragment of a name. nginx has no such work, so there is no ratio.
 */
final class DeviceList1m implements Benchmark {
    static final int DEVICES = 1_000_000;
    private static final int WARM_UP = 10;
    private static final int TIMES = 40;
    private static final String ORDER = "id";

    private static final List<String> FILTERS = List.of(
            "",
            "is:untrusted",
            "is:trusted",
            "is:blocked",
            "is:named",
            "is:tagged",
            "product:" + ListedFleet.PRODUCT,
            "group:\"Field Test\"",
            "tag:lab",
            "tag:rare",
            "os:24.09",
            "os:<24.09",
            "update:failed",
            "update:attested",
            "seen:<2h",
            "seen:>7d",
            "attested:>20h",
            "claimed:>1w",
            "expires:<3h",
            "expires:<20h",
            "expires:>30h",
            "code:os-outdated",
            "id:4f2a",
            "name:\"kitchen 77\"",
            "-is:trusted os:24.12 tag:lab");
    private static final Map<String, String> ORDERS = Map.of("trust", "", "lastSeen", "", "-lastSeen", "is:trusted");

    @Override
    public String name() {
        return "device_list_1m";
    }

    /** Returns the most expensive question. */
    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        return results(rig).getFirst();
    }

    @Override
    public List<BenchResult> results(BenchRig rig) throws IOException, InterruptedException {
        List<BenchResult> results = new ArrayList<>();
        try (ListedFleet fleet = rig.listedFleet(DEVICES)) {
            for (String filter : FILTERS) {
                results.add(measure(rig, filter, () -> fleet.page(filter, ORDER)));
            }
            for (Map.Entry<String, String> order : ORDERS.entrySet()) {
                results.add(measure(
                        rig,
                        order.getValue() + " by " + order.getKey(),
                        () -> fleet.page(order.getValue(), order.getKey())));
            }
            results.add(measure(rig, "facets", fleet::facets));
        }
        results.sort((one, other) -> Double.compare(other.cpuMicrosPerOp(), one.cpuMicrosPerOp()));
        return results;
    }

    private BenchResult measure(BenchRig rig, String question, Runnable ask) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            ask.run();
        }
        return rig.once(name() + " " + question, TIMES, () -> {
            for (int i = 0; i < TIMES; i++) {
                ask.run();
            }
        });
    }
}
