package dev.holdfast.bench;

import java.io.IOException;
import java.util.List;

/**
 * {@code certificate_list_1m}: CPU of the list of device certificates in the operator API, with three million certificates of a million
 * devices. An operation is the first page of 50 certificates for one filter and order. The page may have fewer (decision 0031). The limit
 * of each operation is 50 ms.
 */
final class CertificateList1m implements Benchmark {
    private static final String BY_DEVICE = "device";
    private static final int LIMIT_MS = 50;

    private static final List<String> FILTERS = List.of(
            "is:expired",
            "is:blocked",
            "is:retired",
            "-is:valid",
            "-is:expired",
            "-is:revoked",
            "usage:update",
            "usage:customer",
            "device:4f2a",
            "device:4",
            "serial:" + ListedCertificates.SERIAL,
            "serial:" + ListedCertificates.SERIAL + "4f2a",
            "4f2a",
            "by:olivia",
            "by:bench",
            "-by:otto",
            "reason:stolen",
            "reason:elsewhere",
            "generation:1",
            "generation:99",
            "-generation:1",
            "issued:<15m",
            "issued:<1h",
            "issued:>1d",
            "issued:>30d",
            "expires:<1h",
            "expires:>23h",
            "expires:>30h",
            "is:valid expires:<20m",
            "is:revoked usage:customer");
    private static final List<String> ORDERS = List.of(BY_DEVICE, "-device", "serial", "-serial");

    /**
     * Filters that are measured with each order. In this sequence, they match all certificates, most, few, none according to an index, and
     * none after reading all certificates.
     */
    private static final List<String> ORDERED =
            List.of("", "is:valid", "is:revoked", "by:nobody", "usage:customer is:expired");

    @Override
    public String name() {
        return "certificate_list_1m";
    }

    /** Returns the most expensive query. */
    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        return results(rig).getFirst();
    }

    @Override
    public List<BenchResult> results(BenchRig rig) throws IOException, InterruptedException {
        QueryMeasurements queries = new QueryMeasurements(rig, name());
        try (ListedFleet fleet = rig.listedFleet(DeviceList1m.DEVICES)) {
            fleet.certify(DeviceList1m.DEVICES);
            queries.warmUp(() -> fleet.certificates("", BY_DEVICE));
            for (String filter : FILTERS) {
                page(queries, fleet, filter, BY_DEVICE);
            }
            for (String order : ORDERS) {
                for (String filter : ORDERED) {
                    page(queries, fleet, filter, order);
                }
            }
        }
        return queries.mostExpensiveFirst();
    }

    private static void page(QueryMeasurements queries, ListedFleet fleet, String filter, String order)
            throws IOException {
        queries.measure((filter + " by " + order).strip(), LIMIT_MS, () -> fleet.certificates(filter, order));
    }
}
