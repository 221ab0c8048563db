package dev.holdfast.standalone.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code device_list_1m}: the list of devices over a million of them, by the operator API; an operation is the first page of 50 of one
 * kind of filter or order, or the counts beside it. Each is asked for some times to warm up, then {@value #TIMES} times. Fifty milliseconds of
 * CPU are the limit of each, thirty of the beginning of an ID and of a fragment of a name. nginx has no such work, so there is no ratio.
 */
final class DeviceList1m implements Benchmark {
    static final int DEVICES = 1_000_000;
    private static final int COMMON_WARM_UP = 300;
    private static final int WARM_UP = 5;
    private static final int TIMES = 20;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final String BY_ID = "id";

    private static final List<String> FILTERS = List.of(
            "",
            "is:untrusted",
            "is:outdated",
            "is:trusted",
            "-is:trusted",
            "is:blocked",
            "is:named",
            "is:tagged",
            "product:" + ListedFleet.PRODUCT,
            "group:\"Field Test\"",
            "tag:lab",
            "tag:rare",
            "os:24.06",
            "os:24.09",
            "os:<24.09",
            "update:failed",
            "update:pending",
            "update:installed",
            "update:pending,failed",
            "update:attested",
            "update:none",
            "seen:<2h",
            "seen:>7d",
            "attested:<6h",
            "attested:>20h",
            "claimed:<90m",
            "claimed:>1w",
            "claimed:>998h",
            "expires:<3h",
            "expires:<20h",
            "expires:>30m",
            "code:os-outdated",
            "-is:trusted os:24.12 -tag:rare",
            "is:trusted update:pending",
            "tag:lab claimed:<90m");
    private static final List<String> LOOKED_UP =
            List.of("4f2a", "id:4f2a", "name:\"kitchen 77\"", "name:9999", "\"kitchen 77\"");
    private static final List<String> ORDERS = List.of(
            "name",
            "product",
            "group",
            "trust",
            "trustSince",
            "update",
            "lastSeen",
            "lastAttestation",
            "certificateExpires",
            "osVersion",
            "claimedAt");
    /** What is put in order: everything, nearly everything, a quarter, a tenth, and one in a thousand. */
    private static final List<String> ORDERED = List.of("", "is:trusted", "tag:lab", "is:named", "is:untrusted");

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
            // The Java machine compiles what all questions have in common.
            for (int i = 0; i < COMMON_WARM_UP; i++) {
                fleet.page("", BY_ID);
            }
            for (String filter : FILTERS) {
                results.add(page(rig, fleet, filter, BY_ID));
            }
            for (String fragment : LOOKED_UP) {
                results.add(page(rig, fleet, fragment, BY_ID));
            }
            for (String order : ORDERS) {
                for (String filter : ORDERED) {
                    results.add(page(rig, fleet, filter, order));
                    results.add(page(rig, fleet, filter, "-" + order));
                }
            }
            results.add(measure(rig, "facets", fleet::facets));
        }
        results.sort((one, other) -> Double.compare(other.cpuMicrosPerOp(), one.cpuMicrosPerOp()));
        return results;
    }

    private BenchResult page(BenchRig rig, ListedFleet fleet, String filter, String order) throws IOException {
        return measure(rig, (filter + " by " + order).strip(), () -> fleet.page(filter, order));
    }

    private BenchResult measure(BenchRig rig, String question, Runnable ask) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            ask.run();
        }
        BenchResult result = rig.once(name() + " " + question, TIMES, () -> {
            for (int i = 0; i < TIMES; i++) {
                ask.run();
            }
        });
        rig.say(String.format(Locale.ROOT, "%6.1f ms  %s", result.cpuMicrosPerOp() / MICROS_PER_MILLI, question));
        return result;
    }
}
