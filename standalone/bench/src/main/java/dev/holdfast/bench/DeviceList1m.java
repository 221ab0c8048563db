package dev.holdfast.bench;

import java.io.IOException;
import java.util.List;

/**
 * {@code device_list_1m}: CPU of the list of devices in the operator API, with a million devices. An operation is the first page of 50
 * devices for one filter and order, or the facets. Each operation runs {@value QueryMeasurements#TIMES} times after a warm-up. The limit of each
 * operation is one second. 95 % of the operations should take at most 100 ms (decision 0029).
 */
final class DeviceList1m implements Benchmark {
    /** Number of stored devices, also for {@link CertificateList1m}. */
    static final int DEVICES = 1_000_000;

    private static final String BY_ID = "id";
    private static final int LIMIT_MS = 1_000;

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
            "update:returned",
            "update:offered",
            "update:unknown",
            "update:not-targeted",
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

    /** Searches for a part of an ID or name. */
    private static final List<String> LOOKED_UP =
            List.of("4f2a", "id:4f2a", "name:\"kitchen 77\"", "name:9999", "\"kitchen 77\"");

    /** Columns to sort by, each measured upwards and, with a minus sign, downwards. */
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

    /**
     * Filters that are measured with each order, besides no filter. They match nearly all devices, a quarter, a tenth, and one in a
     * thousand.
     */
    private static final List<String> ORDERED = List.of("is:trusted", "tag:lab", "is:named", "is:untrusted");

    @Override
    public String name() {
        return "device_list_1m";
    }

    /** Returns the most expensive query. */
    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        return results(rig).getFirst();
    }

    @Override
    public List<BenchResult> results(BenchRig rig) throws IOException, InterruptedException {
        QueryMeasurements queries = new QueryMeasurements(rig, name());
        try (ListedFleet fleet = rig.listedFleet(DEVICES)) {
            queries.warmUp(() -> fleet.page("", BY_ID));
            for (String filter : FILTERS) {
                page(queries, fleet, filter, BY_ID);
            }
            for (String fragment : LOOKED_UP) {
                page(queries, fleet, fragment, BY_ID);
            }
            for (String order : ORDERS) {
                for (String way : List.of(order, "-" + order)) {
                    page(queries, fleet, "", way);
                    for (String filter : ORDERED) {
                        page(queries, fleet, filter, way);
                    }
                }
            }
            queries.measure("facets", LIMIT_MS, fleet::facets);
        }
        return queries.mostExpensiveFirst();
    }

    private static void page(QueryMeasurements queries, ListedFleet fleet, String filter, String order)
            throws IOException {
        queries.measure((filter + " by " + order).strip(), LIMIT_MS, () -> fleet.page(filter, order));
    }
}
