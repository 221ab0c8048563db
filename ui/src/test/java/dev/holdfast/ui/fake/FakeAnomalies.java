package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import dev.holdfast.contract.operator.anomaly.AnomalyView;
import dev.holdfast.contract.operator.anomaly.Dismissal;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.anomaly.AnomalyClient;
import dev.holdfast.ui.client.ListRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Anomalies of Contoso Appliances. Records dismissals. */
public final class FakeAnomalies implements AnomalyClient {
    /** The dismissals, such as {@code BOOT_FORKED because reason}. */
    public final List<String> dismissed = new ArrayList<>();

    /** Number of copies of each anomaly in the list. */
    public int times = 1;

    private final FakeFleet fleet;

    /** Creates the anomalies of a fleet. */
    public FakeAnomalies(FakeFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public RestResponse<List<AnomalyView>> anomalies(String catalog, ListRequest asked) {
        List<AnomalyView> found =
                catalog.equals("fabrikam") ? List.of() : anomalies(asked.filter() == null ? "" : asked.filter());
        return FakePages.of(
                Collections.nCopies(times, found).stream().flatMap(List::stream).toList(),
                asked.cursor(),
                asked.limit());
    }

    @Override
    public List<AnomalyView> of(String catalog, String device) {
        return anomaliesOf(device);
    }

    @Override
    public AnomalyView dismiss(String catalog, String device, AnomalyKind kind, Dismissal dismissal) {
        dismissed.add(kind + " because " + dismissal.reason());
        return anomalies("").getLast();
    }

    /** Returns the anomalies that match {@code is:open}, {@code is:dismissed} or {@code kind:alternating-networks}, newest first. */
    private List<AnomalyView> anomalies(String filter) {
        List<DeviceView> untrusted = fleet.devices().stream()
                .filter(device -> device.trust() == Trust.UNTRUSTED)
                .toList();
        return List.of(
                        anomaly(
                                untrusted.get(0).id(),
                                AnomalyKind.ALTERNATING_NETWORKS,
                                14,
                                "Within minutes it attested from 10.31.4 in boot 412, from 203.0.113 in boot 97, and from 10.31.4 in boot"
                                        + " 412 again.",
                                null),
                        anomaly(
                                untrusted.get(0).id(),
                                AnomalyKind.BOOT_FORKED,
                                3,
                                "Boot 412 measured two different kernels.",
                                null),
                        anomaly(
                                untrusted.get(1).id(),
                                AnomalyKind.COUNTER_ROLLBACK,
                                1,
                                "The boot counter went from 511 to 87.",
                                null),
                        anomaly(
                                untrusted.get(2).id(),
                                AnomalyKind.EVIDENCE_TOO_OLD,
                                1,
                                "The nonce ended 3 hours before.",
                                "Lab device on a slow link"))
                .stream()
                .filter(anomaly -> !filter.contains("is:open") || anomaly.dismissedAt() == null)
                .filter(anomaly -> !filter.contains("is:dismissed") || anomaly.dismissedAt() != null)
                .filter(anomaly -> !filter.contains("kind:alternating-networks")
                        || anomaly.kind() == AnomalyKind.ALTERNATING_NETWORKS)
                .toList();
    }

    /** Returns the anomalies of a device. */
    private List<AnomalyView> anomaliesOf(String device) {
        return anomalies("").stream()
                .filter(anomaly -> anomaly.device().text().equals(device))
                .toList();
    }

    /** Returns an anomaly. {@code dismissed} is the reason of its dismissal, or null if the anomaly is open. */
    private static AnomalyView anomaly(
            DeviceId device, AnomalyKind kind, long count, String detail, @Nullable String dismissed) {
        return new AnomalyView(
                device,
                kind,
                FakeFleet.ago(0.4),
                FakeFleet.ago(0.01),
                count,
                detail,
                "203.0.113.77",
                dismissed == null ? null : FakeFleet.ago(0.005),
                dismissed == null ? "" : "olivia",
                dismissed == null ? "" : dismissed);
    }
}
