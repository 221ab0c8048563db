package dev.holdfast.ui.suspicion;

import dev.holdfast.contract.operator.suspicion.Dismissal;
import dev.holdfast.contract.operator.suspicion.SuspicionKind;
import dev.holdfast.contract.operator.suspicion.SuspicionView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakePages;
import dev.holdfast.ui.fake.FakeTrust;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** The fake suspicions without HTTP; keeps what was dismissed. */
public final class FakeSuspicionClient implements SuspicionClient {
    final List<String> dismissed = new ArrayList<>();
    /** How often the list has each of them. */
    int times = 1;

    private final FakeTrust trust;

    /** Makes it for the devices of a fleet. */
    public FakeSuspicionClient(FakeFleet fleet) {
        trust = new FakeTrust(fleet);
    }

    @Override
    public RestResponse<List<SuspicionView>> suspicions(String catalog, ListRequest asked) {
        List<SuspicionView> found =
                catalog.equals("fabrikam") ? List.of() : trust.suspicions(asked.filter() == null ? "" : asked.filter());
        return FakePages.of(
                Collections.nCopies(times, found).stream().flatMap(List::stream).toList(),
                asked.cursor(),
                asked.limit());
    }

    @Override
    public List<SuspicionView> of(String catalog, String device) {
        return trust.suspicionsOf(device);
    }

    @Override
    public SuspicionView dismiss(String catalog, String device, SuspicionKind kind, Dismissal dismissal) {
        dismissed.add(kind + " because " + dismissal.reason());
        return trust.suspicions("").getLast();
    }
}
