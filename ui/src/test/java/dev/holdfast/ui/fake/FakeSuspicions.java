package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.suspicion.Dismissal;
import dev.holdfast.contract.operator.suspicion.SuspicionKind;
import dev.holdfast.contract.operator.suspicion.SuspicionView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.suspicion.SuspicionClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What Contoso Appliances wonders about; keeps what was dismissed. */
public final class FakeSuspicions implements SuspicionClient {
    /** What was dismissed, in words. */
    public final List<String> dismissed = new ArrayList<>();
    /** How often the list has each of them. */
    public int times = 1;

    private final FakeFleet fleet;

    /** Makes it for the devices of a fleet. */
    public FakeSuspicions(FakeFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public RestResponse<List<SuspicionView>> suspicions(String catalog, ListRequest asked) {
        List<SuspicionView> found =
                catalog.equals("fabrikam") ? List.of() : suspicions(asked.filter() == null ? "" : asked.filter());
        return FakePages.of(
                Collections.nCopies(times, found).stream().flatMap(List::stream).toList(),
                asked.cursor(),
                asked.limit());
    }

    @Override
    public List<SuspicionView> of(String catalog, String device) {
        return suspicionsOf(device);
    }

    @Override
    public SuspicionView dismiss(String catalog, String device, SuspicionKind kind, Dismissal dismissal) {
        dismissed.add(kind + " because " + dismissal.reason());
        return suspicions("").getLast();
    }

    /** Returns suspicions that are open, dismissed or of a kind if a filter says so, newest first. */
    private List<SuspicionView> suspicions(String filter) {
        List<DeviceView> untrusted = fleet.devices().stream()
                .filter(device -> device.trust() == Trust.UNTRUSTED)
                .toList();
        return List.of(
                        suspicion(
                                untrusted.get(0).id(),
                                SuspicionKind.TWO_PLACES,
                                14,
                                "Within minutes it attested from 10.31.4 in boot 412, from 203.0.113 in boot 97, and from 10.31.4 in boot"
                                        + " 412 again.",
                                null),
                        suspicion(
                                untrusted.get(0).id(),
                                SuspicionKind.BOOT_FORKED,
                                3,
                                "Boot 412 measured two different kernels.",
                                null),
                        suspicion(
                                untrusted.get(1).id(),
                                SuspicionKind.COUNTER_WENT_BACK,
                                1,
                                "The boot counter went from 511 to 87.",
                                null),
                        suspicion(
                                untrusted.get(2).id(),
                                SuspicionKind.EVIDENCE_TOO_OLD,
                                1,
                                "The nonce ended 3 hours before.",
                                "Lab device on a slow link"))
                .stream()
                .filter(suspicion -> !filter.contains("is:open") || suspicion.dismissedAt() == null)
                .filter(suspicion -> !filter.contains("is:dismissed") || suspicion.dismissedAt() != null)
                .filter(suspicion ->
                        !filter.contains("kind:two-places") || suspicion.kind() == SuspicionKind.TWO_PLACES)
                .toList();
    }

    /** Returns those about a device. */
    private List<SuspicionView> suspicionsOf(String device) {
        return suspicions("").stream()
                .filter(suspicion -> suspicion.device().text().equals(device))
                .toList();
    }

    private static SuspicionView suspicion(
            DeviceId device, SuspicionKind kind, long count, String detail, @Nullable String dismissed) {
        return new SuspicionView(
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
